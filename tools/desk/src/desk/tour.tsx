// A guided tour: points at one part of the desk after the other. Can be left at any time (Escape)
// and taken again from the help.
import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';

import { preference, setPreference } from '../shared/preferences.ts';
import { recordStep } from './commands.ts';
import { isOver, phase } from './state.ts';
import { teach } from './words/words.ts';
import { view, type View } from './view.ts';

interface Stop {
  readonly name: 'welcome' | 'firm' | 'abatement' | 'book' | 'chart' | 'ticket' | 'orders' | 'news';
  readonly target?: string; // selector of what is pointed at
  readonly view?: View;
}

const kStops: readonly Stop[] = [
  { name: 'welcome' },
  { name: 'firm', target: '#firm', view: 'firm' },
  { name: 'abatement', target: '#firm .abatement', view: 'firm' },
  { name: 'book', target: '#book', view: 'market' },
  { name: 'chart', target: '#chart', view: 'market' },
  { name: 'ticket', target: '#ticket', view: 'trade' },
  { name: 'orders', target: '#orders', view: 'orders' },
  { name: 'news', target: '#news', view: 'news' },
];

const at = signal<number | undefined>(undefined);

export function startTour(): void {
  at.value = 0;
  recordStep('tour', 'begun');
}

export function startFirstTour(): void {
  if (preference('toured') === undefined) startTour();
}

function end(): void {
  recordStep('tour', `left at ${kStops[at.value ?? 0]?.name}`);
  at.value = undefined;
  setPreference('toured', 'yes');
  view.value = 'market';
}

function go(to: number): void {
  if (to >= kStops.length) return end();
  at.value = Math.max(0, to);
}

function press(event: KeyboardEvent): void {
  const number = at.value ?? 0;
  if (event.key === 'Escape') end();
  else if (event.key === 'ArrowRight') go(number + 1);
  else if (event.key === 'ArrowLeft') go(number - 1);
  else return;
  event.preventDefault();
}

export function Tour() {
  const stop = at.value === undefined ? undefined : kStops[at.value];
  const next = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (!stop) return;
    if (stop.view) view.value = stop.view;
    next.current?.focus({ preventScroll: true });
    const target = stop.target ? document.querySelector(stop.target) : null;
    target?.classList.add('tour-target');
    target?.scrollIntoView({ block: 'nearest' });
    document.addEventListener('keydown', press);
    return () => {
      target?.classList.remove('tour-target');
      document.removeEventListener('keydown', press);
    };
  }, [stop]);
  if (!stop || at.value === undefined || isOver(phase.value)) return null;
  const number = at.value;
  return (
    <>
      <div class="tour-shade" aria-hidden="true" />
      <div class="tour" role="dialog" aria-labelledby="tour-title">
        <p class="hint">{teach('stop_of', { number: number + 1, count: kStops.length })}</p>
        <h2 id="tour-title">{teach(`tour_${stop.name}_title`)}</h2>
        <p aria-live="polite">{teach(`tour_${stop.name}`)}</p>
        <div class="dialog-actions">
          <button type="button" class="quiet" onClick={end}>
            {teach('skip')}
          </button>
          <button type="button" disabled={number === 0} onClick={() => go(number - 1)}>
            {teach('back')}
          </button>
          <button ref={next} type="button" class="primary" onClick={() => go(number + 1)}>
            {number + 1 === kStops.length ? teach('finish') : teach('next')}
          </button>
        </div>
      </div>
    </>
  );
}

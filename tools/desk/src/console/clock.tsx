// The year, the day, and what is left of them, ticking between what the exchange says.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { SessionPhase } from '#proto/session_service_pb';

import { formatCountdown } from '../shared/units.ts';
import { phaseName } from './phase.ts';
import { clock, horizon, phase, told_at } from './state.ts';
import { say } from './words/words.ts';

const now = signal(performance.now());

// A shape and a word, not a colour alone.
const kShapes: Record<SessionPhase, string> = {
  [SessionPhase.UNSPECIFIED]: '✕',
  [SessionPhase.WAITING]: '◌',
  [SessionPhase.RUNNING]: '●',
  [SessionPhase.PAUSED]: '‖',
  [SessionPhase.FINISHED]: '■',
  [SessionPhase.STOPPED]: '■',
};

export function ClockLine() {
  useEffect(() => {
    const timer = setInterval(() => (now.value = performance.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const at = clock.value;
  if (!at) return null;
  const known = horizon.value;
  return (
    <div class="clock">
      <span class={`phase phase-${SessionPhase[phase.value].toLowerCase()}`}>
        <span aria-hidden="true">{kShapes[phase.value]}</span> {phaseName(phase.value)}
      </span>
      <span>
        <strong>{at.year}</strong>{' '}
        {known && say('day_of', { day: at.day + 1, days: known.daysPerYear })}
      </span>
      {phase.value === SessionPhase.RUNNING && at.yearLeftMs > 0n && (
        <span class="left">
          {say('year_left')}{' '}
          <strong role="timer">
            {formatCountdown(Number(at.yearLeftMs) - Math.max(0, now.value - told_at.value))}
          </strong>
        </span>
      )}
    </div>
  );
}

// The year, the day, and what is left of them, ticking between what the exchange says.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { SessionPhase } from '#proto/session_service_pb';

import { formatCountdown } from '../shared/units.ts';
import { brief, clock, is_open, screen, told_at } from './state.ts';
import { say } from './words/words.ts';

const now = signal(performance.now());
// Said before the year's trading is over, so that nobody is surprised.
const kSoonMs = 30_000;

export function Clock() {
  useEffect(() => {
    const timer = setInterval(() => (now.value = performance.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const told = clock.value;
  if (!told) return null;
  const days = brief.value?.daysPerYear;
  return (
    <div class="clock">
      <span class="clock-when">
        <strong>{told.year}</strong>{' '}
        {days
          ? say('day_of', { day: told.day + 1, days })
          : say('day_number', { day: told.day + 1 })}
      </span>
      <PhaseWord />
      <Left ms={told.yearLeftMs} label={say('year_left')} strong />
      <Left ms={told.dayLeftMs} label={say('day_left')} />
    </div>
  );
}

function Left(props: { ms: bigint; label: string; strong?: boolean }) {
  if (props.ms <= 0n || clock.value?.phase !== SessionPhase.RUNNING) return null;
  const left = Number(props.ms) - Math.max(0, now.value - told_at.value);
  const soon = props.strong && left < kSoonMs;
  return (
    <span class={`left ${soon ? 'left-soon' : ''} ${props.strong ? 'left-year' : ''}`}>
      <span class="left-label">{props.label}</span>{' '}
      <span role="timer" class="left-time">
        {formatCountdown(left)}
      </span>
    </span>
  );
}

function PhaseWord() {
  const phase = clock.value?.phase;
  if (screen.value?.robotPlays)
    return <span class="phase phase-warn">⚠ {say('robot_plays')}</span>;
  switch (phase) {
    case SessionPhase.WAITING:
      return <span class="phase">◌ {say('phase_waiting')}</span>;
    case SessionPhase.PAUSED:
      return <span class="phase phase-warn">‖ {say('phase_paused')}</span>;
    case SessionPhase.FINISHED:
    case SessionPhase.STOPPED:
      return <span class="phase">■ {say('phase_over')}</span>;
    default:
      return is_open.value ? (
        <span class="phase phase-good">● {say('market_open')}</span>
      ) : (
        <span class="phase phase-warn">■ {say('market_closed')}</span>
      );
  }
}

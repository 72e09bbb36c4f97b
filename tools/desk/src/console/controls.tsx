// Start, pause, go on: what the phase allows, on every view.
import { SessionPhase } from '#proto/session_service_pb';

import { attempt, session } from './calls.ts';
import { busy, phase } from './state.ts';
import { say } from './words/words.ts';

export function PlayButtons() {
  switch (phase.value) {
    case SessionPhase.WAITING:
      return (
        <Play name="StartSession" label={say('start')} call={() => session.startSession({})} />
      );
    case SessionPhase.RUNNING:
      return (
        <Play name="PauseSession" label={say('pause')} call={() => session.pauseSession({})} />
      );
    case SessionPhase.PAUSED:
      return (
        <Play name="ResumeSession" label={say('go_on')} call={() => session.resumeSession({})} />
      );
    default:
      return null;
  }
}

function Play(props: { name: string; label: string; call: () => Promise<unknown> }) {
  return (
    <button
      type="button"
      class="primary play"
      disabled={busy.value.has(props.name)}
      onClick={() => void attempt(props.name, props.label, props.call)}
    >
      {props.label}
    </button>
  );
}

// A button that calls, greyed while it waits or where the server does not know the call.
export function CallButton(props: {
  name: string;
  label: string;
  call: () => void;
  class?: string;
  disabled?: boolean;
  described_by?: string;
}) {
  return (
    <button
      type="button"
      class={props.class ?? ''}
      disabled={props.disabled || busy.value.has(props.name)}
      aria-describedby={props.described_by}
      onClick={props.call}
    >
      {props.label}
    </button>
  );
}

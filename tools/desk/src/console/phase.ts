// How far the session has come, in words.
import { SessionPhase } from '#proto/session_service_pb';

import { say } from './words/words.ts';

export function phaseName(of: SessionPhase): string {
  switch (of) {
    case SessionPhase.WAITING:
      return say('phase_waiting');
    case SessionPhase.RUNNING:
      return say('phase_running');
    case SessionPhase.PAUSED:
      return say('phase_paused');
    case SessionPhase.FINISHED:
      return say('phase_finished');
    case SessionPhase.STOPPED:
      return say('phase_stopped');
    default:
      return say('phase_none');
  }
}

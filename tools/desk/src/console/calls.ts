// Calls that a press begins: one at a time of each name; every failure is told.
import { ClassroomService } from '#proto/classroom_service_pb';
import { OperatorService } from '#proto/operator_service_pb';
import { SessionService } from '#proto/session_service_pb';

import { forgetFailures, tell } from '../shared/notices.tsx';
import { clientOf } from '../shared/transport.ts';
import { failureText, isUnknownCall } from './failures.ts';
import { busy, unsupported } from './state.ts';

export const operator = clientOf(OperatorService);
export const session = clientOf(SessionService);
export const classroom = clientOf(ClassroomService);

// For calls that play or load much before they answer.
export const kPatient = { timeoutMs: 120_000 };

// Calls, and says `done` when it was answered. Returns whether it was.
export async function attempt(
  name: string,
  what: string,
  call: () => Promise<unknown>,
  done?: string,
): Promise<boolean> {
  if (busy.value.has(name)) return false;
  busy.value = new Set([...busy.value, name]);
  try {
    await call();
    forgetFailures(name);
    if (done) tell('good', done);
    return true;
  } catch (error) {
    noteSupport(name, error);
    tell('bad', failureText(error, what), name);
    return false;
  } finally {
    busy.value = new Set([...busy.value].filter((each) => each !== name));
  }
}

// Asks without being asked to: a failure is left for the next time, but for one that says that the
// server does not know the call.
export async function ask<Answer>(
  name: string,
  call: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    noteSupport(name, error);
    return undefined;
  }
}

function noteSupport(name: string, error: unknown): void {
  if (!isUnknownCall(error)) return;
  unsupported.value = new Set([...unsupported.value, name]);
}

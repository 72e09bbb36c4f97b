// What went wrong with a call, and what to do about it.
import { Code, codeOf, messageOf } from '../shared/transport.ts';
import { say } from './words/words.ts';

// Whether the server does not know the call. It says of such a call that its bytes are malformed,
// which those of a page that speaks its language are not.
export function isUnknownCall(error: unknown): boolean {
  const malformed = /\(message_malformed\)$/.test(messageOf(error));
  return codeOf(error) === Code.Unimplemented || malformed;
}

export function failureText(error: unknown, what: string): string {
  // Of several lines the first; where all count, they are shown in their place.
  const [first = '', ...others] = messageOf(error).split('\n');
  const message = others.length > 0 ? `${first} …` : first;
  if (isUnknownCall(error)) return say('failed_unimplemented', { what });
  switch (codeOf(error)) {
    case Code.PermissionDenied:
    case Code.Unauthenticated:
      return say('failed_token', { what });
    case Code.FailedPrecondition:
      return say('failed_state', { what, message });
    case Code.InvalidArgument:
    case Code.OutOfRange:
      return say('failed_argument', { what, message });
    case Code.NotFound:
      return say('failed_not_found', { what, message });
    case Code.ResourceExhausted:
      return say('failed_too_much', { what, message });
    default:
      return say('failed_lost', { what, message });
  }
}

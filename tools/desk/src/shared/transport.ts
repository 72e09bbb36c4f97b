// The exchange's services over gRPC-Web, from where the page came from.
//
// The token goes into a header, never into an address. It is kept in sessionStorage: a reload of
// the tab resumes, another tab may be another participant. That of a seat is kept beyond the tab as
// well (desk/kept_seats.ts), that of the operator is not.
import {
  type Client,
  Code,
  ConnectError,
  createClient,
  type Interceptor,
} from '@connectrpc/connect';
import { createGrpcWebTransport } from '@connectrpc/connect-web';
import type { DescService } from '@bufbuild/protobuf';

import { tab_storage } from './tab_storage.ts';

let token_key = 'tanshi.token';
// A unary call that takes longer is given up as lost: whether it arrived is not known.
const kAnswerWithinMs = 10_000;

// Lets a page keep a token of its own, so that in one tab it does not take that of another page.
export function keepTokenAs(key: string): void {
  token_key = key;
}

export function storedToken(): string | undefined {
  return tab_storage.getItem(token_key) ?? undefined;
}

export function storeToken(token: string | undefined): void {
  if (token === undefined) tab_storage.removeItem(token_key);
  else tab_storage.setItem(token_key, token);
}

const authorize: Interceptor = (next) => (request) => {
  const token = storedToken();
  if (token) request.header.set('authorization', `Bearer ${token}`);
  return next(request);
};

const transport = createGrpcWebTransport({
  baseUrl: globalThis.location?.origin ?? 'http://localhost',
  useBinaryFormat: true,
  interceptors: [authorize],
  defaultTimeoutMs: kAnswerWithinMs,
});

// A client of one of the services in `#proto/…_service_pb`.
export function clientOf<Service extends DescService>(service: Service): Client<Service> {
  return createClient(service, transport);
}

// Options of a stream, which may last.
export function following(signal: AbortSignal) {
  return { signal, timeoutMs: 0 };
}

// Codes with which the exchange says that it got the call and has changed nothing.
const kAnswers = new Set([
  Code.InvalidArgument,
  Code.NotFound,
  Code.AlreadyExists,
  Code.PermissionDenied,
  Code.ResourceExhausted,
  Code.FailedPrecondition,
  Code.Unauthenticated,
  Code.Unimplemented,
  Code.OutOfRange,
]);

// Whether the exchange answered; else the call, or its answer, was lost on the way.
export function isAnswer(error: unknown): boolean {
  return error instanceof ConnectError && kAnswers.has(error.code);
}

export function codeOf(error: unknown): Code {
  return ConnectError.from(error).code;
}

// What the exchange said, without the name of the code.
export function messageOf(error: unknown): string {
  return ConnectError.from(error).rawMessage;
}

export { Code };

// Stock clients of gRPC-Web against `tanshi serve --web`: Connect for the web, as the desk uses it,
// and Connect for Node, which verifies the certificate. Unary calls, server streams, errors,
// deadlines and cancellation are what they are over gRPC.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Code, ConnectError, createClient, type Transport } from '@connectrpc/connect';
import { createGrpcWebTransport as createNodeTransport } from '@connectrpc/connect-node';
import { createGrpcWebTransport } from '@connectrpc/connect-web';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MarketDataService } from '#proto/market_data_service_pb';
import { RegistryService } from '#proto/registry_service_pb';
import { SessionService } from '#proto/session_service_pb';

const folder = mkdtempSync(join(tmpdir(), 'tanshi-stock-client-'));
const file = (name: string) => join(folder, name);
const servers: ChildProcess[] = [];

// A server of its own folder `name`: where browsers reach it, and its tokens.
async function serve(name: string, ...options: string[]) {
  const server = spawn(process.env.TANSHI_PROGRAM!, [
    ...['serve', 'tightening-cap', '--listen', '127.0.0.1:0', '--web', '127.0.0.1:0'],
    ...['--data', file(name), '--start', 'operator', '--day-takes', '50', ...options],
  ]);
  servers.push(server);
  let log = '';
  await new Promise<void>((started, failed) => {
    server.stdout.on('data', (text) => {
      log += text;
      if (log.includes('listens on port')) started();
    });
    server.stderr.on('data', (text) => (log += text));
    server.on('exit', () => failed(new Error(log)));
  });
  const tokens = JSON.parse(readFileSync(join(file(name), 'tokens.json'), 'utf8'));
  return { url: /browsers: (https?:\/\/[\d.]+:\d+)/.exec(log)![1]!, operator: tokens.operator };
}

const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

async function codeOf(call: Promise<unknown>): Promise<[Code, string]> {
  const error = await call.then(
    () => new ConnectError('it succeeded', Code.Unknown),
    (reason) => ConnectError.from(reason),
  );
  return [error.code, error.rawMessage];
}

let plain: { url: string; operator: string };
let secure: { url: string; operator: string };

beforeAll(async () => {
  execFileSync(
    'openssl',
    [
      ...'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=tanshi'.split(' '),
      ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', file('key'), '-out', file('cert')],
    ],
    { stdio: 'ignore' },
  );
  plain = await serve('plain');
  secure = await serve('secure', '--tls-cert', file('cert'), '--tls-key', file('key'));
});

afterAll(async () => {
  for (const server of servers) {
    const ended = new Promise((end) => server.on('exit', end));
    server.kill('SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true });
});

const transports: [string, () => [Transport, string]][] = [
  ['Connect for the web', () => [createGrpcWebTransport({ baseUrl: plain.url }), plain.operator]],
  [
    'Connect for Node over TLS',
    () => [
      createNodeTransport({
        baseUrl: secure.url,
        httpVersion: '1.1',
        nodeOptions: { ca: readFileSync(file('cert')) },
      }),
      secure.operator,
    ],
  ],
];

describe.each(transports)('%s', (_, open) => {
  beforeAll(async () => {
    const [transport, operator] = open();
    await createClient(SessionService, transport).startSession({}, as(operator));
  });

  test('calls a unary method', async () => {
    const [transport] = open();
    const { instruments } = await createClient(MarketDataService, transport).listInstruments({});
    const session = await createClient(SessionService, transport).getSession({});

    expect(instruments.length).toBeGreaterThan(0);
    expect(session.scenario).toBe('tightening-cap');
  });

  test('sends a token, and learns why it is refused without', async () => {
    const [transport, operator] = open();
    const registry = createClient(RegistryService, transport);

    const account = await registry.getAccount({ accountId: 1n }, as(operator));
    const [code, message] = await codeOf(registry.getAccount({ accountId: 1n }));

    expect(account.$typeName).toBe('tanshi.v1.GetAccountResponse');
    expect(code).toBe(Code.Unauthenticated);
    expect(message).toContain('token_absent');
  });

  test('reads a stream to its end', async () => {
    const [transport, operator] = open();
    const request = { startEventNumber: 1n, endAtLatest: true };
    let events = 0;
    for await (const response of createClient(MarketDataService, transport).streamEvents(
      request,
      as(operator),
    )) {
      events += response.events.length;
    }

    expect(events).toBeGreaterThan(0);
  });

  test('follows a stream, and leaves it', async () => {
    const [transport, operator] = open();
    const leave = new AbortController();
    const stream = createClient(MarketDataService, transport).streamEvents(
      { startEventNumber: 1n },
      { ...as(operator), signal: leave.signal },
    );
    const reading = (async () => {
      for await (const response of stream) if (response.events.length > 0) leave.abort();
    })();

    expect((await codeOf(reading))[0]).toBe(Code.Canceled);
  });

  test('has deadlines', async () => {
    const [transport] = open();
    const waiting = (async () => {
      const market = createClient(MarketDataService, transport);
      for await (const _ of market.streamEvents({}, { timeoutMs: 100 })) {
        // as long as it lasts
      }
    })();

    expect((await codeOf(waiting))[0]).toBe(Code.DeadlineExceeded);
  });

  test('learns of a message that is too large', async () => {
    const [transport] = open();
    const call = createClient(MarketDataService, transport).listForwards({
      pageToken: 'x'.repeat(2_000_000),
    });

    expect((await codeOf(call))[0]).toBe(Code.ResourceExhausted);
  });
});

test('who does not trust the certificate does not get in', async () => {
  const transport = createNodeTransport({ baseUrl: secure.url, httpVersion: '1.1' });
  const call = createClient(SessionService, transport).getSession({});

  expect((await codeOf(call))[0]).not.toBe(Code.Unknown);
});

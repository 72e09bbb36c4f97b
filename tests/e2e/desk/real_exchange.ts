// `tanshi serve --web` as a process of its own, with a short class; its operator at hand.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@connectrpc/connect';
import { createGrpcWebTransport } from '@connectrpc/connect-web';
import { OperatorService } from '#proto/operator_service_pb';
import { SessionService } from '#proto/session_service_pb';

export interface RealExchange {
  readonly url: string;
  readonly code: string;
  // The operator's.
  readonly token: string;
  readonly session: Client<typeof SessionService>;
  readonly operator: Client<typeof OperatorService>;
  close(): Promise<void>;
}

const kServesWithinMs = 30_000;

export async function serveReal(program: string, day_ms: number, ...sets: string[]) {
  const data = mkdtempSync(join(tmpdir(), 'tanshi-desk-'));
  const server = spawn(
    program,
    [
      ...['serve', 'classroom', '--listen', '127.0.0.1:0', '--web', '127.0.0.1:0'],
      ...['--data', join(data, 'd'), '--day-takes', String(day_ms)],
      ...sets.flatMap((set) => ['--set', set]),
    ],
    { cwd: data, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const said = await untilServed(server);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '';
  const code = /code for participants: (\S+)/.exec(said)?.[1] ?? '';
  const tokens = JSON.parse(readFileSync(join(data, 'd/tokens.json'), 'utf8'));
  const transport = createGrpcWebTransport({
    baseUrl: url,
    interceptors: [
      (next) => (request) => {
        request.header.set('authorization', `Bearer ${tokens.operator}`);
        return next(request);
      },
    ],
  });
  return {
    url,
    code,
    token: tokens.operator as string,
    session: createClient(SessionService, transport),
    operator: createClient(OperatorService, transport),
    close: () => end(server, data),
  } satisfies RealExchange;
}

// What it has said once it has given its code and waits.
function untilServed(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = () => reject(new Error(`not served in time; it said: ${said}`));
    const timer = setTimeout(late, kServesWithinMs);
    server.stdout?.on('data', (chunk: Buffer) => {
      said += String(chunk);
      if (!said.includes('waits for the operator')) return;
      clearTimeout(timer);
      resolve(said);
    });
    server.on('exit', (code) => reject(new Error(`it ended with ${code}; it said: ${said}`)));
  });
}

function end(server: ChildProcess, data: string): Promise<void> {
  if (server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.removeAllListeners('exit');
    server.on('exit', () => {
      rmSync(data, { recursive: true, force: true });
      resolve();
    });
    server.kill('SIGKILL');
  });
}

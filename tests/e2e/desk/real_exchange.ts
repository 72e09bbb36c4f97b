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
  // Where gRPC is spoken.
  readonly address: string;
  // Folder of the journal and the results.
  readonly data: string;
  readonly code: string;
  // The operator's.
  readonly token: string;
  readonly session: Client<typeof SessionService>;
  readonly operator: Client<typeof OperatorService>;
  // Is killed without a warning, and started again on the same data at the same address.
  crash(): Promise<void>;
  // Ends as a person would end it.
  stop(): Promise<void>;
  close(): Promise<void>;
}

const kServesWithinMs = 30_000;

export function serveReal(
  program: string,
  day_ms: number,
  ...sets: string[]
): Promise<RealExchange> {
  return serveScenario(program, 'classroom', day_ms, ...sets);
}

// Holds a class of a scenario, by its name or its file.
export async function serveScenario(
  program: string,
  scenario: string,
  day_ms: number,
  ...sets: string[]
): Promise<RealExchange> {
  const data = mkdtempSync(join(tmpdir(), 'tanshi-desk-'));
  const serve = (port: string, web_port: string) =>
    spawn(
      program,
      [
        ...['serve', scenario, '--class', '--listen', `127.0.0.1:${port}`],
        ...['--web', `127.0.0.1:${web_port}`],
        ...['--data', join(data, 'd'), '--day-takes', String(day_ms)],
        ...sets.flatMap((set) => ['--set', set]),
      ],
      { cwd: data, stdio: ['ignore', 'pipe', 'inherit'] },
    );
  let server = serve('0', '0');
  const said = await untilSaid(server, 'waits for the operator');
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? '';
  const port = /listens on port (\d+)/.exec(said)?.[1] ?? '';
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
    address: `127.0.0.1:${port}`,
    data: join(data, 'd'),
    code,
    token: tokens.operator as string,
    session: createClient(SessionService, transport),
    operator: createClient(OperatorService, transport),
    crash: async () => {
      await ended(server, 'SIGKILL');
      server = serve(port, new URL(url).port);
      await untilSaid(server, 'listens on port');
    },
    stop: () => ended(server, 'SIGTERM'),
    close: async () => {
      await ended(server, 'SIGKILL');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

// What it has said once it has said that.
function untilSaid(server: ChildProcess, what: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = () => reject(new Error(`not served in time; it said: ${said}`));
    const timer = setTimeout(late, kServesWithinMs);
    server.stdout?.on('data', (chunk: Buffer) => {
      said += String(chunk);
      if (!said.includes(what)) return;
      clearTimeout(timer);
      resolve(said);
    });
    server.on('exit', (code) => reject(new Error(`it ended with ${code}; it said: ${said}`)));
  });
}

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.signalCode !== null || server.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.removeAllListeners('exit');
    server.on('exit', () => resolve());
    server.kill(signal);
  });
}

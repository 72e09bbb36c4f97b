// A class for the console's looks: all that an exchange could tell the instructor, at its end or in
// the middle. The real one is tested with the console in console.test.ts.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import {
  AnnouncementKind,
  AnnouncementSource,
  ClassroomService,
  DebriefSchema,
  MistakeKind,
  Role,
} from '#proto/classroom_service_pb';
import {
  type FollowClassResponse,
  FollowClassResponseSchema,
  OperatorService,
} from '#proto/operator_service_pb';
import { SessionPhase, SessionService } from '#proto/session_service_pb';

import { sendFile } from './serve_fake.ts';

export const kToken = 'operator-token';
const kFirstYear = 2026;
const kDays = 50;
const kNames = ['Ada', 'Chen Wei', 'Grace', 'Émile', '李娜', 'Noor'];
const kGroups = ['power', 'cement', 'chemicals'];

function seatsOf() {
  return Array.from({ length: 12 }, (_, at) => ({
    seat: `${kGroups[Math.floor(at / 4)]}-${(at % 4) + 1}`,
    accountId: BigInt(at + 1),
    name: kNames[at * 2 - Math.floor(at / 2)] ?? '',
    connected: at % 5 !== 2,
    robotPlays: at === 4,
    cashCents: 100_000_000n,
    holdingsT: BigInt(210_000 - at * 9_000),
    obligationT: BigInt(220_000 - at * 4_000),
    shortT: BigInt(10_000 + at * 5_000 - (at % 3) * 31_000),
    ...(at % 2 ? {} : { abatementT: BigInt(40_000 + at * 700) }),
    nextTonneCents: BigInt(2_100 + at * 260),
    boughtT: BigInt((at - 5) * 1_700),
    orderCount: at % 4,
    gainCents: BigInt(9_000_000 - at * 1_150_000),
  }));
}

function toldOf(phase: SessionPhase): FollowClassResponse {
  const over = phase === SessionPhase.FINISHED;
  const count = over ? 5 : 3;
  return create(FollowClassResponseSchema, {
    clock: {
      phase,
      year: kFirstYear + count - 1,
      day: over ? kDays - 1 : 22,
      yearLeftMs: over ? 0n : 161_000n,
      commandNumber: 5_000n,
      sessionNumber: 1,
    },
    dayTakesMs: 6_000n,
    years: Array.from({ length: count }, (_, at) => ({
      year: kFirstYear + at,
      capT: BigInt(5_400_000 - at * 405_000),
      emissionsT: BigInt(4_740_000 - at * 50_000),
      priceCentsPerTonne: BigInt(2_629 + at * 128),
      benchmarkCentsPerTonne: BigInt(2_688 + at * 84),
      volumeT: BigInt(312_000 + at * 9_000),
    })),
    seats: seatsOf(),
    announcements: [
      {
        number: 1n,
        year: 2027,
        day: 3,
        source: AnnouncementSource.INSTRUCTOR,
        kind: AnnouncementKind.TEXT,
        text: 'Pause: what would make you buy, sell or abate now?',
      },
      {
        number: 2n,
        year: 2028,
        day: 4,
        source: AnnouncementSource.EXCHANGE,
        kind: AnnouncementKind.CAP_CHANGE,
        figures: [8_000n, 2_029n],
      },
    ],
    efficiencyBps: 9_310,
    options: { ranking: true, paidCentsPerMillion: 500_000n, showUpFeeCents: 500n },
    sessionNumber: 1,
    practice: true,
    scenario: 'classroom',
  });
}

function debriefsOf(): MessageInitShape<typeof DebriefSchema>[] {
  const found = { year: 2027, day: 16, quantityT: 4_300n, priceCentsPerTonne: 3_120n };
  return seatsOf().map(({ seat, name, gainCents }, at) => ({
    seat,
    name,
    costCents: 60_000_000n - gainCents,
    costAloneCents: 60_000_000n,
    costBestCents: 60_000_000n - gainCents - BigInt(at * 400_000 + 700_000),
    years: [2026, 2027].map((year) => ({ year, emissionsT: 180_000n, abatedT: 60_000n })),
    mistakes: Object.values(MistakeKind)
      .filter((kind): kind is MistakeKind => typeof kind === 'number' && kind > 0)
      .slice(at % 3, 2 + (at % 5))
      .map((kind) => ({
        ...found,
        kind,
        betterCentsPerTonne: 2_400n,
        costCents: BigInt(90_000 + at * 31_000),
        eventNumber: 8_120n,
      })),
    payment: { year: 2028, earnedCents: gainCents / 5n, paidCents: 1_450n },
  }));
}

export interface ServedClass {
  readonly url: string;
  // Scenarios that were asked for.
  readonly loads: string[];
  close(): Promise<void>;
}

export async function serveClass(folder: string, phase: SessionPhase): Promise<ServedClass> {
  const loads: string[] = [];
  const api = connectNodeAdapter({
    routes: (router) => routes(router, phase, loads),
    fallback: (request, response) =>
      sendFile(folder, request as IncomingMessage, response as ServerResponse),
  });
  const server = createServer(api);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    loads,
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Router = Parameters<Parameters<typeof connectNodeAdapter>[0]['routes']>[0];

function routes(router: Router, phase: SessionPhase, loads: string[]): void {
  router.service(OperatorService, {
    listCodes: (_, { requestHeader }) => {
      if (requestHeader.get('authorization') !== `Bearer ${kToken}`) {
        throw new ConnectError('not the operator', Code.PermissionDenied);
      }
      return {
        codes: [
          { code: 'K7M-4QX', role: Role.TRADER, usesLeft: 7, expiresInMs: 6_400_000n },
          { code: 'R2D-9WC', role: Role.OBSERVER, usesLeft: 1, expiresInMs: 1_300_000n },
        ],
      };
    },
    listParticipants: () => ({
      participants: seatsOf()
        .filter(({ name }) => name !== '')
        .map(({ seat, name, connected, robotPlays }, at) => ({
          ...{ participantId: BigInt(at + 1), name, seat, connected, robotPlays },
          role: Role.TRADER,
          commandCount: BigInt(at * 7 + 1),
        })),
    }),
    followClass: async function* (_, { signal }) {
      const told = toldOf(phase);
      const today = told.clock!.day;
      for (let day = today - 19; day <= today; ++day) {
        told.seats.forEach((seat, at) => (seat.shortT -= BigInt(at * 90 - 500)));
        told.clock!.day = day;
        yield told;
      }
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
    listDebriefs: () => ({ debriefs: debriefsOf() }),
    listScenarios: () => ({
      scenarios: [
        { scenario: 'classroom', title: 'Thirty firms of three kinds', seatCount: 31 },
        { scenario: 'collars', title: 'A price collar', seatCount: 12, treatments: ['a', 'b'] },
      ],
    }),
    loadSession: ({ source, treatment }) => {
      loads.push(`${source.case} ${treatment}`);
      throw new ConnectError(
        'scenario.yaml:2:18: horizon.years: 0 is below 1\nscenario.yaml:3:1: no such key: capp',
        Code.InvalidArgument,
      );
    },
    exportData: async function* () {
      yield { fileName: 'classroom-1.zip', chunk: new Uint8Array([80, 75]) };
      yield { chunk: new Uint8Array([3, 4]) };
    },
  });
  router.service(SessionService, {
    getSession: () => ({
      ...{ scenario: 'classroom', firstYear: kFirstYear, yearCount: 5 },
      ...{ daysPerYear: kDays, turnsPerDay: 2 },
    }),
  });
  router.service(ClassroomService, {
    getClass: () => ({
      title: 'Thirty firms of three kinds for a class to run, under a cap that falls',
      currency: 'EUR',
      practice: true,
      treatment: 'collar',
      freeSeatCount: 5,
    }),
    listDays: () => ({
      days: Array.from({ length: 123 }, (_, at) => ({
        year: kFirstYear + Math.floor(at / kDays),
        day: at % kDays,
        closeCentsPerTonne: BigInt(2_600 + at * 3 + ((at * 37) % 29) * 2),
        volumeT: 900n,
      })),
    }),
  });
}

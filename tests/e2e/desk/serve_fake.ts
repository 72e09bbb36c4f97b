// Serves the built pages and a FakeExchange over real sockets, with the headers that count.
import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { AuctionService } from '#proto/auction_service_pb';
import { ClassroomService, MarketDaySchema } from '#proto/classroom_service_pb';
import { MarketDataService } from '#proto/market_data_service_pb';
import { TradingService } from '#proto/trading_service_pb';

import { FakeExchange, kOwn } from './fake_exchange.ts';

const kTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
const kPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface Served {
  readonly exchange: FakeExchange;
  readonly url: string;
  // Addresses that were asked for, so that a test can look for tokens in them.
  readonly asked: string[];
  close(): Promise<void>;
  // Goes away, with all connections, and comes back at the same address.
  restart(away_ms: number): Promise<void>;
}

export async function serveFake(folder: string): Promise<Served> {
  const exchange = new FakeExchange();
  const asked: string[] = [];
  let server = await listen(folder, exchange, asked, 0);
  const { port } = server.address() as AddressInfo;
  const close = () => closed(server);
  return {
    exchange,
    asked,
    url: `http://127.0.0.1:${port}`,
    close,
    restart: async (away_ms) => {
      await close();
      await new Promise((resolve) => setTimeout(resolve, away_ms));
      server = await listen(folder, exchange, asked, port);
    },
  };
}

async function listen(
  folder: string,
  exchange: FakeExchange,
  asked: string[],
  port: number,
): Promise<Server> {
  const api = connectNodeAdapter({
    routes: (router) => routes(router, exchange),
    fallback: (request, response) =>
      sendFile(folder, request as IncomingMessage, response as ServerResponse),
  });
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url?.endsWith('/SubmitOrder') && exchange.lose.length > 0) {
      loseOne(exchange, api, request, response);
    } else {
      api(request, response);
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

type Api = ReturnType<typeof connectNodeAdapter>;

// The call, or the answer of a call that was carried out, gets lost with its connection.
function loseOne(
  exchange: FakeExchange,
  api: Api,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const what = exchange.lose.shift();
  if (what === 'call') return void request.socket.destroy();
  response.write = () => true;
  response.end = (() => {
    request.socket.destroy();
    return response;
  }) as typeof response.end;
  api(request, response);
}

export function sendFile(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'http://x');
  const path = join(folder, normalize(pathname === '/' ? '/index.html' : pathname));
  if (!path.startsWith(folder) || !existsSync(path)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'content-type': kTypes[extname(path)] ?? 'application/octet-stream',
    'content-security-policy': kPolicy,
  });
  createReadStream(path).pipe(response);
}

function routes(
  router: Parameters<Parameters<typeof connectNodeAdapter>[0]['routes']>[0],
  exchange: FakeExchange,
) {
  router.service(ClassroomService, {
    getClass: () => exchange.class_info,
    enterClass: ({ code, name, consents }) => ({
      token: exchange.enter(code, name, consents),
      role: 1,
      seat: 'power-3',
      accountId: kOwn,
    }),
    followSeat: (_, context) => exchange.followSeat(context),
    setPlan: ({ abatementT, builds }, context) => {
      exchange.authorize(context);
      const { plant } = exchange.screen;
      if (abatementT !== undefined) {
        plant!.obligationT += (plant!.abatementT ?? 0n) - abatementT;
        plant!.abatementT = abatementT;
        exchange.plans.push(`abate ${abatementT}`);
      }
      if (builds) {
        plant!.builds = builds.builds;
        exchange.plans.push(`build ${builds.builds.map((b) => `${b.units} of ${b.project}`)}`);
      }
      exchange.changed();
      return {
        builds: plant!.builds,
        ...(plant!.abatementT === undefined ? {} : { abatementT: plant!.abatementT }),
      };
    },
    listDays: () => ({ days: fakeDays() }),
    recordStep: ({ kind, detail }) => {
      exchange.steps.push(`${kind}: ${detail}`);
      return {};
    },
    getDebrief: () => ({ debrief: kDebrief }),
  });
  router.service(TradingService, {
    submitOrder: (request, context) => {
      exchange.authorize(context);
      return { result: exchange.submit(request) };
    },
    cancelOrder: ({ orderId }) => ({ result: exchange.cancel(orderId) }),
    cancelAllOrders: () => ({ result: exchange.cancelAll() }),
    replaceOrder: () => {
      throw new ConnectError('not in the fake', Code.Unimplemented);
    },
  });
  router.service(AuctionService, {
    submitBid: ({ bidId, priceCentsPerTonne, quantityT }) => {
      exchange.screen.account!.lastOrderId = bidId;
      exchange.screen.bids.push({
        $typeName: 'tanshi.v1.SealedBid',
        bidId,
        priceCentsPerTonne,
        quantityT,
      });
      exchange.changed();
      return { result: { orderId: bidId } };
    },
    withdrawBid: ({ bidId }) => {
      exchange.screen.bids = exchange.screen.bids.filter((bid) => bid.bidId !== bidId);
      exchange.changed();
      return { result: { orderId: bidId } };
    },
  });
  router.service(MarketDataService, {
    streamBook: (_, context) => exchange.streamBook(context),
    listForwards: () => ({ forwards: exchange.forwards }),
  });
}

// A year and a half of days, the same in each run.
function fakeDays(): MessageInitShape<typeof MarketDaySchema>[] {
  let price = 4700n;
  return Array.from({ length: 57 }, (_, at) => {
    const step = BigInt(((at * 37) % 23) - 10) * 9n;
    const open = price;
    price += step;
    const [low, high] = step < 0n ? [price, open] : [open, price];
    return {
      year: 2025 + Math.floor(at / 40),
      day: at % 40,
      openCentsPerTonne: open,
      highCentsPerTonne: high + 20n,
      lowCentsPerTonne: low - 20n,
      closeCentsPerTonne: price,
      volumeT: BigInt(400 + ((at * 53) % 31) * 60),
    };
  });
}

const kDebrief = {
  seat: 'power-3',
  name: 'Ada',
  costCents: 9_120_000n,
  costAloneCents: 11_480_000n,
  costBestCents: 8_610_000n,
  mistakes: [
    {
      kind: 1,
      year: 2026,
      day: 16,
      quantityT: 300n,
      priceCentsPerTonne: 5120n,
      betterCentsPerTonne: 4800n,
      costCents: 96_000n,
      eventNumber: 812n,
    },
    {
      kind: 5,
      year: 2026,
      day: -1,
      quantityT: 40n,
      betterCentsPerTonne: 5100n,
      costCents: 196_000n,
    },
  ],
};

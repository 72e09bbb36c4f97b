// A class in which much goes wrong: students who reload, click twice, go offline and leave,
// programs that trade and one that sends rubbish, the exchange killed in the middle of a year.
// Proves that nothing that anybody was told is lost or done twice, and that each has his seat to
// the end.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { fromBinary } from '@bufbuild/protobuf';
import { createClient, type Transport } from '@connectrpc/connect';
import { createGrpcWebTransport } from '@connectrpc/connect-web';
import type { BrowserContextOptions, Page } from 'playwright-core';
import {
  ClassroomService,
  type EnterClassRequest,
  EnterClassRequestSchema,
} from '#proto/classroom_service_pb';
import type { OrderAccepted } from '#proto/events_pb';
import { MarketDataService } from '#proto/market_data_service_pb';
import { RegistryService } from '#proto/registry_service_pb';
import { SessionPhase } from '#proto/session_service_pb';
import { expect, test } from 'vitest';

import { formatCents, formatWhole } from '../../../tools/desk/src/shared/units.ts';
import { desktop, laptop, phone, picture, visit } from './browser.ts';
import { type RealExchange, serveReal } from './real_exchange.ts';

const program = process.env['TANSHI_PROGRAM'];
const python = process.env['TANSHI_PYTHON'];
if (!program || !python) throw new Error('run by ctest, which sets TANSHI_PROGRAM, TANSHI_PYTHON');

const kPatience = { timeout: 60_000, interval: 100 };

// ---- Programs ----

// Why it ended, and how often the agent had to take its seat again.
interface End {
  readonly over: string;
  readonly reconnected?: number;
}

interface Program {
  readonly seat: string;
  // Ids of its orders that it was told are accepted.
  readonly orders: string[];
  readonly end: Promise<End>;
  readonly process: ChildProcess;
}

// Starts one, and waits until it has its seat.
function start(what: string, exchange: RealExchange): Promise<Program> {
  const file = fileURLToPath(new URL('class_program.py', import.meta.url));
  const web_port = new URL(exchange.url).port;
  const child = spawn(python!, [file, what, exchange.address, web_port, exchange.code, what], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const orders: string[] = [];
  let ended: (end: End) => void;
  const end = new Promise<End>((resolve) => (ended = resolve));
  return new Promise((seated, failed) => {
    createInterface(child.stdout).on('line', (line) => {
      const said = JSON.parse(line);
      if (said.seat) seated({ seat: said.seat, orders, end, process: child });
      if (said.order) orders.push(String(said.order));
      if (said.over) ended(said);
    });
    child.on('exit', (code) => {
      failed(new Error(`${what} ended with ${code}`));
      ended({ over: `ended with ${code}` });
    });
  });
}

// ---- Students ----

interface Student {
  readonly page: Page;
  readonly name: string;
  readonly seat: string;
  // How he came in.
  readonly entry: EnterClassRequest;
  // Prices of his orders that his screen told him are accepted; no two orders have the same.
  readonly told: string[];
}

async function comeIn(page: Page, exchange: RealExchange, name: string): Promise<Student> {
  page.setDefaultTimeout(kPatience.timeout);
  await page.goto(`${exchange.url}/#code=${exchange.code}`);
  await page.locator('#name').fill(name);
  const asked = page.waitForRequest(/EnterClass$/);
  await page.locator('.door-form button[type=submit]').click();
  const body = (await asked).postDataBuffer()!;
  await page.locator('.lobby').waitFor();
  const seat = await page.locator('.seat').innerText();
  return {
    page,
    name,
    seat,
    entry: fromBinary(EnterClassRequestSchema, body.subarray(5)),
    told: [],
  };
}

// Goes to a part of the desk; where all are on the screen it is there.
async function show(page: Page, part: 'Trade' | 'Market'): Promise<void> {
  const button = page.locator('.bottom-bar button', { hasText: part });
  if (await button.isVisible()) await button.click();
}

async function write({ page }: Student, price: string): Promise<void> {
  await show(page, 'Trade');
  await page.locator('#ticket-price').fill(price);
  await page.locator('#ticket-quantity').fill('100');
}

async function send(student: Student, price: string): Promise<void> {
  await write(student, price);
  await student.page.locator('#ticket-send').click();
}

// The order is on his screen, once.
async function isTold({ page, told }: Student, price: string): Promise<void> {
  const rows = page.locator('#orders tbody tr', { hasText: price });
  await rows.first().waitFor({ state: 'attached' });
  expect(await rows.count()).toBe(1);
  told.push(price);
}

// Buys at the best price that the book shows.
async function buy(student: Student): Promise<void> {
  const { page, told } = student;
  await show(page, 'Market');
  await page.locator('.level-sell .level-price').last().click();
  await show(page, 'Trade');
  const price = await page.locator('#ticket-price').inputValue();
  await send(student, price);
  await page
    .locator('.notice', { hasText: /100 t (traded|wait)/ })
    .first()
    .waitFor();
  told.push(price);
}

async function clickTwice(student: Student): Promise<void> {
  await write(student, '1.05');
  await student.page.locator('#ticket-send').dblclick();
  await isTold(student, '1.05');
}

async function reload(student: Student): Promise<void> {
  await send(student, '1.05');
  await student.page.reload();
  await isTold(student, '1.05');
}

async function goOffline(student: Student): Promise<void> {
  const context = student.page.context();
  await write(student, '1.05');
  await context.setOffline(true);
  await student.page.locator('#ticket-send').click();
  await student.page.locator('.sending').waitFor({ state: 'attached' });
  await context.setOffline(false);
  await isTold(student, '1.05');
}

// The connection breaks when the order has arrived and its answer has not.
async function loseAnswer(student: Student): Promise<void> {
  let lost = false;
  await student.page.route(/SubmitOrder$/, async (route) => {
    if (lost) return route.continue();
    lost = true;
    await route.fetch();
    return route.abort();
  });
  await send(student, '1.05');
  await isTold(student, '1.05');
}

async function leaveForGood(student: Student): Promise<void> {
  await send(student, '1.05');
  await isTold(student, '1.05');
  await student.page.close();
}

// Has an order under way when the exchange dies, and is back by itself when it lives again.
async function surviveCrash(student: Student, back: Promise<void>): Promise<void> {
  const { page } = student;
  await page.locator('.link-strip').waitFor();
  await send(student, '1.15');
  await back;
  await page.locator('.link-strip').waitFor({ state: 'detached' });
  await isTold(student, '1.15');
  await send(student, '1.20');
  await isTold(student, '1.20');
}

// ---- What the exchange says ----

function transportOf(exchange: RealExchange): Transport {
  return createGrpcWebTransport({
    baseUrl: exchange.url,
    interceptors: [
      (next) => (request) => {
        request.header.set('authorization', `Bearer ${exchange.token}`);
        return next(request);
      },
    ],
  });
}

// Follows all events from the first one, also over a crash: an exchange that is served again does
// not remember those from before.
class Log {
  // Orders that were accepted, as "ACCOUNT id ORDER" and "ACCOUNT at PRICE", and how often.
  readonly accepted = new Map<string, number>();
  // Events that were over before they could be read, as the exchange died.
  unseen = 0n;
  private next = 1n;
  private readonly leave = new AbortController();
  private readonly following: Promise<void>;

  constructor(private readonly exchange: RealExchange) {
    this.following = this.follow();
  }

  // Once it has read all.
  async close(): Promise<void> {
    this.leave.abort();
    await this.following;
    await this.read(true);
  }

  private async follow(): Promise<void> {
    while (!this.leave.signal.aborted) {
      await this.read(false, this.leave.signal).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async read(endAtLatest: boolean, signal?: AbortSignal): Promise<void> {
    const request = { startEventNumber: this.next, endAtLatest };
    const market = createClient(MarketDataService, transportOf(this.exchange));
    for await (const told of market.streamEvents(request, { ...(signal && { signal }) })) {
      const { gap } = told;
      if (gap) this.unseen += gap.lastMissedEventNumber - gap.firstMissedEventNumber + 1n;
      for (const { event } of told.events) {
        if (event.case === 'orderAccepted') this.add(event.value);
      }
      this.next = told.nextEventNumber;
    }
  }

  private add({ accountId, orderId, limitPriceCentsPerTonne }: OrderAccepted): void {
    const price = formatCents(limitPriceCentsPerTonne);
    for (const name of [`${accountId} id ${orderId}`, `${accountId} at ${price}`]) {
      this.accepted.set(name, (this.accepted.get(name) ?? 0) + 1);
    }
  }
}

class Truth {
  private readonly transport: Transport;

  constructor(private readonly exchange: RealExchange) {
    this.transport = transportOf(exchange);
  }

  async seats(): Promise<Record<string, string>> {
    const { participants } = await this.exchange.operator.listParticipants({});
    return Object.fromEntries(participants.map(({ name, seat }) => [name, seat]));
  }

  async accounts(): Promise<Map<string, bigint>> {
    const { seats } = await this.exchange.session.listSeats({ pageSize: 100 });
    return new Map(seats.map(({ seat, accountId }) => [seat, accountId]));
  }

  // The same request once more.
  enterAgain(entry: EnterClassRequest) {
    return createClient(ClassroomService, this.transport).enterClass(entry);
  }

  // Free cash and allowances of an account, as a desk writes them.
  async holdings(accountId: bigint): Promise<string[]> {
    const account = await createClient(RegistryService, this.transport).getAccount({ accountId });
    const held = account.holdings.map(({ availableT }) => `Allowances${formatWhole(availableT)} t`);
    return [`Cash${formatCents(account.availableCents)}`, ...held];
  }

  // Waits until the session has come so far.
  async reached(year: number, day: number): Promise<void> {
    const past = async () => {
      const now = await this.exchange.session.getSession({});
      return now.year > year || (now.year === year && now.day >= day);
    };
    await expect.poll(past, kPatience).toBe(true);
  }

  async isPhase(phase: SessionPhase): Promise<void> {
    const now = async () => (await this.exchange.session.getSession({})).phase;
    await expect.poll(now, kPatience).toBe(phase);
  }
}

// ---- The class ----

const kDevices = [desktop, desktop, laptop, phone, phone];
const kNames = ['Twice', 'Reload', 'Offline', 'Lost', 'Gone'];
const kChaos = [clickTwice, reload, goOffline, loseAnswer, leaveForGood];

function visitAll(
  devices: BrowserContextOptions[],
  use: (pages: Page[]) => Promise<void>,
  pages: Page[] = [],
): Promise<void> {
  const [device, ...others] = devices;
  return device ? visit(device, (page) => visitAll(others, use, [...pages, page])) : use(pages);
}

async function holdClass(exchange: RealExchange, programs: Program[], pages: Page[]) {
  const truth = new Truth(exchange);
  const log = new Log(exchange);
  const students = await Promise.all(pages.map((page, i) => comeIn(page, exchange, kNames[i]!)));
  const seats = await truth.seats();
  expect(new Set(Object.values(seats)).size).toBe(kNames.length + programs.length);
  await exchange.session.startSession({});
  for (const { page } of students) {
    await page.locator('.tour').waitFor();
    await page.keyboard.press('Escape');
  }
  await Promise.all(students.map(buy));
  const again = await Promise.all(students.map(({ entry }) => truth.enterAgain(entry)));
  await Promise.all(students.map((student, i) => kChaos[i]!(student)));

  await truth.reached(2026, 3); // in the middle of the year
  const staying = students.slice(0, 4);
  const back = exchange.crash();
  const before = back.then(() => programs[1]!.orders.length);
  await Promise.all(staying.map((student) => surviveCrash(student, back)));

  // Each has the seat that he had, and who asks again gets it again.
  again.push(...(await Promise.all(students.map(({ entry }) => truth.enterAgain(entry)))));
  for (const [i, { seat }] of again.entries()) {
    expect(seat).toBe(students[i % students.length]!.seat);
  }
  expect(await truth.seats()).toEqual(seats);
  await screensAreTrue(staying, exchange, truth);
  await picture(staying[0]!.page, 'class desk');
  await picture(staying[3]!.page, 'class phone');

  // To the end, as fast as can be.
  await exchange.operator.setPace({ dayTakesMs: 0n });
  await exchange.session.resumeSession({});
  await truth.isPhase(SessionPhase.FINISHED);
  for (const { page } of staying) {
    await page.locator('.debrief tbody tr').nth(1).waitFor({ state: 'attached' });
  }
  const [agent, free] = programs;
  expect((await agent!.end).over).toContain('finished');
  expect((await agent!.end).reconnected).toBeGreaterThan(0);
  expect((await free!.end).over).toContain('finished');
  expect(free!.orders.length).toBeGreaterThan(await before);
  await log.close();
  toldOnce(log, await truth.accounts(), students, programs);
}

// The session is paused, and each desk shows its seat and what the exchange says it has.
async function screensAreTrue(students: Student[], exchange: RealExchange, truth: Truth) {
  await exchange.session.pauseSession({});
  await truth.isPhase(SessionPhase.PAUSED);
  const seats = await truth.seats();
  const accounts = await truth.accounts();
  for (const { page, name, seat } of students) {
    expect(seats[name]).toBe(seat);
    expect(await page.locator('.seat').textContent()).toBe(seat);
    for (const line of await truth.holdings(accounts.get(seat)!)) {
      const shown = () => page.locator('.holdings').textContent();
      await expect.poll(shown, kPatience).toContain(line);
    }
  }
}

// Each order that somebody was told is accepted was so once.
function toldOnce(
  log: Log,
  accounts: Map<string, bigint>,
  students: Student[],
  programs: Program[],
): void {
  const wrong = (orders: string[]) => orders.filter((order) => log.accepted.get(order) !== 1);
  const ofStudents = students.flatMap(({ seat, told }) =>
    told.map((price) => `${accounts.get(seat)} at ${price}`),
  );
  const ofPrograms = programs.flatMap(({ seat, orders }) =>
    orders.map((id) => `${accounts.get(seat)} id ${id}`),
  );
  // Four, and two of the one who left; none of them was sent while the exchange died.
  expect(ofStudents.length).toBe(4 * 4 + 2);
  expect(wrong(ofStudents)).toEqual([]);
  expect(ofPrograms.length).toBeGreaterThan(10);
  const unseen = ofPrograms.filter((order) => !log.accepted.has(order));
  expect(wrong(ofPrograms)).toEqual(unseen);
  expect(unseen.length).toBeLessThanOrEqual(Number(log.unseen));
}

test('a class in which much goes wrong loses nothing', { timeout: 600_000 }, async () => {
  const sets = ['horizon.years=2', 'horizon.days_per_year=200'];
  const exchange = await serveReal(program, 1_000, ...sets);
  const programs: Program[] = [];
  try {
    for (const what of ['agent', 'free', 'rubbish']) programs.push(await start(what, exchange));
    await visitAll(kDevices, (pages) => holdClass(exchange, programs, pages));

    await exchange.stop();
    const summary = JSON.parse(readFileSync(join(exchange.data, 'summary.json'), 'utf8'));
    expect(summary.conservation.violations).toBe(0);
    expect(summary.conservation.checked).toBeGreaterThan(0);
    const replay = (...how: string[]) =>
      String(execFileSync(program, ['replay', exchange.data, ...how]));
    expect(replay('--verify')).toContain('agrees with the replay');
    // Who sends something after the end is answered, and that is in the journal as well.
    expect(replay('--until', String(summary.commands))).toContain(summary.events_hash);
  } finally {
    for (const { process } of programs) process.kill('SIGKILL');
    await exchange.close();
  }
});

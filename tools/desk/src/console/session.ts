// Signs the operator in and out, and keeps the state up. Whole states come over the wire, so that
// coming back after a lost connection is the same as coming in.
import { effect, untracked } from '@preact/signals';
import { SessionPhase } from '#proto/session_service_pb';

import { announce, announceAtOnce } from '../shared/announcer.tsx';
import { follow } from '../shared/follow.ts';
import { forgetFailures, tell } from '../shared/notices.tsx';
import { Code, codeOf, following, storedToken, storeToken } from '../shared/transport.ts';
import { shared } from '../shared/words/words.ts';
import { ask, classroom, operator, session } from './calls.ts';
import { failureText } from './failures.ts';
import { History } from './history.ts';
import { phaseName } from './phase.ts';
import { hasFigures } from './standings.ts';
import * as state from './state.ts';
import { say } from './words/words.ts';

const kPollMs = 5_000;
// The book of allowances.
const kAllowances = 1n;

// How short each seat was, day by day, as far as this page has seen.
export const history = new History();

// Undefined: signed in; else why not.
export async function signIn(token: string): Promise<string | undefined> {
  storeToken(token);
  try {
    takeCodes((await operator.listCodes({})).codes);
  } catch (error) {
    storeToken(undefined);
    const refused = [Code.PermissionDenied, Code.Unauthenticated].includes(codeOf(error));
    return refused ? say('not_the_operator') : failureText(error, say('sign_in'));
  }
  start();
  return undefined;
}

export function resume(): void {
  if (storedToken() !== undefined) start();
}

// What those who do not see the head of the page must hear of.
function readOutPhase(): void {
  const phase = state.phase.value;
  if (phase !== SessionPhase.UNSPECIFIED) untracked(() => announce(phaseName(phase)));
}

function readOutLink(): void {
  const link = state.link.value;
  if (link !== 'reconnecting' && link !== 'offline') return;
  untracked(() => announceAtOnce(shared(link)));
}

let stops: (() => void)[] = [];

export function signOut(why?: string): void {
  for (const stop of stops) stop();
  stops = [];
  storeToken(undefined);
  forget();
  state.slide.value = undefined;
  state.signed_in.value = false;
  if (why) tell('bad', why);
}

function start(): void {
  state.signed_in.value = true;
  const poll = setInterval(() => {
    if (state.view.value === 'class' && !document.hidden) void loadPeople();
  }, kPollMs);
  stops = [
    followClass(),
    effect(() => void (state.session_number.value !== undefined && loadSession())),
    effect(() => void (state.who_is_in.value !== undefined && loadPeople())),
    effect(() => void (state.today.value !== undefined && needsDays() && loadDays())),
    effect(() => void (state.is_over.value && needsDebriefs() && isBack() && loadDebriefs())),
    effect(() => void (state.view.value === 'setup' && loadScenarios())),
    effect(readOutPhase),
    effect(readOutLink),
    () => clearInterval(poll),
  ];
}

function needsDays(): boolean {
  return state.view.value === 'watch' || state.slide.value !== undefined;
}

function needsDebriefs(): boolean {
  return state.view.value === 'end' || state.slide.value === 'firms';
}

function isBack(): boolean {
  return state.link.value === 'connected';
}

function forget(): void {
  state.told.value = undefined;
  state.codes.value = [];
  state.participants.value = [];
  state.days.value = [];
  state.debriefs.value = [];
  state.unsupported.value = new Set();
  history.clear();
}

function followClass(): () => void {
  return follow({
    open: (signal) => operator.followClass({}, following(signal)),
    take: (message) => {
      if (message.sessionNumber !== state.session_number.peek()) forgetSession();
      state.told_at.value = performance.now();
      state.told.value = message;
      if (hasFigures(message.clock)) history.take(message);
    },
    link: (link) => (state.link.value = link),
    final: (error) => {
      if (![Code.PermissionDenied, Code.Unauthenticated].includes(codeOf(error))) return false;
      signOut(say('token_ended'));
      return true;
    },
  });
}

function forgetSession(): void {
  state.days.value = [];
  state.debriefs.value = [];
  history.clear();
  forgetFailures();
}

async function loadSession(): Promise<void> {
  state.horizon.value = await ask('GetSession', () => session.getSession({}));
  state.class_info.value = await ask('GetClass', () => classroom.getClass({}));
}

function takeCodes(codes: typeof state.codes.value): void {
  state.codes.value = codes;
  state.codes_at.value = Date.now();
}

// Who is in, and the codes, which entering uses up.
export async function loadPeople(): Promise<void> {
  const [people, codes] = await Promise.all([
    ask('ListParticipants', () => operator.listParticipants({})),
    ask('ListCodes', () => operator.listCodes({})),
  ]);
  if (people) state.participants.value = people.participants;
  if (codes) takeCodes(codes.codes);
}

export async function loadScenarios(): Promise<void> {
  const answer = await ask('ListScenarios', () => operator.listScenarios({}));
  if (answer) state.scenarios.value = answer.scenarios;
}

let listing = 0;

async function loadDays(): Promise<void> {
  const mine = ++listing;
  const found = [];
  let page = '';
  do {
    const request = { instrumentId: kAllowances, pageToken: page };
    const answer = await ask('ListDays', () => classroom.listDays(request));
    if (!answer || mine !== listing) return;
    found.push(...answer.days);
    page = answer.nextPageToken;
  } while (page !== '');
  state.days.value = found;
}

let debriefing = false;

export async function loadDebriefs(): Promise<void> {
  if (debriefing) return;
  debriefing = true;
  const found = [];
  let page = '';
  do {
    const answer = await ask('ListDebriefs', () => operator.listDebriefs({ pageToken: page }));
    if (!answer) break;
    found.push(...answer.debriefs);
    page = answer.nextPageToken;
  } while (page !== '');
  if (found.length > 0) state.debriefs.value = found;
  debriefing = false;
}

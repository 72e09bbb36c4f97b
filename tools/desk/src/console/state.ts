// All that the console shows, as signals; session.ts keeps them up, components read them.
import { computed, signal } from '@preact/signals';
import type { Clock, Debrief, GetClassResponse, MarketDay } from '#proto/classroom_service_pb';
import type {
  ClassYear,
  Code,
  FollowClassResponse,
  Participant,
  ScenarioEntry,
  SeatFigures,
} from '#proto/operator_service_pb';
import { type GetSessionResponse, SessionPhase } from '#proto/session_service_pb';

import type { Link } from '../shared/follow.ts';
import { hasFigures } from './standings.ts';

export const kViews = ['setup', 'class', 'run', 'watch', 'end', 'lesson'] as const;
export type View = (typeof kViews)[number];
export const kSlides = ['join', 'market', 'results', 'firms'] as const;
export type Slide = (typeof kSlides)[number];

function viewOfAddress(): View {
  const named = globalThis.location?.hash.slice(1);
  return kViews.find((each) => each === named) ?? 'class';
}

export const signed_in = signal(false);
export const view = signal<View>(viewOfAddress());
// What is projected. Undefined: nothing, the console is shown.
export const slide = signal<Slide | undefined>(undefined);
export const link = signal<Link>('connecting');

export const told = signal<FollowClassResponse | undefined>(undefined);
// When it was told, by performance.now().
export const told_at = signal(0);
export const class_info = signal<GetClassResponse | undefined>(undefined);
export const horizon = signal<GetSessionResponse | undefined>(undefined);
export const codes = signal<readonly Code[]>([]);
// When they were told, by Date.now().
export const codes_at = signal(0);
export const participants = signal<readonly Participant[]>([]);
export const days = signal<readonly MarketDay[]>([]);
export const scenarios = signal<readonly ScenarioEntry[]>([]);
export const debriefs = signal<readonly Debrief[]>([]);

// Calls that the server said it does not know, by name.
export const unsupported = signal<ReadonlySet<string>>(new Set());
// What is being done and is not answered, by its name: a second press does nothing.
export const busy = signal<ReadonlySet<string>>(new Set());

export const clock = computed((): Clock | undefined => told.value?.clock);
export const phase = computed(() => clock.value?.phase ?? SessionPhase.UNSPECIFIED);
export const is_over = computed(
  () => phase.value === SessionPhase.FINISHED || phase.value === SessionPhase.STOPPED,
);
// Whether what seats owe and lack can be shown.
export const has_figures = computed(() => hasFigures(clock.value));
export const years = computed((): readonly ClassYear[] => told.value?.years ?? []);
export const seats = computed((): readonly SeatFigures[] => told.value?.seats ?? []);
export const currency = computed(() => class_info.value?.currency || '¤');
export const last_year = computed(() => {
  const known = horizon.value;
  return known ? known.firstYear + known.yearCount - 1 : (clock.value?.year ?? 0);
});

// These change when their value does, not with every message.
export const session_number = computed(() => told.value?.sessionNumber);
export const today = computed(() => {
  const at = clock.value;
  return at && `${at.sessionNumber} ${at.year} ${at.day}`;
});
export const who_is_in = computed(() =>
  seats.value.map((seat) => `${seat.name}|${seat.connected}|${seat.robotPlays}`).join('\n'),
);

export interface Question {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly act: () => void;
}
// What is to be confirmed before it is done.
export const question = signal<Question | undefined>(undefined);

// Running the class: time, messages, shocks.
import { useSignal } from '@preact/signals';
import { SessionPhase } from '#proto/session_service_pb';

import { announcementText } from '../desk/announcements.ts';
import { AmountField, valueOf } from '../shared/amount.tsx';
import { Panel } from '../shared/components.tsx';
import { formatCountdown, formatWhole } from '../shared/units.ts';
import { attempt, kPatient, operator, session } from './calls.ts';
import { ClockLine } from './clock.tsx';
import { confirm } from './confirm.tsx';
import { CallButton, PlayButtons } from './controls.tsx';
import { PaceField, kPaces, paceText } from './pace.tsx';
import { ShockForm } from './shock_form.tsx';
import { busy, clock, horizon, is_over, phase, told } from './state.ts';
import { Unsupported } from './unsupported.tsx';
import { say } from './words/words.ts';

export function RunView() {
  return (
    <div class="grid run-grid">
      <Panel title={say('time')} class="time-panel">
        <Time />
      </Panel>
      <Panel title={say('pace')}>
        <Pace />
      </Panel>
      <Panel title={say('messages')}>
        <Messages />
      </Panel>
      <Panel title={say('shocks')}>
        <ShockForm />
      </Panel>
    </div>
  );
}

function Time() {
  const year = clock.value?.year ?? 0;
  return (
    <div class="stack">
      <div class="big-clock">
        <ClockLine />
        <PlayButtons />
      </div>
      {is_over.value && <p class="hint">{say('over_hint')}</p>}
      <Steps />
      <div>
        <h3>{say('year_time')}</h3>
        <Unsupported call="ExtendYear" instead={say('instead_of_pace')} />
        <div class="tools">
          {[1, 5].map((count) => (
            <CallButton
              key={count}
              name="ExtendYear"
              label={say('more_minutes', { count })}
              disabled={!playing()}
              call={() =>
                void attempt(
                  'ExtendYear',
                  say('more_minutes', { count }),
                  () => operator.extendYear({ moreMs: BigInt(count) * 60_000n }),
                  say('extended', { year, count }),
                )
              }
            />
          ))}
          <CallButton
            name="EndYear"
            label={say('end_year', { year })}
            disabled={!playing()}
            call={() => askEndYear(year)}
          />
          <CallButton
            name="StopSession"
            label={say('stop')}
            disabled={!playing() && phase.value !== SessionPhase.WAITING}
            call={() =>
              confirm({
                title: say('stop'),
                text: say('stop_text'),
                yes: say('stop'),
                act: () =>
                  void attempt('StopSession', say('stop'), () => session.stopSession({}, kPatient)),
              })
            }
          />
        </div>
      </div>
    </div>
  );
}

function playing(): boolean {
  return phase.value === SessionPhase.RUNNING || phase.value === SessionPhase.PAUSED;
}

function askEndYear(year: number): void {
  confirm({
    title: say('end_year', { year }),
    text: say('end_year_text', { year }),
    yes: say('end_year', { year }),
    act: () =>
      void attempt(
        'EndYear',
        say('end_year', { year }),
        () => operator.endYear({}, kPatient),
        say('year_ended', { year }),
      ),
  });
}

function Steps() {
  const text = useSignal('1');
  const count = valueOf('whole', text.value);
  const wrong = count === undefined || count < 1n || count > 1_000_000n;
  const allowed = phase.value === SessionPhase.WAITING || phase.value === SessionPhase.PAUSED;
  const turns = horizon.value?.turnsPerDay;
  return (
    <div class="row">
      <AmountField
        label={say('step_count')}
        kind="whole"
        text={text.value}
        change={(typed) => (text.value = typed)}
        step={1n}
        {...(turns ? { hint: say('turns_per_day', { count: turns }) } : {})}
        error={wrong ? say('step_count_wrong') : undefined}
      />
      <CallButton
        name="StepSession"
        label={say('step')}
        disabled={wrong || !allowed}
        call={() =>
          void attempt('StepSession', say('step'), () =>
            session.stepSession({ turnCount: Number(count) }, kPatient),
          )
        }
      />
    </div>
  );
}

function Pace() {
  const days = horizon.value?.daysPerYear ?? 0;
  const now = Number(told.value?.dayTakesMs ?? 0n);
  const set = (ms: bigint) =>
    void attempt(
      'SetPace',
      say('pace'),
      () => operator.setPace({ dayTakesMs: ms }),
      say('pace_set', { pace: paceText(ms) }),
    );
  return (
    <div class="stack">
      <p>
        {say('pace_now', { pace: paceText(BigInt(now)) })}{' '}
        {now > 0 && days > 0 && say('pace_year', { time: formatCountdown(now * days), days })}
      </p>
      <Unsupported call="SetPace" instead={say('instead_of_pace')} />
      <div class="tools" role="group" aria-label={say('pace')}>
        {kPaces.map((ms) => (
          <button
            key={ms}
            type="button"
            aria-pressed={Number(ms) === now}
            disabled={busy.value.has('SetPace')}
            onClick={() => set(ms)}
          >
            {paceText(ms)}
          </button>
        ))}
      </div>
      <PaceField label={say('pace_exact')} set={set} />
    </div>
  );
}

const kLongestMessage = 500;

function Messages() {
  const text = useSignal('');
  const year = clock.value?.year ?? 0;
  const length = [...text.value.trim()].length;
  const wrong = length > kLongestMessage;
  const send = async () => {
    const plain = text.value.trim();
    const sent = await attempt(
      'Announce',
      say('announce'),
      () => operator.announce({ text: plain }),
      say('announced'),
    );
    if (sent) text.value = '';
  };
  const ready = (['ready_minute', 'ready_talk', 'ready_policy'] as const).map((key) =>
    say(key, { year: year + 1 }),
  );
  return (
    <div class="stack">
      <div class={`field ${wrong ? 'field-wrong' : ''}`}>
        <label for="message">{say('message_to_all')}</label>
        <textarea
          id="message"
          rows={3}
          value={text.value}
          aria-invalid={wrong ? true : undefined}
          aria-describedby="message-note"
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
        <p id="message-note" class={wrong ? 'wrong' : 'hint'}>
          {say('characters_of', { count: formatWhole(length), most: kLongestMessage })}
        </p>
      </div>
      <div class="tools" role="group" aria-label={say('ready_messages')}>
        {ready.map((each) => (
          <button key={each} type="button" class="chip" onClick={() => (text.value = each)}>
            {each}
          </button>
        ))}
      </div>
      <CallButton
        name="Announce"
        class="primary"
        label={say('announce')}
        disabled={length === 0 || wrong}
        call={() => void send()}
      />
      <Announcements />
    </div>
  );
}

function Announcements() {
  const all = told.value?.announcements ?? [];
  if (all.length === 0) return <p class="empty">{say('nothing_announced')}</p>;
  return (
    <ol class="news" aria-label={say('announced_so_far')} tabIndex={0}>
      {[...all].reverse().map((one) => (
        <li key={String(one.number)}>
          <span class="muted">
            {one.year} · {one.day + 1}
          </span>{' '}
          {announcementText(one)}
        </li>
      ))}
    </ol>
  );
}

// Who comes in: the link and its codes, those who have entered, and who plays each seat.
import { useSignal } from '@preact/signals';
import { Role } from '#proto/classroom_service_pb';
import type { Code, Participant } from '#proto/operator_service_pb';

import { AmountField, valueOf } from '../shared/amount.tsx';
import { Panel, Select, Table } from '../shared/components.tsx';
import { formatSignedWhole, formatWhole } from '../shared/units.ts';
import { attempt, operator } from './calls.ts';
import { confirm } from './confirm.tsx';
import { CallButton } from './controls.tsx';
import { JoinCard } from './join_card.tsx';
import { loadPeople } from './session.ts';
import { codes, codes_at, has_figures, participants, seats, slide } from './state.ts';
import { say } from './words/words.ts';

export function ClassView() {
  return (
    <div class="grid class-grid">
      <Panel
        title={say('way_in')}
        aside={
          <button type="button" class="quiet" onClick={() => (slide.value = 'join')}>
            {say('project')}
          </button>
        }
      >
        <JoinCard />
      </Panel>
      <Panel title={say('codes')}>
        <NewCode />
        <Codes />
      </Panel>
      <Panel title={say('participants')} class="wide">
        <Participants />
      </Panel>
    </div>
  );
}

type ForWhom = 'any' | 'observer' | `seat ${string}`;

function NewCode() {
  const for_whom = useSignal<ForWhom>('any');
  const uses = useSignal('');
  const minutes = useSignal('120');
  const one_seat = for_whom.value.startsWith('seat ');
  const use_count = uses.value.trim() === '' ? 0n : valueOf('whole', uses.value);
  const expires = valueOf('whole', minutes.value);
  const uses_wrong = use_count === undefined || use_count < 0n || use_count > 10_000n;
  const expires_wrong = expires === undefined || expires < 1n || expires > 43_200n;
  const create = () =>
    attempt(
      'CreateCode',
      say('create_code'),
      async () => {
        await operator.createCode({
          role: for_whom.value === 'observer' ? Role.OBSERVER : Role.TRADER,
          seat: one_seat ? for_whom.value.slice('seat '.length) : '',
          useCount: Number(use_count),
          expiresInMs: expires! * 60_000n,
        });
        await loadPeople();
      },
      say('code_created'),
    );
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (!uses_wrong && !expires_wrong) void create();
      }}
    >
      <Select<ForWhom>
        label={say('code_for')}
        value={for_whom.value}
        choose={(value) => (for_whom.value = value)}
        choices={[
          { value: 'any', label: say('any_seat') },
          { value: 'observer', label: say('observer') },
          ...seats.value.map(({ seat }) => ({ value: `seat ${seat}` as const, label: seat })),
        ]}
      />
      <AmountField
        label={say('code_uses')}
        kind="whole"
        text={uses.value}
        change={(text) => (uses.value = text)}
        hint={say('code_uses_hint')}
        error={uses_wrong ? say('code_uses_wrong') : undefined}
      />
      <AmountField
        label={say('code_expires')}
        kind="whole"
        text={minutes.value}
        change={(text) => (minutes.value = text)}
        unit={say('minutes')}
        hint={say('code_expires_hint')}
        error={expires_wrong ? say('code_expires_wrong') : undefined}
      />
      <CallButton
        name="CreateCode"
        class="primary"
        label={say('create_code')}
        disabled={uses_wrong || expires_wrong}
        call={() => void create()}
      />
    </form>
  );
}

function whom({ role, seat }: { role: Role; seat: string }): string {
  if (role === Role.OBSERVER) return say('observer');
  if (role === Role.OPERATOR) return say('operator');
  return seat || say('any_seat');
}

function Codes() {
  return (
    <Table<Code>
      caption={say('codes')}
      empty={say('codes_empty')}
      rows={codes.value}
      row_key={({ code }) => code}
      columns={[
        { title: say('code'), head: true, cell: ({ code }) => <code class="code">{code}</code> },
        { title: say('code_for'), cell: whom },
        { title: say('code_uses'), figure: true, cell: ({ usesLeft }) => formatWhole(usesLeft) },
        { title: say('code_expires'), figure: true, cell: (code) => leftOf(code) },
        {
          title: say('actions'),
          cell: ({ code }) => (
            <CallButton
              name={`RevokeCode ${code}`}
              label={say('revoke')}
              call={() =>
                confirm({
                  title: say('revoke_code', { code }),
                  text: say('revoke_text'),
                  yes: say('revoke'),
                  act: () => void revoke(code),
                })
              }
            />
          ),
        },
      ]}
    />
  );
}

function leftOf({ expiresInMs }: Code): string {
  const ms = Number(expiresInMs) - (Date.now() - codes_at.value);
  return say('in_minutes', { count: formatWhole(Math.max(0, Math.ceil(ms / 60_000))) });
}

async function revoke(code: string): Promise<void> {
  await attempt(`RevokeCode ${code}`, say('revoke'), async () => {
    await operator.revokeCode({ code });
    await loadPeople();
  });
}

function Participants() {
  return (
    <Table<Participant>
      caption={say('participants')}
      empty={say('participants_empty')}
      rows={participants.value}
      row_key={({ participantId }) => String(participantId)}
      columns={[
        { title: say('name'), head: true, cell: ({ name }) => name },
        { title: say('seat'), cell: whom },
        { title: say('state'), cell: (one) => <StateOf one={one} /> },
        {
          title: say('short_t'),
          figure: true,
          cell: ({ seat }) => {
            const figures = seats.value.find((each) => each.seat === seat);
            return figures && has_figures.value ? formatSignedWhole(figures.shortT) : '–';
          },
        },
        {
          title: say('commands'),
          figure: true,
          cell: ({ commandCount }) => formatWhole(commandCount),
        },
        { title: say('actions'), cell: (one) => <Actions one={one} /> },
      ]}
    />
  );
}

function StateOf({ one }: { one: Participant }) {
  return (
    <>
      <span class={one.connected ? 'good' : 'muted'}>
        {one.connected ? `● ${say('is_here')}` : `○ ${say('is_away')}`}
      </span>
      {one.robotPlays && <span class="mark">{say('robot_plays')}</span>}
    </>
  );
}

function Actions({ one }: { one: Participant }) {
  const { name, seat, participantId, robotPlays } = one;
  return (
    <span class="tools">
      {seat && (
        <CallButton
          name={`SetSeatPlayer ${seat}`}
          label={robotPlays ? say('give_back') : say('take_over')}
          call={() => void setPlayer(seat, name, !robotPlays)}
        />
      )}
      <CallButton
        name={`RemoveParticipant ${participantId}`}
        label={say('remove')}
        call={() =>
          confirm({
            title: say('remove_participant', { name }),
            text: say('remove_text', { name, seat: seat || say('observer') }),
            yes: say('remove'),
            act: () => void remove(one),
          })
        }
      />
    </span>
  );
}

async function setPlayer(seat: string, name: string, robot: boolean): Promise<void> {
  await attempt(
    `SetSeatPlayer ${seat}`,
    say(robot ? 'take_over' : 'give_back'),
    async () => {
      await operator.setSeatPlayer({ seat, robot });
      await loadPeople();
    },
    say(robot ? 'taken_over' : 'given_back', { seat, name }),
  );
}

async function remove({ participantId, name }: Participant): Promise<void> {
  await attempt(
    `RemoveParticipant ${participantId}`,
    say('remove'),
    async () => {
      await operator.removeParticipant({ participantId });
      await loadPeople();
    },
    say('removed', { name }),
  );
}

// Puts a scenario into the class: one that comes with the program, or a file.
import { ConnectError } from '@connectrpc/connect';
import { signal } from '@preact/signals';
import type { ScenarioEntry } from '#proto/operator_service_pb';
import { SessionPhase } from '#proto/session_service_pb';

import { AmountField, valueOf } from '../shared/amount.tsx';
import { Choices, Panel, Select } from '../shared/components.tsx';
import { Code, codeOf, messageOf } from '../shared/transport.ts';
import { attempt, kPatient, operator } from './calls.ts';
import { Check } from './check.tsx';
import { confirm } from './confirm.tsx';
import { CallButton } from './controls.tsx';
import { kPaces, paceText } from './pace.tsx';
import { treatmentsOf, withFileNamed, type YamlMistake, yamlMistakes } from './scenario_text.ts';
import { is_over, participants, phase, scenarios, told, unsupported } from './state.ts';
import { Unsupported } from './unsupported.tsx';
import { say } from './words/words.ts';

const kMostBytes = 500_000;
const kClassDayMs = 6_000n;

interface Draft {
  readonly from: 'library' | 'file';
  readonly scenario: string;
  readonly file: string;
  readonly yaml: string;
  readonly seed: string;
  readonly treatment: string;
  readonly practice: boolean;
  readonly pace: string;
}

// Kept while other views are shown.
const draft = signal<Draft>({
  ...{ from: 'library', scenario: '', file: '', yaml: '' },
  ...{ seed: '1', treatment: '', practice: false, pace: '' },
});
const mistakes = signal<readonly YamlMistake[]>([]);
const set = (change: Partial<Draft>) => (draft.value = { ...draft.value, ...change });

export function LoadPanel() {
  const { from, seed, practice } = draft.value;
  const pace = dayTakes();
  const can_load = phase.value === SessionPhase.WAITING || is_over.value;
  const known = !unsupported.value.has('ListScenarios') && !unsupported.value.has('LoadSession');
  const read_seed = valueOf('whole', seed);
  const seed_wrong = read_seed === undefined || read_seed < 1n;
  const chosen = from === 'file' ? draft.value.yaml !== '' : entry() !== undefined;
  return (
    <Panel title={say('scenario')}>
      <div class="stack">
        <p>
          {say('plays_now', { scenario: told.value?.scenario ?? '' })}{' '}
          {told.value?.practice && <span class="mark">{say('practice')}</span>}
        </p>
        <Unsupported
          call={unsupported.value.has('LoadSession') ? 'LoadSession' : 'ListScenarios'}
          instead={say('instead_of_load')}
        />
        <Choices
          label={say('scenario_from')}
          value={from}
          choose={(value) => set({ from: value })}
          choices={[
            { value: 'library', label: say('from_library') },
            { value: 'file', label: say('from_file') },
          ]}
        />
        {from === 'library' ? <Library /> : <File />}
        <Treatment />
        <div class="row">
          <AmountField
            label={say('seed')}
            kind="whole"
            text={seed}
            change={(text) => set({ seed: text })}
            hint={say('seed_hint')}
            error={seed_wrong ? say('seed_wrong') : undefined}
          />
          <Select
            label={say('day_takes')}
            value={String(pace)}
            choose={(value) => set({ pace: value })}
            choices={[...new Set([...kPaces, pace])].map((ms) => ({
              value: String(ms),
              label: paceText(ms),
            }))}
          />
        </div>
        <Check
          label={say('as_practice')}
          checked={practice}
          change={(value) => set({ practice: value })}
        />
        {!can_load && <p class="strip">ℹ {say('cannot_load_now')}</p>}
        <CallButton
          name="LoadSession"
          class="primary"
          label={say('load')}
          disabled={!can_load || !known || seed_wrong || !chosen}
          call={askLoad}
        />
        <Mistakes />
      </div>
    </Panel>
  );
}

function entry(): ScenarioEntry | undefined {
  const all = scenarios.value;
  const named = (name: string | undefined) => all.find(({ scenario }) => scenario === name);
  return named(draft.value.scenario) ?? named(told.value?.scenario) ?? all[0];
}

function Library() {
  const chosen = entry();
  if (!chosen) return <p class="empty">{say('no_scenarios')}</p>;
  return (
    <>
      <Select
        label={say('scenario')}
        value={chosen.scenario}
        choose={(scenario) => set({ scenario, treatment: '' })}
        choices={scenarios.value.map(({ scenario }) => ({ value: scenario, label: scenario }))}
      />
      <p class="hint">
        {chosen.title} · {say('seat_count', { count: chosen.seatCount })}
      </p>
    </>
  );
}

function File() {
  const { file, yaml } = draft.value;
  const take = (list: FileList | null | undefined) => {
    const [first] = list ?? [];
    if (first) void readFile(first);
  };
  return (
    <div
      class="drop"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer?.files);
      }}
    >
      <label for="scenario-file">{say('choose_file')}</label>
      <input
        id="scenario-file"
        type="file"
        accept=".yaml,.yml"
        onChange={(event) => take(event.currentTarget.files)}
      />
      {yaml !== '' && (
        <p class="hint">{say('file_read', { file, count: yaml.trimEnd().split('\n').length })}</p>
      )}
    </div>
  );
}

async function readFile(file: globalThis.File): Promise<void> {
  if (file.size > kMostBytes) {
    set({ file: '', yaml: '' });
    mistakes.value = [{ place: file.name, text: say('file_too_large', { most: kMostBytes }) }];
    return;
  }
  mistakes.value = [];
  set({ file: file.name, yaml: await file.text(), treatment: '' });
}

function Treatment() {
  const { from, treatment } = draft.value;
  const known = from === 'library' ? (entry()?.treatments ?? []) : treatmentsOf(draft.value.yaml);
  return (
    <Select
      label={say('treatment')}
      value={treatment}
      choose={(value) => set({ treatment: value })}
      choices={[
        { value: '', label: say('no_treatment') },
        ...(known.length > 0 ? [{ value: 'random', label: say('random_treatment') }] : []),
        ...known.map((name) => ({ value: name, label: name })),
      ]}
    />
  );
}

function askLoad(): void {
  const name = draft.value.from === 'file' ? draft.value.file : (entry()?.scenario ?? '');
  confirm({
    title: say('load_scenario', { scenario: name }),
    text: `${loadText(name)} ${say(participants.value.length > 0 ? 'load_text_seated' : 'load_text')}`,
    yes: say('load'),
    act: () => void load(name),
  });
}

// As chosen, else as of the session that is there, if people could follow that.
function dayTakes(): bigint {
  if (draft.value.pace !== '') return BigInt(draft.value.pace);
  return told.value?.dayTakesMs || kClassDayMs;
}

// All that was chosen, for a last look.
function loadText(scenario: string): string {
  const { seed, treatment, practice } = draft.value;
  const treatments = { '': say('none'), random: say('random_treatment') };
  return say('load_what', {
    scenario,
    seed,
    treatment: treatments[treatment as keyof typeof treatments] ?? treatment,
    practice: say(practice ? 'it_is_practice' : 'it_counts'),
    pace: paceText(dayTakes()),
  });
}

async function load(name: string): Promise<void> {
  const { from, yaml, file, seed, treatment, practice } = draft.value;
  mistakes.value = [];
  const call = async () => {
    try {
      await operator.loadSession(
        {
          source:
            from === 'file' ? { case: 'yaml', value: yaml } : { case: 'scenario', value: name },
          seed: valueOf('whole', seed)!,
          treatment,
          practice,
          dayTakesMs: dayTakes(),
        },
        kPatient,
      );
    } catch (error) {
      if (codeOf(error) !== Code.InvalidArgument) throw error;
      const known_as = from === 'file' ? file : name;
      mistakes.value = yamlMistakes(messageOf(error), known_as, yaml);
      throw new ConnectError(withFileNamed(messageOf(error), known_as), Code.InvalidArgument);
    }
  };
  if (await attempt('LoadSession', say('load'), call, say('loaded', { scenario: name }))) {
    set({ practice: false });
  }
}

function Mistakes() {
  if (mistakes.value.length === 0) return null;
  return (
    <div role="alert">
      <h3>{say('mistakes_in_file')}</h3>
      <ul class="yaml-mistakes">
        {mistakes.value.map(({ place, text, line, column }, at) => (
          <li key={at}>
            {place && <code class="bad">{place}</code>} {text}
            {line !== undefined && (
              <pre>
                {line}
                {'\n'}
                {' '.repeat(Math.max(0, (column ?? 1) - 1))}^
              </pre>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

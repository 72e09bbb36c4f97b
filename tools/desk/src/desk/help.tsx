// Help: the instructor's instructions, keys, the glossary, a quiz, and the way to the tour.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

import { Dialog, Tabs } from '../shared/components.tsx';
import { LanguageButton, ThemeButton } from '../shared/page.tsx';
import { recordStep } from './commands.ts';
import { glossary } from './glossary.ts';
import { help_open, type HelpPage } from './help_state.ts';
import { kKeys, keys_on, type Key } from './keys.ts';
import { Quiz } from './quiz.tsx';
import { loadClass } from './session.ts';
import { brief, class_info, plant } from './state.ts';
import { startTour } from './tour.tsx';
import { say, teach } from './words/words.ts';

const kPages: readonly HelpPage[] = ['instructions', 'keys', 'glossary', 'quiz'];

export function Help() {
  const page = help_open.value;
  if (page === undefined) return null;
  return (
    <Dialog title={say('help')} close={() => (help_open.value = undefined)} class="help">
      <Tabs
        label={say('help')}
        tabs={kPages.map((name) => ({ name, label: teach(`page_${name}`) }))}
        open={page}
        choose={(name) => {
          help_open.value = name;
          recordStep('help', name);
        }}
      >
        {page === 'instructions' && <Instructions />}
        {page === 'keys' && <Keys />}
        {page === 'glossary' && <Glossary />}
        {page === 'quiz' && <Quiz />}
      </Tabs>
    </Dialog>
  );
}

// What one is there for: by what the seat is.
export function inShort(): string {
  const told = brief.value;
  if (!told || told.firm) return teach('in_short');
  return teach(told.producer ? 'in_short_maker' : 'in_short_trader');
}

function Instructions() {
  useEffect(() => void loadClass().catch(() => {}), []);
  return (
    <>
      {class_info.value?.instructions && <p class="plain-text">{class_info.value.instructions}</p>}
      <p>{inShort()}</p>
      <p class="help-end">
        {plant.value && (
          <button
            type="button"
            onClick={() => {
              help_open.value = undefined;
              startTour();
            }}
          >
            {teach('start_tour')}
          </button>
        )}
        <LanguageButton />
        <ThemeButton />
      </p>
    </>
  );
}

function Keys() {
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={keys_on.value}
          onChange={(event) => (keys_on.value = event.currentTarget.checked)}
        />
        <span>{teach('keys_on')}</span>
      </label>
      <dl class="keys">
        {(Object.keys(kKeys) as Key[]).map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key.toUpperCase()}</kbd>
            </dt>
            <dd>{teach(`key_${key === '?' ? 'help' : key}`)}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{teach('keys_fields')}</p>
    </>
  );
}

const looked_for = signal('');

function Glossary() {
  const wanted = looked_for.value.trim().toLowerCase();
  const found = glossary().filter(({ term, meaning }) =>
    `${term} ${meaning}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      <input
        type="text"
        aria-label={teach('look_for')}
        placeholder={teach('look_for')}
        value={looked_for.value}
        onInput={(event) => (looked_for.value = event.currentTarget.value)}
      />
      <dl class="glossary">
        {found.map(({ key, term, meaning }) => (
          <div key={key}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      {found.length === 0 && <p class="empty">{teach('nothing_found')}</p>}
    </>
  );
}

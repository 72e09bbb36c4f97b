// The door: a code, a name, and what one agrees to.
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

import { announceAtOnce } from '../shared/announcer.tsx';
import { Field } from '../shared/components.tsx';
import { LanguageButton, ThemeButton } from '../shared/page.tsx';
import { Code, codeOf, messageOf } from '../shared/transport.ts';
import { kept_seats, type KeptSeat } from './kept_seats.ts';
import { codeOfAddress, enter, goOn, loadClass, pollClass } from './session.ts';
import { class_info } from './state.ts';
import { say } from './words/words.ts';

const code = signal('');
const name = signal('');
const consents = signal(false);
const waiting = signal(false);
const wrong = signal<string | undefined>(undefined);
const unreachable = signal(false);

const kRetryMs = 3_000;

export function Join() {
  useEffect(() => {
    code.value ||= codeOfAddress();
    let timer: ReturnType<typeof setTimeout>;
    const load = () =>
      loadClass().then(
        () => (unreachable.value = false),
        () => {
          unreachable.value = true;
          timer = setTimeout(load, kRetryMs);
        },
      );
    void load();
    const stop = pollClass();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  const info = class_info.value;
  const kept = kept_seats.list();
  return (
    <div class="door">
      <header class="door-head">
        <span class="logo">Tanshi</span>
        <span class="door-buttons">
          <LanguageButton />
          <ThemeButton />
        </span>
      </header>
      <main class="door-main">
        <h1>{info?.title || say('door_title')}</h1>
        {info?.practice && <p class="strip">{say('practice_long')}</p>}
        {unreachable.value && <p class="strip strip-bad">⚠ {say('unreachable')}</p>}
        {info?.instructions && <p class="plain-text">{info.instructions}</p>}
        {kept.length > 0 && <GoOn kept={kept} />}
        <JoinForm consent={info?.consent ?? ''} />
        <p class="hint">{say('door_hint')}</p>
      </main>
    </div>
  );
}

// Seats that this browser has already, before one enters as somebody else.
function GoOn({ kept }: { kept: readonly KeptSeat[] }) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <section class="go-on" aria-label={say('your_seat')}>
      {kept.map((each, at) => (
        <button
          key={each.token}
          ref={at === 0 ? first : undefined}
          type="button"
          class={at === 0 ? 'primary' : ''}
          onClick={() => goOn(each)}
        >
          {say('go_on_as', { name: each.name, seat: each.seat || say('observer') })}
        </button>
      ))}
      <h2>{say('as_somebody_else')}</h2>
    </section>
  );
}

function JoinForm({ consent }: { consent: string }) {
  const lacks = [
    code.value.trim() === '' && say('code_missing'),
    name.value.trim() === '' && say('name_missing'),
    consent !== '' && !consents.value && say('consent_missing'),
  ].filter((text) => text !== false);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (waiting.value) return;
    if (lacks.length > 0) return refuse(lacks[0]!);
    waiting.value = true;
    wrong.value = undefined;
    try {
      await enter(code.value.trim(), name.value.trim(), consents.value);
    } catch (error) {
      refuse(entryError(error));
    } finally {
      waiting.value = false;
    }
  };
  return (
    <form class="door-form" onSubmit={submit} noValidate>
      <Field
        id="code"
        label={say('code')}
        value={code.value}
        change={(text) => (code.value = text)}
        hint={say('code_hint')}
        attributes={{ autocapitalize: 'characters', spellcheck: false, maxLength: 64 }}
      />
      <Field
        id="name"
        label={say('name')}
        value={name.value}
        change={(text) => (name.value = text)}
        attributes={{ maxLength: 40, autocomplete: 'nickname' }}
      />
      {consent !== '' && (
        <fieldset class="consent">
          <legend>{say('consent')}</legend>
          <p class="plain-text consent-text" tabIndex={0} role="region" aria-label={say('consent')}>
            {consent}
          </p>
          <label class="check">
            <input
              type="checkbox"
              checked={consents.value}
              onChange={(event) => (consents.value = event.currentTarget.checked)}
            />
            <span>{say('i_agree')}</span>
          </label>
        </fieldset>
      )}
      {wrong.value && <p class="wrong">⚠ {wrong.value}</p>}
      <button type="submit" class="primary" disabled={waiting.value}>
        {waiting.value ? say('entering') : say('enter')}
      </button>
    </form>
  );
}

function refuse(text: string): void {
  wrong.value = text;
  announceAtOnce(text);
}

function entryError(error: unknown): string {
  switch (codeOf(error)) {
    case Code.PermissionDenied:
      return say('code_unknown');
    case Code.ResourceExhausted:
      return say('no_seat_left');
    case Code.FailedPrecondition:
      return say('no_session');
    case Code.InvalidArgument:
      return messageOf(error);
    default:
      return say('unreachable');
  }
}

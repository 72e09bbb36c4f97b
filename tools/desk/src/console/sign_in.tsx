// The operator's door. The token stays in this tab's sessionStorage, and goes out in a header only.
import { useSignal } from '@preact/signals';

import { announceAtOnce } from '../shared/announcer.tsx';
import { LanguageButton, ThemeButton } from '../shared/page.tsx';
import { LessonPlan } from './lesson_view.tsx';
import { signIn } from './session.ts';
import { view } from './state.ts';
import { tokenOf } from './token.ts';
import { say } from './words/words.ts';

export function SignIn() {
  const reading = view.value === 'lesson';
  return (
    <div class="door">
      <header class="door-head">
        <strong class="logo">Tanshi</strong>
        <span class="tools">
          <button
            type="button"
            class="quiet"
            onClick={() => (view.value = reading ? 'class' : 'lesson')}
          >
            {reading ? say('sign_in') : say('view_lesson')}
          </button>
          <LanguageButton />
          <ThemeButton />
        </span>
      </header>
      {reading ? (
        <main class="door-lesson">
          <h1 class="visually-hidden">{say('view_lesson')}</h1>
          <LessonPlan />
        </main>
      ) : (
        <SignInForm />
      )}
    </div>
  );
}

function SignInForm() {
  const text = useSignal('');
  const wrong = useSignal<string | undefined>(undefined);
  const trying = useSignal(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    const read = tokenOf(text.value);
    if (trying.value) return;
    trying.value = true;
    wrong.value = 'wrong' in read ? say(read.wrong) : await signIn(read.token);
    trying.value = false;
    if (wrong.value) announceAtOnce(wrong.value);
    text.value = wrong.value ? text.value : '';
  };
  return (
    <main class="door-main">
      <h1>{say('console')}</h1>
      <p>{say('sign_in_hint')}</p>
      <form class="stack" onSubmit={submit}>
        <div class={`field ${wrong.value ? 'field-wrong' : ''}`}>
          <label for="token">{say('token')}</label>
          <input
            id="token"
            type="password"
            autocomplete="off"
            spellcheck={false}
            autofocus
            value={text.value}
            onInput={(event) => (text.value = event.currentTarget.value)}
            aria-invalid={wrong.value ? true : undefined}
            aria-describedby="token-note"
          />
          <p id="token-note" class={wrong.value ? 'wrong' : 'hint'}>
            {wrong.value ? `⚠ ${wrong.value}` : say('token_hint')}
          </p>
        </div>
        <button type="submit" class="primary" disabled={trying.value}>
          {say('sign_in')}
        </button>
      </form>
    </main>
  );
}

// The head of the desk: who and where one is, the time, the link, help.
import { signal } from '@preact/signals';

import { Dialog } from '../shared/components.tsx';
import { LanguageButton, LinkState, ThemeButton } from '../shared/page.tsx';
import { shared } from '../shared/words/words.ts';
import { Clock } from './clock.tsx';
import { help_open } from './help_state.ts';
import { leave } from './session.ts';
import { brief, class_info, is_observer, link, seat_gone } from './state.ts';
import { say } from './words/words.ts';

const leaving = signal(false);

export function TopBar() {
  const info = class_info.value;
  return (
    <header class="top-bar">
      <div class="top-who">
        <h1 class="logo">Tanshi</h1>
        {brief.value && <strong class="seat">{brief.value.seat}</strong>}
        {is_observer.value && <strong class="seat">{say('observer')}</strong>}
        {info?.practice && <span class="practice">{say('practice')}</span>}
        <span class="scenario">{info?.title || info?.scenario}</span>
      </div>
      <Clock />
      <div class="top-tools">
        {!seat_gone.value && <LinkState link={link.value} />}
        <button
          type="button"
          class="quiet"
          aria-label={say('help')}
          title={say('help')}
          onClick={() => (help_open.value = 'instructions')}
        >
          ?
        </button>
        <LanguageButton />
        <ThemeButton />
        <button
          type="button"
          class="quiet"
          title={say('leave')}
          onClick={() => (leaving.value = true)}
        >
          {say('leave_short')}
        </button>
      </div>
      {leaving.value && <LeaveDialog />}
    </header>
  );
}

function LeaveDialog() {
  const close = () => (leaving.value = false);
  return (
    <Dialog title={say('leave')} close={close}>
      <p>{say('leave_text')}</p>
      <div class="dialog-actions">
        <button
          type="button"
          onClick={() => {
            close();
            leave();
          }}
        >
          {say('leave')}
        </button>
        <button type="button" class="primary" onClick={close} autofocus>
          {shared('cancel')}
        </button>
      </div>
    </Dialog>
  );
}

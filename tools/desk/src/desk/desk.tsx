// The desk: all parts at once on a large screen, one at a time with a bar below on a phone.
import { useEffect } from 'preact/hooks';

import { Panel } from '../shared/components.tsx';
import { Notices } from '../shared/notices.tsx';
import { BookPanel } from './book_panel.tsx';
import { DebriefPage } from './debrief.tsx';
import { FirmPanel } from './firm_panel.tsx';
import { Help, inShort } from './help.tsx';
import { help_open } from './help_state.ts';
import { watchKeys } from './keys.ts';
import { NewsPanel } from './news_panel.tsx';
import { OrdersPanel } from './orders_panel.tsx';
import { PricePanel } from './price_chart.tsx';
import {
  brief,
  class_info,
  is_observer,
  isOver,
  link,
  offers_to_me,
  phase,
  screen,
  seat_gone,
  sending,
} from './state.ts';
import { DoubtDialog, TicketPanel } from './ticket_panel.tsx';
import { TopBar } from './top_bar.tsx';
import { startFirstTour, Tour } from './tour.tsx';
import { kViews, kViewsOfObserver, view } from './view.ts';
import { say, teach } from './words/words.ts';

export function Desk() {
  useEffect(watchKeys, []);
  const over = isOver(phase.value);
  const here = screen.value !== undefined;
  const plays = here && !over && !waitsInLobby();
  return (
    <div class="desk">
      <a class="skip" href="#main">
        {say('skip_to_main')}
      </a>
      <TopBar />
      {link.value !== 'connected' && here && (
        <p class="strip strip-bad link-strip">⚠ {say(`link_${link.value}`)}</p>
      )}
      <main
        id="main"
        class={plays ? `${gridClass()} view-${view.value}` : 'main-over'}
        tabIndex={-1}
      >
        <Content />
      </main>
      {plays && <BottomBar />}
      <Notices label={say('messages')} />
      <DoubtDialog />
      <Help />
      <Tour />
    </div>
  );
}

function gridClass(): string {
  return is_observer.value ? 'grid grid-observer' : 'grid';
}

// A seat that has no account yet: the session has not begun.
function waitsInLobby(): boolean {
  return brief.value !== undefined && screen.value?.account === undefined;
}

function Content() {
  if (seat_gone.value) return <p class="strip coming seat-gone">⚠ {say('seat_gone')}</p>;
  if (screen.value === undefined) return <p class="empty coming">{say('desk_coming')}</p>;
  if (isOver(phase.value)) return <DebriefPage />;
  return waitsInLobby() ? <Lobby /> : <Parts />;
}

// What to do until the session begins.
function Lobby() {
  return (
    <div class="debrief">
      <Panel title={say('lobby', { seat: brief.value?.seat ?? '' })}>
        <div class="lobby">
          <p class="strip">◌ {say('lobby_waits')}</p>
          {class_info.value?.instructions && (
            <p class="plain-text">{class_info.value.instructions}</p>
          )}
          <p>{inShort()}</p>
          <div class="actions">
            {(['quiz', 'glossary', 'keys'] as const).map((page) => (
              <button key={page} type="button" onClick={() => (help_open.value = page)}>
                {teach(`page_${page}`)}
              </button>
            ))}
          </div>
        </div>
      </Panel>
      <NewsPanel />
    </div>
  );
}

function Parts() {
  const observer = is_observer.value;
  useEffect(() => {
    if (!observer) startFirstTour();
  }, [observer]);
  return (
    <>
      <div class="column column-market">
        <BookPanel />
      </div>
      <div class="column column-middle">
        <PricePanel />
        {!observer && <OrdersPanel />}
      </div>
      <div class="column column-trade">
        {!observer && <TicketPanel />}
        <NewsPanel />
      </div>
      {!observer && (
        <div class="column column-firm">
          <FirmPanel />
        </div>
      )}
    </>
  );
}

function BottomBar() {
  const own = (screen.value?.orders.length ?? 0) + sending.value.length;
  const waiting = own + offers_to_me.value.length;
  const views = is_observer.value ? kViewsOfObserver : kViews;
  const marks = { market: '≡', trade: '⇅', firm: '⌂', orders: '☰', news: 'ℹ' };
  return (
    <nav class="bottom-bar" aria-label={say('parts')}>
      {views.map((each) => (
        <button
          key={each}
          type="button"
          aria-current={view.value === each ? 'page' : undefined}
          onClick={() => (view.value = each)}
        >
          <span aria-hidden="true">{marks[each]}</span>
          <span>
            {say(`view_${each}`)}
            {each === 'orders' && waiting > 0 && <span class="badge">{waiting}</span>}
          </span>
        </button>
      ))}
    </nav>
  );
}

// The desk: all parts at once on a large screen, one at a time with a bar below on a phone.
import { useEffect } from 'preact/hooks';

import { BookPanel } from './book_panel.tsx';
import { DebriefPage } from './debrief.tsx';
import { FirmPanel } from './firm_panel.tsx';
import { Help } from './help.tsx';
import { watchKeys } from './keys.ts';
import { NewsPanel } from './news_panel.tsx';
import { Notices } from './notices.tsx';
import { OrdersPanel } from './orders_panel.tsx';
import { PricePanel } from './price_chart.tsx';
import { isOver } from './session.ts';
import { link, phase, screen, sending } from './state.ts';
import { TicketPanel } from './ticket_panel.tsx';
import { TopBar } from './top_bar.tsx';
import { startFirstTour, Tour } from './tour.tsx';
import { kViews, view } from './view.ts';
import { say } from './words/words.ts';

export function Desk() {
  useEffect(watchKeys, []);
  const over = isOver(phase.value);
  const here = screen.value !== undefined;
  return (
    <div class="desk">
      <a class="skip" href="#main">
        {say('skip_to_main')}
      </a>
      <TopBar />
      {link.value !== 'connected' && here && (
        <p class="strip strip-bad link-strip">⚠ {say(`link_${link.value}`)}</p>
      )}
      <main id="main" class={over ? 'main-over' : `grid view-${view.value}`} tabIndex={-1}>
        {!here ? (
          <p class="empty coming">{say('desk_coming')}</p>
        ) : over ? (
          <DebriefPage />
        ) : (
          <Parts />
        )}
      </main>
      {here && !over && <BottomBar />}
      <Notices />
      <Help />
      <Tour />
    </div>
  );
}

function Parts() {
  useEffect(startFirstTour, []);
  const observer = screen.value?.account === undefined;
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
  const waiting = (screen.value?.orders.length ?? 0) + sending.value.length;
  const marks = { market: '≡', trade: '⇅', firm: '⌂', orders: '☰', news: 'ℹ' };
  return (
    <nav class="bottom-bar" aria-label={say('parts')}>
      {kViews.map((each) => (
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

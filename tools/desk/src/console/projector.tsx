// What the room sees: large, and without names unless they are allowed.
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';

import { announcementText } from '../desk/announcements.ts';
import { LanguageButton, LinkState, ThemeButton } from '../shared/page.tsx';
import { CapChart, PriceChart, YearPriceChart } from './class_charts.tsx';
import { Check } from './check.tsx';
import { ClockLine } from './clock.tsx';
import { PlayButtons } from './controls.tsx';
import { Figures } from './figures.tsx';
import { AbatementBars, GainBars } from './firm_charts.tsx';
import { JoinCard } from './join_card.tsx';
import { class_info, kSlides, link, slide, told } from './state.ts';
import { say } from './words/words.ts';

export function Projector() {
  const names = useSignal(false);
  useEffect(() => {
    // Where the browser refuses, the page is large enough.
    document.documentElement.requestFullscreen?.().catch(() => {});
    const keys = (event: KeyboardEvent) => {
      if (event.key === 'Escape') slide.value = undefined;
    };
    const left = () => {
      if (!document.fullscreenElement) slide.value = undefined;
    };
    document.addEventListener('keydown', keys);
    document.addEventListener('fullscreenchange', left);
    return () => {
      document.removeEventListener('keydown', keys);
      document.removeEventListener('fullscreenchange', left);
      if (document.fullscreenElement) void document.exitFullscreen();
    };
  }, []);
  return (
    <div class="projector">
      <header class="projector-head">
        <h1>{class_info.value?.title || told.value?.scenario || say('console')}</h1>
        <ClockLine />
      </header>
      <main class="projector-main">
        {slide.value === 'join' && <JoinSlide />}
        {slide.value === 'market' && <MarketSlide />}
        {slide.value === 'results' && <ResultsSlide />}
        {slide.value === 'firms' && <FirmsSlide names={names.value} />}
      </main>
      <footer class="projector-foot">
        <nav class="tools" aria-label={say('slides')}>
          {kSlides.map((name) => (
            <button
              key={name}
              type="button"
              aria-current={slide.value === name ? 'page' : undefined}
              onClick={() => (slide.value = name)}
            >
              {say(`slide_${name}`)}
            </button>
          ))}
        </nav>
        {slide.value === 'firms' && (
          <Check
            label={say('show_names')}
            checked={names.value}
            change={(value) => (names.value = value)}
          />
        )}
        <span class="tools">
          <LinkState link={link.value} />
          <PlayButtons />
          <LanguageButton />
          <ThemeButton />
          <button type="button" onClick={() => (slide.value = undefined)}>
            {say('stop_projecting')}
          </button>
        </span>
      </footer>
    </div>
  );
}

function JoinSlide() {
  const free = class_info.value?.freeSeatCount;
  return (
    <>
      <JoinCard large />
      {free !== undefined && <p class="hint">{say('free_seats', { count: free })}</p>}
    </>
  );
}

function MarketSlide() {
  const latest = told.value?.announcements.at(-1);
  return (
    <>
      <Figures />
      <PriceChart height={Math.max(260, globalThis.innerHeight - 500)} large />
      {latest && (
        <p class="latest">
          <span aria-hidden="true">▸</span> {announcementText(latest)}
        </p>
      )}
    </>
  );
}

// As high as the screen leaves for each of two.
function ResultsSlide() {
  const height = Math.max(200, globalThis.innerHeight - 290);
  return (
    <div class="grid results-grid">
      <section>
        <h2>{say('price_and_benchmark')}</h2>
        <YearPriceChart height={height} large />
      </section>
      <section>
        <h2>{say('emissions_and_cap')}</h2>
        <CapChart height={height} large />
      </section>
    </div>
  );
}

function FirmsSlide(props: { names: boolean }) {
  return (
    <div class="grid results-grid">
      <section>
        <h2>{say('gains')}</h2>
        <GainBars names={props.names} />
      </section>
      <section>
        <h2>{say('abatement_by_firm')}</h2>
        <AbatementBars names={props.names} />
      </section>
    </div>
  );
}

// The frame of the console: how the session stands, on all views; the views.
import { effect } from '@preact/signals';
import { useEffect } from 'preact/hooks';

import { Tabs } from '../shared/components.tsx';
import { LanguageButton, LinkState, ThemeButton } from '../shared/page.tsx';
import { ClassView } from './class_view.tsx';
import { ClockLine } from './clock.tsx';
import { ConfirmDialog } from './confirm.tsx';
import { PlayButtons } from './controls.tsx';
import { EndView } from './end_view.tsx';
import { LessonPlan } from './lesson_view.tsx';
import { RunView } from './run_view.tsx';
import { signOut } from './session.ts';
import { SetupView } from './setup_view.tsx';
import { class_info, is_over, kViews, link, participants, slide, told, view } from './state.ts';
import { WatchView } from './watch_view.tsx';
import { say } from './words/words.ts';

const kBodies = {
  setup: SetupView,
  class: ClassView,
  run: RunView,
  watch: WatchView,
  end: EndView,
  lesson: LessonPlan,
};

export function Shell() {
  // The view is in the address, so that a reload comes back to it.
  useEffect(() => effect(() => history.replaceState(null, '', `#${view.value}`)), []);
  const Body = kBodies[view.value];
  return (
    <div class="console">
      <TopBar />
      <main class="console-main">
        <Tabs
          label={say('views')}
          open={view.value}
          choose={(name) => (view.value = name)}
          tabs={kViews.map((name) => ({
            name,
            label: say(`view_${name}`),
            ...(name === 'class' ? { badge: participants.value.length } : {}),
          }))}
        >
          {told.value || view.value === 'lesson' ? (
            <Body />
          ) : (
            <p class="empty">{say('waiting_for_class')}</p>
          )}
        </Tabs>
      </main>
      <ConfirmDialog />
    </div>
  );
}

function TopBar() {
  const info = class_info.value;
  return (
    <header class="top-bar">
      <div class="top-who">
        <h1 class="logo">{say('console')}</h1>
        <span class="scenario">{info?.title || told.value?.scenario}</span>
        {told.value?.practice && <span class="mark">{say('practice')}</span>}
        {info?.treatment && <span class="mark">{info.treatment}</span>}
      </div>
      <div class="top-clock">
        <ClockLine />
        <PlayButtons />
      </div>
      <div class="top-tools">
        <LinkState link={link.value} />
        <button type="button" onClick={() => (slide.value = is_over.value ? 'results' : 'market')}>
          {say('project')}
        </button>
        <LanguageButton />
        <ThemeButton />
        <button type="button" class="quiet" onClick={() => signOut()}>
          {say('sign_out')}
        </button>
      </div>
    </header>
  );
}

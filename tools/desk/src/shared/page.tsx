// What each page starts with: theme, language, the root of what is drawn.
import { type ComponentChild, type ComponentChildren, Component, render } from 'preact';

import './theme.css';
import { Announcer } from './announcer.tsx';
import { type Link } from './follow.ts';
import { chooseLanguage, kLanguages, language, watchLanguage } from './language.ts';
import { chooseTheme, theme, watchTheme } from './theme.ts';
import { shared } from './words/words.ts';

export function openPage(page: ComponentChild): void {
  watchTheme();
  watchLanguage();
  const root = document.getElementById('app');
  if (!root) throw new Error('the page has no #app');
  render(
    <>
      <Whole>{page}</Whole>
      <Announcer />
    </>,
    root,
  );
}

// A mistake of ours in one part must not leave a blank page: what was sent is safe with the exchange,
// and a reload comes back to the seat.
class Whole extends Component<{ children: ComponentChildren }, { wrong: boolean }> {
  override state = { wrong: false };

  static override getDerivedStateFromError() {
    return { wrong: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error(error);
  }

  override render() {
    if (!this.state.wrong) return this.props.children;
    return (
      <main class="broken" role="alert">
        <p>{shared('page_broke')}</p>
        <button type="button" class="primary" onClick={() => location.reload()}>
          {shared('reload')}
        </button>
      </main>
    );
  }
}

export function LanguageButton() {
  const other = kLanguages.find((each) => each.language !== language.value) ?? kLanguages[0]!;
  return (
    <button
      type="button"
      class="quiet"
      lang={other.tag}
      title={shared('language')}
      onClick={() => chooseLanguage(other.language)}
    >
      {other.name}
    </button>
  );
}

export function ThemeButton() {
  const next = theme.value === 'dark' ? 'light' : 'dark';
  const label = `${shared('theme')}: ${shared(next)}`;
  return (
    <button
      type="button"
      class="quiet theme-button"
      aria-label={label}
      title={label}
      onClick={() => chooseTheme(next)}
    >
      {next === 'dark' ? '☾' : '☀'}
    </button>
  );
}

// How the link stands: a shape and a word, not a colour alone.
export function LinkState(props: { link: Link }) {
  const mark = { connecting: '◌', connected: '●', reconnecting: '◌', offline: '✕' }[props.link];
  return (
    <span class={`link link-${props.link}`}>
      <span aria-hidden="true">{mark}</span> <span class="link-word">{shared(props.link)}</span>
    </span>
  );
}

// Light or dark: as the system says until a person chooses. The colours are in theme.css.
import { effect, signal } from '@preact/signals';

import { preference, setPreference } from './preferences.ts';

export type Theme = 'light' | 'dark';

const dark = globalThis.matchMedia?.('(prefers-color-scheme: dark)');

function initial(): Theme {
  const chosen = preference('theme');
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return dark?.matches ? 'dark' : 'light';
}

export const theme = signal<Theme>(initial());

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  setPreference('theme', chosen);
}

export function watchTheme(): void {
  dark?.addEventListener('change', ({ matches }) => {
    if (preference('theme') === undefined) theme.value = matches ? 'dark' : 'light';
  });
  effect(() => {
    document.documentElement.dataset['theme'] = theme.value;
  });
}

// A colour of theme.css, for what is drawn on a canvas. Read it anew when `theme` changes.
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

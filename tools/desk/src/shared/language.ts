// The languages of the pages. Words live in `words/` of each folder: one file a language, the same
// keys; a test fails on a key that is missing in one of them.
import { effect, signal } from '@preact/signals';

import { preference, setPreference } from './preferences.ts';

export type Language = 'en' | 'zh';
export const kLanguages: readonly { language: Language; name: string; tag: string }[] = [
  { language: 'en', name: 'English', tag: 'en' },
  { language: 'zh', name: '中文', tag: 'zh-Hans' },
];

function initial(): Language {
  const chosen = preference('language');
  if (chosen === 'en' || chosen === 'zh') return chosen;
  return globalThis.navigator?.language?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export const language = signal<Language>(initial());

export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  setPreference('language', chosen);
}

// Keeps the document's language right, for screen readers and fonts.
export function watchLanguage(): void {
  effect(() => {
    const tag = kLanguages.find((each) => each.language === language.value)?.tag ?? 'en';
    document.documentElement.lang = tag;
  });
}

export type Words<Key extends string> = Record<Language, Readonly<Record<Key, string>>>;
export type Say<Key extends string> = (
  key: Key,
  values?: Readonly<Record<string, string | number>>,
) => string;

// Says a word in the language of the page, with `{name}` filled in; where `count` is 1 and there is
// a word of that name with `_one`, that one. A component that calls it is
// drawn anew when the language changes.
export function sayer<Key extends string>(words: Words<Key>): Say<Key> {
  return (key, values = {}) => {
    const known: Readonly<Record<string, string>> = words[language.value];
    const one = String(values['count']) === '1' ? known[`${key}_one`] : undefined;
    const text = one ?? known[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
  };
}

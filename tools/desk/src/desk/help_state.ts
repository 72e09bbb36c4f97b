import { signal } from '@preact/signals';

export type HelpPage = 'keys' | 'glossary' | 'quiz' | 'instructions';
// Which page of the help is open; undefined: none.
export const help_open = signal<HelpPage | undefined>(undefined);

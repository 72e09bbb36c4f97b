import { sayer } from '../../shared/language.ts';
import { en } from './en.ts';
import { en_results } from './en_results.ts';
import { zh } from './zh.ts';
import { zh_results } from './zh_results.ts';

// Words of the console.
export const say = sayer({ en: { ...en, ...en_results }, zh: { ...zh, ...zh_results } });

import { sayer } from '../language.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

// Words of the shared pieces.
export const shared = sayer({ en, zh });

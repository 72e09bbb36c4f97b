import { sayer } from '../../shared/language.ts';
import { en } from './en.ts';
import { en_learning } from './en_learning.ts';
import { en_refusals } from './en_refusals.ts';
import { zh } from './zh.ts';
import { zh_learning } from './zh_learning.ts';
import { zh_refusals } from './zh_refusals.ts';

// Words of the desk.
export const say = sayer({ en, zh });
// Tour, quiz, glossary and keys.
export const teach = sayer({ en: en_learning, zh: zh_learning });
// Why the exchange refused a command, by its `RejectReason`.
export const refusals = sayer({ en: en_refusals, zh: zh_refusals });

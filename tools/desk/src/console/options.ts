// What participants are shown and told, as it is typed. Pure.
import { valueOf } from '../shared/amount.tsx';

export interface Options {
  readonly instructions: string;
  readonly consent: string;
  readonly ranking: boolean;
  readonly ranking_names: boolean;
  readonly rate: string;
  readonly fee: string;
}

// What was typed and is not what is saved; an amount is the same however it is written.
export function unsaved(saved: Options, typed: Partial<Options>): (keyof Options)[] {
  return (Object.keys(typed) as (keyof Options)[]).filter((key) => {
    const [was, is] = [saved[key], typed[key]];
    if (key !== 'rate' && key !== 'fee') return was !== is;
    const read = valueOf('cents', String(is));
    return read === undefined || read !== valueOf('cents', String(was));
  });
}

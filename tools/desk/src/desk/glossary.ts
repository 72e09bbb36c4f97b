// The words of the market, in the language of the page.
import { teach } from './words/words.ts';

export const kTerms = [
  'allowance',
  'vintage',
  'offset',
  'cap',
  'allocation',
  'auction',
  'secondary_market',
  'verified_emissions',
  'obligation',
  'surrender',
  'compliance_period',
  'shortfall',
  'penalty',
  'make_good',
  'banking',
  'borrowing',
  'tnac',
  'msr',
  'ccr',
  'ecr',
  'price_collar',
  'reserve_price',
  'holding_limit',
  'purchase_limit',
  'price_limit',
  't_plus_one',
  'mac',
  'limit_order',
  'market_order',
  'treatment',
] as const;

export function glossary(): { key: string; term: string; meaning: string }[] {
  return kTerms.map((key) => ({
    key,
    term: teach(`term_${key}`),
    meaning: teach(`means_${key}`),
  }));
}

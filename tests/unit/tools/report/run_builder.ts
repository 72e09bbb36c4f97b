// A small run for tests of the page's logic: two years of three days, two groups of two firms.
import type { Auction, Firm, Run, Year } from '../../../../tools/report/src/run/run.ts';

export function year(of: number, more: Partial<Year> = {}): Year {
  return {
    year: of,
    cap_t: 100,
    baseline_t: 120,
    emissions_t: 100,
    emissions_benchmark_t: 100,
    price_mean: 50,
    price_last: 51,
    price_benchmark: 40,
    allocated_t: 100,
    auctioned_t: 0,
    auction_price: null,
    withheld_t: 0,
    released_t: 0,
    reserve_t: 0,
    volume_t: 10,
    banked_t: 5,
    banked_benchmark_t: 0,
    abatement_cost: 1000,
    abatement_cost_least: 900,
    obligation_t: 100,
    surrendered_t: 100,
    shortfall_t: 0,
    penalties: 0,
    compliance_rate: 1,
    ...more,
  };
}

export function firm(name: string, group: string, more: Partial<Firm> = {}): Firm {
  return {
    name,
    group,
    curve: 0,
    allocation_t: [25, 25],
    auctioned_t: [0, 0],
    emissions_t: [25, 20],
    abatement_t: [5, 10],
    project_abatement_t: [0, 0],
    abatement_benchmark_t: [6, 8],
    banked_t: [0, 0],
    abatement_cost: [250, 500],
    trading_cash: 0,
    auction_cash: 0,
    ...more,
  };
}

export function auction(year: number, day: number, more: Partial<Auction> = {}): Auction {
  return {
    year,
    day,
    status: 'held',
    offered_t: 60,
    bid_t: 90,
    sold_t: 60,
    sold_ecr_t: 0,
    sold_ccr_t: 0,
    sold_ceiling_t: 0,
    reserve_price: 20,
    clearing_price: 45,
    bidders: 4,
    proceeds: 2700,
    ...more,
  };
}

export function run(more: Partial<Run> = {}): Run {
  return {
    kind: 'run',
    scenario: 'small',
    title: 'A small run',
    source: '',
    currency: 'EUR',
    seed: '1',
    venue: 'local',
    version: '0',
    events_hash: '0000000000000000',
    commands: 1,
    events: 1,
    efficiency: 1,
    smith_alpha: 0,
    measures: [],
    price_distance: 0,
    conservation: { checked: 1, violations: 0 },
    years: [year(2025), year(2026)],
    days: {
      year: [2025, 2025, 2025, 2026, 2026, 2026],
      day: [1, 2, 3, 1, 2, 3],
      open: [null, 49, 50, 50, 51, 52],
      high: [null, 50, 51, 51, 52, 53],
      low: [null, 48, 49, 50, 50, 51],
      close: [null, 50, 50.5, 51, 51.5, 52],
      volume_t: [0, 2, 3, 1, 1, 3],
    },
    curves: [
      { abated_t: [0, 10], price: [0, 100] },
      { abated_t: [0, 4, 4], price: [0, 50, 100] },
    ],
    firms: [
      firm('power 1', 'power'),
      firm('steel 1', 'steel', { curve: 1 }),
      firm('power 2', 'power'),
      firm('steel 2', 'steel', { curve: 1 }),
    ],
    books: [],
    auctions: [],
    schemes: [],
    expectations: [],
    ...more,
  };
}

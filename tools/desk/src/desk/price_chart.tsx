// Prices and volume of the days so far.
import uPlot from 'uplot';
import type { MarketDay } from '#proto/classroom_service_pb';

import { Chart, drawnCents, drawnWhole, span } from '../shared/chart.tsx';
import { Panel } from '../shared/components.tsx';
import { language } from '../shared/language.ts';
import { formatCents, formatShort, formatWhole } from '../shared/units.ts';
import { yearsOf } from './days.ts';
import { amountText, quantityTitle, unitOf } from './goods.ts';
import { currency, days, instrument_id, is_observer, top } from './state.ts';
import { say } from './words/words.ts';

export function PricePanel() {
  const told = days.value;
  const traded = told.filter(({ volumeT }) => volumeT > 0n);
  const last = traded.at(-1);
  const label = last
    ? say('chart_label', {
        count: traded.length,
        price: formatCents(last.closeCentsPerTonne),
        low: formatCents(extreme(traded, 'low')),
        high: formatCents(extreme(traded, 'high')),
      })
    : say('chart_empty');
  return (
    <Panel id="chart" title={say('price_and_volume')} class="part-market" aside={<Headline />}>
      <Chart
        label={label}
        height={is_observer.value ? 460 : 220}
        data={dataOf(told)}
        options={options}
        version={language.value}
        table={() => ({
          columns: [
            say('day'),
            say('open'),
            say('high'),
            say('low'),
            say('close_price'),
            quantityTitle(),
          ],
          rows: [...traded].reverse().slice(0, 60).map(rowOf),
        })}
      />
    </Panel>
  );
}

function Headline() {
  const quote = top.value?.quote;
  const last = quote?.lastPriceCentsPerTonne ?? 0n;
  if (last === 0n) return null;
  return (
    <span class="headline">
      <strong>{formatCents(last)}</strong> {currency.value}/{unitOf(instrument_id.value)} ·{' '}
      {say('volume_today', { quantity: amountText(quote?.volumeT ?? 0n) })}
    </span>
  );
}

function extreme(traded: readonly MarketDay[], which: 'low' | 'high'): bigint {
  return traded.reduce((found, day) => {
    const price = which === 'low' ? day.lowCentsPerTonne : day.highCentsPerTonne;
    const further = which === 'low' ? price < found : price > found;
    return further ? price : found;
  }, traded[0]?.closeCentsPerTonne ?? 0n);
}

function rowOf(day: MarketDay): string[] {
  return [
    `${day.year} · ${day.day + 1}`,
    formatCents(day.openCentsPerTonne),
    formatCents(day.highCentsPerTonne),
    formatCents(day.lowCentsPerTonne),
    formatCents(day.closeCentsPerTonne),
    formatWhole(day.volumeT),
  ];
}

// A day without a trade has no price: the line goes on over it.
function dataOf(told: readonly MarketDay[]): uPlot.AlignedData {
  const price = (value: bigint) => (value > 0n ? drawnCents(value) : null);
  return [
    told.map((_, at) => at),
    told.map((day) => price(day.highCentsPerTonne)),
    told.map((day) => price(day.lowCentsPerTonne)),
    told.map((day) => price(day.closeCentsPerTonne)),
    told.map((day) => drawnWhole(day.volumeT)),
  ];
}

function options(colour: (name: string) => string): Omit<uPlot.Options, 'width' | 'height'> {
  const muted = colour('muted');
  const line = colour('line');
  const axis = {
    stroke: muted,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, size: 4 },
  };
  const bars = barsOf();
  return {
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false } },
    scales: {
      x: { time: false, range: (plot) => span(plot, (first) => first + 9) },
      price: { range: priceRange },
      // The bars take the lowest quarter.
      volume: { range: (_, __, high) => [0, Math.max(high, 1) * 4] },
    },
    axes: [
      { ...axis, size: 24, splits: dayTicks, values: (_, ticks) => ticks.map(dayName) },
      {
        ...axis,
        scale: 'price',
        size: 58,
        values: (_, ticks) => ticks.map((tick) => formatCents(BigInt(Math.round(tick * 100)))),
      },
      {
        ...axis,
        scale: 'volume',
        side: 1,
        size: 54,
        grid: { show: false },
        splits: (plot) => [0, (plot.scales['volume']?.max ?? 4) / 4],
        values: (_, ticks) => ticks.map((tick) => formatShort(BigInt(Math.round(tick)))),
      },
    ],
    series: [
      {},
      { scale: 'price', stroke: 'transparent', points: { show: false }, spanGaps: true },
      { scale: 'price', stroke: 'transparent', points: { show: false }, spanGaps: true },
      {
        scale: 'price',
        stroke: colour('series-1'),
        width: 2,
        spanGaps: true,
        points: { show: (plot) => (plot.data[0]?.length ?? 0) < 40, size: 5 },
      },
      {
        scale: 'volume',
        stroke: colour('line-strong'),
        fill: colour('line-strong'),
        width: 0,
        points: { show: false },
        ...(bars ? { paths: bars } : {}),
      },
    ],
    bands: [{ series: [1, 2], fill: colour('buy-soft') }],
  };
}

function barsOf() {
  return uPlot.paths.bars?.({ size: [0.6, 24] });
}

function priceRange(_: uPlot, low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 100];
  const room = Math.max((high - low) * 0.12, high * 0.01, 0.05);
  // Room below for the volume.
  return [Math.max(0, low - room - (high - low) * 0.35), high + room];
}

// A tick where a year begins; within one year, every few days.
function dayTicks(plot: uPlot): number[] {
  const count = plot.data[0]?.length ?? 0;
  const years = yearsOf(days.peek());
  if (years.length > 1) return years.map(({ first }) => first);
  const step = Math.max(1, Math.ceil(count / 10));
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step);
}

function dayName(index: number): string {
  const told = days.peek()[index];
  if (!told) return '';
  return yearsOf(days.peek()).length > 1 ? String(told.year) : String(told.day + 1);
}

// Charts of the market: for the console, and larger for the room.
import type uPlot from 'uplot';
import type { MarketDay } from '#proto/classroom_service_pb';
import type { ClassYear } from '#proto/operator_service_pb';

import { Chart, drawnCents, drawnWhole, span } from '../shared/chart.tsx';
import { language } from '../shared/language.ts';
import { formatCents, formatWhole } from '../shared/units.ts';
import { lastPrice } from './standings.ts';
import { currency, days, last_year, years } from './state.ts';
import { shortTonnes } from './tonnes.ts';
import { say } from './words/words.ts';

type Options = Omit<uPlot.Options, 'width' | 'height'>;

interface Size {
  readonly height: number;
  readonly large?: boolean;
}

const wholes = (_: uPlot, ticks: number[]) =>
  ticks.map((at) => shortTonnes(BigInt(Math.round(at))));
const moneys = (_: uPlot, ticks: number[]) =>
  ticks.map((at) => formatCents(BigInt(Math.round(at * 100))));
const price = (cents: bigint) => (cents > 0n ? drawnCents(cents) : null);

function axisOf(colour: (name: string) => string, large: boolean | undefined) {
  const line = colour('line');
  return {
    stroke: colour('muted'),
    font: `${large ? 20 : 12}px system-ui, sans-serif`,
    space: large ? 64 : 36,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, size: 4 },
  };
}

// Daily closes beside what theory predicts for each year.
export function PriceChart(props: Size) {
  const told = days.value;
  const theory = new Map(years.value.map((year) => [year.year, year.benchmarkCentsPerTonne]));
  const benchmark = (day: MarketDay) => theory.get(day.year) ?? 0n;
  const last = told.at(-1);
  return (
    <>
      <Chart
        label={say('price_chart', {
          price: formatCents(lastPrice(told, years.value)),
          benchmark: formatCents(last ? benchmark(last) : 0n),
          currency: currency.value,
        })}
        height={props.height}
        data={[
          told.map((_, at) => at),
          told.map(({ closeCentsPerTonne }) => price(closeCentsPerTonne)),
          told.map((day) => price(benchmark(day))),
        ]}
        options={(colour) => priceOptions(colour, props.large)}
        version={`${language.value} ${props.large}`}
        table={() => ({
          columns: [say('day'), say('close_price'), say('benchmark')],
          rows: [...told]
            .reverse()
            .map((day) => [
              `${day.year} · ${day.day + 1}`,
              day.closeCentsPerTonne > 0n ? formatCents(day.closeCentsPerTonne) : '–',
              benchmark(day) > 0n ? formatCents(benchmark(day)) : '–',
            ]),
        })}
      />
      <Legend first={say('market_price')} second={say('benchmark')} />
    </>
  );
}

function priceOptions(colour: (name: string) => string, large?: boolean): Options {
  const axis = axisOf(colour, large);
  const points = (plot: uPlot) => (plot.data[0]?.length ?? 0) < 30;
  return {
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (plot) => span(plot, (first) => first + 9) },
      y: { range: (_, low, high) => room(low, high) },
    },
    axes: [
      {
        ...axis,
        size: large ? 36 : 24,
        splits: dayTicks,
        values: (_, ticks) => ticks.map(dayName),
      },
      { ...axis, size: large ? 92 : 58, values: moneys },
    ],
    series: [
      {},
      {
        stroke: colour('series-1'),
        width: large ? 4 : 2,
        spanGaps: true,
        points: { show: points, size: large ? 9 : 5 },
      },
      {
        stroke: colour('series-2'),
        width: large ? 4 : 2,
        dash: large ? [14, 8] : [7, 4],
        points: { show: false },
      },
    ],
  };
}

function room(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 100];
  const free = Math.max((high - low) * 0.15, high * 0.02, 0.05);
  return [Math.max(0, low - free), high + free];
}

// A tick where a year begins; within one year, every few days.
function dayTicks(plot: uPlot): number[] {
  const told = days.peek();
  const starts = told.flatMap(({ year }, at) => (told[at - 1]?.year === year ? [] : [at]));
  if (starts.length > 1) return starts;
  const count = Math.floor(plot.scales['x']?.max ?? 0) + 1;
  const step = Math.max(1, Math.ceil(count / 10));
  return Array.from({ length: Math.ceil(count / step) }, (_, at) => at * step);
}

function dayName(index: number): string {
  const told = days.peek();
  const first = told[0];
  if (!first || first.year !== told.at(-1)?.year) return String(told[index]?.year ?? '');
  return String(first.day + 1 + index);
}

// Mean prices of years beside theory.
export function YearPriceChart(props: Size) {
  return (
    <YearChart
      {...props}
      label={say('year_price_chart')}
      first={{ name: say('mean_price'), of: (year) => year.priceCentsPerTonne }}
      second={{ name: say('benchmark'), of: (year) => year.benchmarkCentsPerTonne }}
      drawn={price}
      write={formatCents}
      values={moneys}
      range={room}
    />
  );
}

// Emissions of years beside the cap.
export function CapChart(props: Size) {
  return (
    <YearChart
      {...props}
      label={say('cap_chart')}
      first={{ name: say('emissions'), of: (year) => year.emissionsT }}
      second={{ name: say('cap'), of: (year) => year.capT }}
      drawn={(tonnes) => (tonnes > 0n ? drawnWhole(tonnes) : null)}
      write={formatWhole}
      values={wholes}
      range={(low, high) => [0, (high ?? low ?? 1) * 1.1]}
    />
  );
}

interface Line {
  readonly name: string;
  readonly of: (year: ClassYear) => bigint;
}

// Bounds of the prices or tonnes that are drawn, from their least and most.
type Range = (low: number | null, high: number | null) => [number, number];

interface YearChartProps extends Size {
  readonly label: string;
  readonly first: Line;
  readonly second: Line;
  readonly drawn: (value: bigint) => number | null;
  readonly write: (value: bigint) => string;
  readonly values: (plot: uPlot, ticks: number[]) => string[];
  readonly range: Range;
}

function YearChart(props: YearChartProps) {
  const { first, second, drawn, write } = props;
  const told = years.value;
  return (
    <>
      <Chart
        label={props.label}
        height={props.height}
        data={[
          told.map(({ year }) => year),
          told.map((year) => drawn(first.of(year))),
          told.map((year) => drawn(second.of(year))),
        ]}
        options={(colour) => yearOptions(colour, props)}
        version={`${language.value} ${props.large}`}
        table={() => ({
          columns: [say('year'), first.name, second.name],
          rows: told.map((year) => [
            String(year.year),
            write(first.of(year)),
            write(second.of(year)),
          ]),
        })}
      />
      <Legend first={first.name} second={second.name} />
    </>
  );
}

function yearOptions(
  colour: (name: string) => string,
  { values, range, large }: Pick<YearChartProps, 'values' | 'range' | 'large'>,
): Options {
  const axis = axisOf(colour, large);
  const size = large ? 12 : 8;
  return {
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: {
        time: false,
        range: (plot) => span(plot, () => last_year.peek()),
      },
      y: { range: (_, low, high) => range(low, high) },
    },
    axes: [
      {
        ...axis,
        size: large ? 36 : 24,
        splits: ({ scales: { x } }) => yearTicks(x?.min ?? 0, x?.max ?? 0),
        values: (_, ticks) => ticks.map(String),
      },
      { ...axis, size: large ? 104 : 64, values },
    ],
    series: [
      {},
      { stroke: colour('series-1'), width: large ? 4 : 2, points: { show: true, size } },
      {
        stroke: colour('series-2'),
        width: large ? 4 : 2,
        dash: large ? [14, 8] : [7, 4],
        points: { show: true, size },
      },
    ],
  };
}

function yearTicks(low: number, high: number): number[] {
  const first = Math.ceil(low);
  return Array.from({ length: Math.floor(high) - first + 1 }, (_, at) => first + at);
}

function Legend(props: { first: string; second: string }) {
  return (
    <ul class="legend">
      <li>
        <span class="swatch swatch-1" aria-hidden="true" /> {props.first}
      </li>
      <li>
        <span class="swatch swatch-2" aria-hidden="true" /> {props.second}
      </li>
    </ul>
  );
}

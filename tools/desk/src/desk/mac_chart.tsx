// The marginal abatement cost curve, with where the firm stands on it.
import { useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import type { PlantView } from '#proto/classroom_service_pb';

import { Chart, drawnCents, drawnWhole } from '../shared/chart.tsx';
import { language } from '../shared/language.ts';
import { formatCents, formatShort, formatWhole } from '../shared/units.ts';
import { costAt } from './mac.ts';
import { allowances_top } from './state.ts';
import { say } from './words/words.ts';

interface Marks {
  readonly planned: number;
  readonly balance: number;
  readonly price: number; // 0: none
}

export function MacChart(props: { plant: PlantView; planned: bigint }) {
  if (props.plant.curve.length < 2) return <p class="empty">{say('no_curve')}</p>;
  return <Curve {...props} />;
}

function Curve({ plant, planned }: { plant: PlantView; planned: bigint }) {
  const price = allowances_top.value?.quote?.lastPriceCentsPerTonne ?? 0n;
  // The drawing reads the marks as they are then, so that a change needs no new chart.
  const marks = useRef<Marks>({ planned: 0, balance: 0, price: 0 });
  marks.current = {
    planned: drawnWhole(planned),
    balance: drawnWhole(plant.balancingAbatementT),
    price: drawnCents(price),
  };
  const here = costAt(plant.curve, planned);
  return (
    <>
      <Chart
        label={say('mac_label', {
          planned: formatWhole(planned),
          cost: here === undefined ? '–' : formatCents(here),
          balance: formatWhole(plant.balancingAbatementT),
          price: price > 0n ? formatCents(price) : '–',
        })}
        height={150}
        data={[
          plant.curve.map(({ abatementT }) => drawnWhole(abatementT)),
          plant.curve.map(({ costCentsPerTonne }) => drawnCents(costCentsPerTonne)),
        ]}
        options={(colour) => options(colour, () => marks.current)}
        version={language.value}
        table={() => ({
          columns: [say('abate_t'), say('cost_of_next')],
          rows: plant.curve.map((point) => [
            formatWhole(point.abatementT),
            formatCents(point.costCentsPerTonne),
          ]),
        })}
      />
      <ul class="legend">
        {(['planned', 'balance', 'price'] as const).map((mark) => (
          <li key={mark}>
            <span class={`mark mark-${mark}`} aria-hidden="true" />
            {say(`mark_${mark}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

function options(
  colour: (name: string) => string,
  marks: () => Marks,
): Omit<uPlot.Options, 'width' | 'height'> {
  const line = colour('line');
  const axis = {
    stroke: colour('muted'),
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, size: 4 },
  };
  const stroke = colour('series-1');
  return {
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: (_, low, high) => [low, high] },
      y: { range: (_, low, high) => [Math.min(0, low), Math.max(high, marks().price) * 1.08] },
    },
    axes: [
      {
        ...axis,
        size: 24,
        values: (_, ticks) => ticks.map((tick) => formatShort(BigInt(Math.round(tick)))),
      },
      {
        ...axis,
        size: 46,
        values: (_, ticks) => ticks.map((tick) => formatShort(BigInt(Math.round(tick)))),
      },
    ],
    series: [{}, { stroke, width: 2, fill: colour('buy-soft'), points: { show: false } }],
    hooks: {
      draw: [
        (plot) => {
          const { planned, balance, price } = marks();
          upright(plot, balance, colour('series-3'), [2, 3]);
          upright(plot, planned, colour('ink'), []);
          if (price > 0) level(plot, price, colour('series-2'), [6, 4]);
        },
      ],
    },
  };
}

function upright(plot: uPlot, value: number, stroke: string, dash: number[]): void {
  const { min, max } = plot.scales['x'] ?? {};
  if (min == null || max == null || value < min || value > max) return;
  const at = plot.valToPos(value, 'x', true);
  draw(plot, stroke, dash, at, plot.bbox.top, at, plot.bbox.top + plot.bbox.height);
}

function level(plot: uPlot, value: number, stroke: string, dash: number[]): void {
  const at = plot.valToPos(value, 'y', true);
  draw(plot, stroke, dash, plot.bbox.left, at, plot.bbox.left + plot.bbox.width, at);
}

function draw(
  { ctx }: uPlot,
  stroke: string,
  dash: number[],
  ...[from_x, from_y, to_x, to_y]: [number, number, number, number]
): void {
  const ratio = globalThis.devicePixelRatio || 1;
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = 2 * ratio;
  ctx.setLineDash(dash.map((part) => part * ratio));
  ctx.beginPath();
  ctx.moveTo(from_x, from_y);
  ctx.lineTo(to_x, to_y);
  ctx.stroke();
  ctx.restore();
}

// A chart on a canvas (uPlot), and the same as a table for those who cannot see it or want figures.
//
// What is drawn leaves the exactness of bigint here, and only here; nothing is computed from it.
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

import { colour, theme } from './theme.ts';
import { shared } from './words/words.ts';

// Hundredths as a number to draw.
export function drawnCents(cents: bigint): number {
  return Number(cents) / 100;
}

export function drawnWhole(value: bigint): number {
  return Number(value);
}

// The range of the steps on an axis: from the first to the last there is, and at least to `end`;
// half a step around. Of the data, since uPlot gives a single point a range of its own making.
export function span(plot: uPlot, end: (first: number) => number): [number, number] {
  const told = plot.data[0] ?? [];
  const first = told[0] ?? 0;
  return [first - 0.5, Math.max(told.at(-1) ?? first, end(first)) + 0.5];
}

export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ChartProps {
  // Says what the chart shows, with its main figure, in a sentence.
  readonly label: string;
  readonly height: number;
  readonly data: uPlot.AlignedData;
  // Options without size; made anew when `version` or the theme changes, with the colours of then.
  readonly options: (colour: (name: string) => string) => Omit<uPlot.Options, 'width' | 'height'>;
  // Changes when the options do (language, series), not when the data does.
  readonly version: string;
  readonly table: () => ChartTable;
}

export function Chart(props: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>();
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const make = () => {
      plot.current?.destroy();
      const { options, data, height } = latest.current;
      plot.current = new uPlot(
        { ...options(colour), width: Math.max(120, element.clientWidth), height },
        data,
        element,
      );
    };
    // The theme's colours are in the document when its effect has run, before this one.
    const stop = effect(() => {
      void theme.value;
      queueMicrotask(make);
    });
    const resized = new ResizeObserver(() => {
      const width = element.clientWidth;
      if (plot.current && width > 0 && width !== plot.current.width) {
        plot.current.setSize({ width, height: latest.current.height });
      }
    });
    resized.observe(element);
    return () => {
      stop();
      resized.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [props.version, props.height]);

  useEffect(() => {
    plot.current?.setData(props.data);
  }, [props.data]);

  return (
    <figure class="chart">
      <div ref={box} class="chart-canvas" role="img" aria-label={props.label} />
      <DataTable label={props.label} table={props.table} />
    </figure>
  );
}

function DataTable(props: { label: string; table: () => ChartTable }) {
  const { columns, rows } = props.table();
  return (
    <details class="chart-table">
      <summary>{shared('chart_as_table')}</summary>
      <div class="table-box" tabIndex={0} role="region" aria-label={shared('chart_as_table')}>
        <table>
          <caption class="visually-hidden">{props.label}</caption>
          <thead>
            <tr>
              {columns.map((title) => (
                <th key={title} scope="col" class="figure">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                {row.map((cell, column) => (
                  <td key={column} class="figure">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

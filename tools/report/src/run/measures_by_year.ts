// Any measure that a year has, from year to year.
import { base, tooltip, tooltipBody, unitAxis, yearAxis } from '../axes.ts';
import type { Figure, Option, View } from '../figure.ts';
import { tick } from '../format.ts';
import { listSelector, type Chosen } from '../selector.ts';
import { metricText, shortest } from '../verdict.ts';
import type { Measure, Run } from './run.ts';

// Measures with a figure in some year.
function yearly(run: Run): Measure[] {
  return run.measures.filter(({ by_year }) => by_year.some((value) => value !== null));
}

export function measuresByYearFigure(run: Run): Figure {
  const measures = yearly(run);
  const years = run.years.map((year) => year.year);
  const measureOf = (chosen: Chosen) => measures[chosen[0] ?? 0];
  const named = ({ name }: Measure) => metricText(name.replace(/_t$/, ''));
  // What a climate plan is judged by, where the run tells it.
  const first = Math.max(
    0,
    measures.findIndex(({ name }) => name === 'carbon_intensity_change'),
  );

  function option(view: View): Option {
    const { palette } = view;
    const measure = measureOf(view.chosen);
    return {
      ...base(view),
      xAxis: yearAxis(view, years),
      yAxis: { ...unitAxis(view, measure === undefined ? '' : named(measure), tick), scale: true },
      tooltip: {
        trigger: 'axis',
        ...tooltip(view, (params) => {
          const i = params[0]?.dataIndex ?? 0;
          return tooltipBody(`${years[i]}`, [
            {
              name: measure === undefined ? '' : named(measure),
              value: shortest(measure?.by_year[i] ?? null, []),
              colour: palette.run,
            },
          ]);
        }),
      },
      series: [
        {
          type: 'line',
          name: 'Measure',
          data: measure?.by_year ?? [],
          symbol: 'circle',
          symbolSize: 6,
          lineStyle: { color: palette.run, width: 2 },
          itemStyle: { color: palette.run },
        },
      ],
    };
  }

  return {
    id: 'measures-by-year',
    title: 'Measures by year',
    note: 'The chosen measure in each year; what each is, the table of measures says.',
    selectors: [listSelector('Metric', measures.map(named), { first: () => first })],
    marks: () => [{ name: 'This run', form: 'line', colour: (p) => p.run, toggles: false }],
    summary: (chosen) =>
      years
        .map((year, i) => `${year}: ${shortest(measureOf(chosen)?.by_year[i] ?? null, [])}`)
        .join('; ') + '.',
    absent: () => (measures.length === 0 ? 'No year has a measure.' : null),
    option,
    table: () => ({
      columns: ['year', ...measures.map(({ name }) => name)],
      rows: years.map((year, i) => [year, ...measures.map(({ by_year }) => by_year[i] ?? null)]),
    }),
  };
}

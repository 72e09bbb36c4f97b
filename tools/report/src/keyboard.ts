// Walking through a chart's points with the arrow keys: each is shown and spoken as if pointed at.
import type { EChartsType } from './echarts.ts';

interface Drawn {
  series: { id?: string; type: string; data?: unknown[] }[];
}

export function walkByKeys(host: HTMLElement, chart: EChartsType, spoken: HTMLElement): void {
  let at = -1;
  host.addEventListener('keydown', (event) => {
    const points = pointsOf(chart.getOption() as unknown as Drawn);
    const next = target(event.key, at, points.length);
    if (next === null) return;
    event.preventDefault();
    at = next;
    if (at < 0) chart.dispatchAction({ type: 'hideTip' });
    else chart.dispatchAction({ type: 'showTip', ...points[at] });
    spoken.textContent = at < 0 ? '' : tipText(host);
  });
  host.addEventListener('blur', () => {
    at = -1;
    chart.dispatchAction({ type: 'hideTip' });
  });
}

// The index to go to; -1: nowhere, null: the key is not ours.
export function target(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'Escape':
      return -1;
    default:
      return null;
  }
}

// The points of the series whose id begins with "walk". Where none is marked so, those of the first
// series, which in most charts has one at every place of the axis; in a scatter chart, where each
// point speaks for itself, those of all series.
function pointsOf({ series }: Drawn): { seriesIndex: number; dataIndex: number }[] {
  const marked = series.some(({ id }) => id?.startsWith('walk'));
  const walked = (i: number) => {
    if (marked) return series[i]?.id?.startsWith('walk') === true;
    return i === 0 || (series[0]?.type === 'scatter' && series[i]?.type === 'scatter');
  };
  return series.flatMap(({ data }, seriesIndex) =>
    !walked(seriesIndex)
      ? []
      : (data ?? []).flatMap((point, dataIndex) =>
          missing(point) ? [] : [{ seriesIndex, dataIndex }],
        ),
  );
}

function missing(point: unknown): boolean {
  return point === null || (Array.isArray(point) && point[1] === null);
}

function tipText(host: HTMLElement): string {
  const tip = host.querySelector('.tip')?.parentElement;
  if (!tip) return '';
  const heading = tip.querySelector('strong')?.textContent ?? '';
  const rows = [...tip.querySelectorAll('tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent).join(' '),
  );
  return [heading, ...rows].join('; ');
}

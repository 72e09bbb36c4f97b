// Small multiples: where each of several charts of one scale stands.

export interface Layout {
  columns: number;
  rows: number;
  height: number; // of all, in CSS pixels
  panels: { left: number; top: number; width: number; height: number }[];
}

const kNarrowest = 165; // of a panel, in CSS pixels
const kMostColumns = 4;
const kTitle = 26; // above a panel
const kBelow = 34; // for the years
const kGap = 16;
const kTop = 22; // for the unit of the vertical axis

// As many columns as leave the fewest places empty; then the most.
export function columnsFor(count: number, width: number): number {
  const most = Math.max(1, Math.min(kMostColumns, Math.floor(width / kNarrowest), count));
  let best = most;
  const empty = (columns: number) => Math.ceil(count / columns) * columns - count;
  for (let columns = most - 1; columns >= 2; --columns) {
    if (empty(columns) < empty(best)) best = columns;
  }
  return best;
}

// `labels`: what the numbers at the left of the first column need.
export function layout(count: number, width: number, labels: number): Layout {
  const columns = columnsFor(count, width);
  const rows = Math.ceil(count / columns);
  const plot = count === 1 ? 290 : columns === 1 ? 200 : 150;
  const right = 14;
  const each = (width - labels - right - (columns - 1) * kGap) / columns;
  const step = kTitle + plot + kBelow;
  return {
    columns,
    rows,
    height: kTop + rows * step,
    panels: Array.from({ length: count }, (_, i) => ({
      left: labels + (i % columns) * (each + kGap),
      top: kTop + Math.floor(i / columns) * step + kTitle,
      width: Math.max(40, each),
      height: plot,
    })),
  };
}

// What a chart is made from; one file in charts/ makes each. Pure: the same run, view and palette
// give the same option.
import type { BarSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type {
  AriaComponentOption,
  DataZoomComponentOption,
  GridComponentOption,
  LegendComponentOption,
  TitleComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

import type { Palette } from './palette.ts';
import type { Table } from './table.ts';

export type Series = BarSeriesOption | LineSeriesOption | ScatterSeriesOption;
export type Option = ComposeOption<
  | Series
  | AriaComponentOption
  | DataZoomComponentOption
  | GridComponentOption
  | LegendComponentOption
  | TitleComponentOption
  | TooltipComponentOption
>;

// How the figure is looked at.
export interface View {
  palette: Palette;
  compact: boolean; // a phone's width
  still: boolean; // on paper or in a file: nothing to hover or drag
  year: number; // chosen, if the figure has a selector; 0: all
}

// An entry of the legend. One that names series can be switched off and on.
export interface Mark {
  name: string;
  form: 'line' | 'thin' | 'dashed' | 'dotted' | 'bar' | 'pale' | 'point';
  colour: (palette: Palette) => string;
  edge?: (palette: Palette) => string; // of a bar
  toggles: boolean;
  off?: boolean; // at first
}

export interface Figure {
  id: string; // of the anchor and of downloaded files
  title: string;
  note: string; // what is drawn and how to read it, in a sentence or two
  hint?: string; // what can be done with it on a screen
  years: number[]; // to choose from; empty: no selector
  all?: string; // the choice of all years, which is year 0 and chosen at first
  marks: Mark[];
  summary(year: number): string; // what a person who cannot see the chart is told
  absent?(year: number): string | null; // why there is nothing to draw
  option(view: View): Option;
  zoomed?(from: number, to: number): Option; // what to change when the x axis shows [from, to]
  table(): Table;
}

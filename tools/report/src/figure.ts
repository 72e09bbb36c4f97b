// What a chart is made from; one file makes each. Pure: the same data, view and palette give the
// same option.
import type {
  BarSeriesOption,
  CustomSeriesOption,
  HeatmapSeriesOption,
  LineSeriesOption,
  ScatterSeriesOption,
} from 'echarts/charts';
import type {
  AriaComponentOption,
  DataZoomComponentOption,
  GridComponentOption,
  LegendComponentOption,
  TitleComponentOption,
  TooltipComponentOption,
  VisualMapComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

import type { Palette } from './palette.ts';
import type { Chosen, Selector } from './selector.ts';
import type { Table } from './table.ts';

export type Series =
  | BarSeriesOption
  | CustomSeriesOption
  | HeatmapSeriesOption
  | LineSeriesOption
  | ScatterSeriesOption;
export type Option = ComposeOption<
  | Series
  | AriaComponentOption
  | DataZoomComponentOption
  | GridComponentOption
  | LegendComponentOption
  | TitleComponentOption
  | TooltipComponentOption
  | VisualMapComponentOption
>;

// How the figure is looked at.
export interface View {
  palette: Palette;
  width: number; // of the drawing, in CSS pixels
  compact: boolean; // a phone's width
  still: boolean; // on paper or in a file: nothing to hover or drag
  chosen: Chosen;
}

// An entry of the legend. One that names series can be switched off and on.
export interface Mark {
  name: string;
  form: 'line' | 'thin' | 'dashed' | 'dotted' | 'bar' | 'pale' | 'point' | 'ring';
  colour: (palette: Palette) => string;
  edge?: (palette: Palette) => string; // of a bar
  toggles: boolean;
  off?: boolean; // at first
}

export interface Figure {
  id: string; // of the anchor and of downloaded files
  title: string;
  heading?: 'h3'; // of a figure that belongs to the section before it
  note: string; // what is drawn and how to read it, in a sentence or two
  hint?: string; // what can be done with it on a screen
  selectors: Selector[];
  marks(chosen: Chosen): Mark[];
  summary(chosen: Chosen): string; // what a person who cannot see the chart is told
  absent?(chosen: Chosen): string | null; // why there is nothing to draw
  height?(view: View): number; // in CSS pixels; where the style sheet's will not do
  layout?: 'by width'; // the option hangs on `width`: drawn again when that changes
  option(view: View): Option;
  zoomed?(from: number, to: number): Option; // what to change when the x axis shows [from, to]
  table(): Table; // all of it, for CSV
  shownTable?(chosen: Chosen): Table; // where all of it would be too much to read on the page
}

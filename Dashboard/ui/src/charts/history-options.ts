// What the server says about the page of history.
import type { Band } from "./bands";
import type { Mark } from "./marks";
import type { ChartOptions } from "./options";

export interface HistoryOptions extends ChartOptions {
  /** What was asked for, Unix ms. */
  from: number;
  to: number;
  /** A part of it, or what somebody moved to. */
  zoomFrom: number | null;
  zoomTo: number | null;
  envelope: boolean;
  compare: boolean;
  /** One for each unit. */
  groups: HistoryGroup[];
}

export interface HistoryGroup {
  title: string;
  unit: string;
  decimals: number;
  lines: HistoryLine[];
  bands: Band[];
  marks: Mark[];
}

/** Its number is that of its colour and dash in the styles of the page. */
export interface HistoryLine { series: string; label: string; number: number }

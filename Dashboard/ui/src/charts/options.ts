// What the server says about a trend; the words come with it, in the language of the page.
import type { Band } from "./bands";
import type { Mark } from "./marks";

/** What every chart of a page needs to know. */
export interface ChartOptions {
  locale: string;
  timeZone: string;
  /** The server's clock when this was written, Unix ms: the browser's own may be wrong. */
  now: number;
  table: boolean;
  words: ChartWords;
}

export interface TrendOptions extends ChartOptions {
  series: string;
  /** The live hub's group that carries the series. */
  group: string;
  title: string;
  hours: number;
  /** A stretch of time that does not begin so many hours ago; Unix ms, and null = it ends now. */
  from: number | null;
  to: number | null;
  period: string;
  step: string;
  unit: string;
  decimals: number;
  bands: Band[];
  marks: Mark[];
}

export interface ChartWords {
  time: string; mean: string; lowest: string; highest: string;
  loading: string; empty: string; failed: string; notLive: string; still: string;
  role: string; previous: string;
  sentence: string; sentenceOver: string; lineOver: string; rising: string; falling: string; steady: string;
  aboveLimit: string; belowLimit: string; betweenLimits: string; withinLimit: string; rows: string; readOut: string;
  limits: string; limit: string; rule: string; says: string;
  alerts: string; alert: string; severity: string; raised: string; ended: string; stands: string; newestAlert: string;
  gaps: Forms;
  alertCount: Forms;
  steps: Record<string, string>;
}

/** A text for each form that the language has with numbers. */
export type Forms = Record<string, string>;

export function fill(template: string, ...values: (string | number)[]): string {
  return template.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ""));
}

// What the server says about a trend; the words come with it, in the language of the page.

export interface TrendOptions {
  series: string;
  /** The live hub's group that carries the series. */
  group: string;
  title: string;
  hours: number;
  period: string;
  step: string;
  stepMs: number;
  unit: string;
  decimals: number;
  locale: string;
  timeZone: string;
  /** The server's clock when this was written, Unix ms: the browser's own may be wrong. */
  now: number;
  limit: Limit | null;
  table: boolean;
  words: TrendWords;
}

export interface Limit { value: number; above: boolean; severity: string; label: string }

export interface TrendWords {
  time: string; mean: string; lowest: string; highest: string;
  loading: string; empty: string; failed: string; notLive: string;
  sentence: string; rising: string; falling: string; steady: string;
  beyondLimit: string; withinLimit: string; rows: string;
  gaps: Record<string, string>;
}

export function fill(template: string, ...values: (string | number)[]): string {
  return template.replace(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)] ?? ""));
}

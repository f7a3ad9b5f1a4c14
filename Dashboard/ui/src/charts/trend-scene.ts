// What the picture of one trend is made of.
import type { TrendOptions } from "./options";
import type { Scene } from "./plot";
import type { Points } from "./points";
import type { TrendText } from "./trend-text";
import type { Period, Zoom } from "./zoom";

/** What of a trend changes while its picture stays. */
export interface Drawn { readonly zoom: Zoom; readonly points: Points; now(): number; zoomed(): void }

export function trendScene(trend: Drawn, options: TrendOptions, text: TrendText): Scene {
  const { words, bands, marks } = options;
  const { civil, numbers } = text;
  const edges = { lowest: words.lowest, highest: words.highest, fill: "--band" };
  return {
    lines: [{ label: words.mean, ink: "--blue", width: 2, edges, rows: () => trend.points.rows() }],
    bands, marks, civil, words,
    period: () => trend.zoom.period(),
    now: () => trend.now(),
    value: value => numbers.value(value),
    bare: value => numbers.bare(value),
    time: ms => text.time(ms, trend.zoom.period(), trend.points.stepMs),
    chosen: period => choose(trend, period),
  };
}

/** What the pointer wants: a stretch of time, or all of it back. */
export function choose(chart: { readonly zoom: Zoom; zoomed(): void }, period: Period | null): void {
  if (period) {
    chart.zoom.show(...period);
  } else {
    chart.zoom.reset();
  }

  chart.zoomed();
}

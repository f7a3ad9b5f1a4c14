// What the pictures of the page of history show, in words and as tables.
import type { CivilTime } from "./civil-time";
import { dayMs, minuteMs } from "./civil-time";
import type { Curve } from "./history-line";
import type { HistoryGroup, HistoryOptions } from "./history-options";
import { marksIn } from "./marks";
import { Numbers } from "./numbers";
import { fill } from "./options";
import { table } from "./table";
import type { Period } from "./zoom";

const mostRows = 100;

export class HistoryText {
  readonly numbers: Numbers;

  constructor(private readonly options: HistoryOptions, private readonly group: HistoryGroup, readonly civil: CivilTime) {
    this.numbers = new Numbers(options.locale, group.unit, group.decimals);
  }

  time(ms: number, [from, to]: Period): string {
    return to - from <= dayMs / 4 && to - from < 10 * minuteMs ? this.civil.time(ms, true) : this.civil.dayAndTime(ms, this.options.now);
  }

  span([from, to]: Period): string {
    return `${this.civil.dayAndTime(from, this.options.now)} – ${this.civil.dayAndTime(to, this.options.now)}`;
  }

  /** How long the buckets are: `5-minute means`. */
  step(step: string): string {
    const template = this.options.words.steps[step.at(-1)!];
    return template ? fill(template, Number.parseInt(step, 10)) : "";
  }

  /** Each line in a sentence of its own, then the alerts. */
  sentence(curves: readonly Curve[], period: Period): string {
    const { words } = this.options;
    const marks = marksIn(this.group.marks, period).length;
    const lines = curves.map(({ line, points: { buckets } }) => buckets.length === 0 ? `${line.label}: ${words.empty}` : fill(
      words.lineOver, line.label, this.numbers.value(buckets.at(-1)!.mean),
      this.numbers.value(Math.min(...buckets.map(one => one.min))), this.numbers.value(Math.max(...buckets.map(one => one.max)))));
    return [`${this.group.title}, ${this.span(period)}.`, ...lines, ...(marks > 0 ? [fill(this.numbers.form(words.alertCount, marks), marks)] : [])].join(" ");
  }

  readOut(curves: readonly Curve[], ms: number, period: Period): string {
    return `${this.time(ms, period)}: ${curves.map(curve => `${curve.line.number} ${curve.line.label} ${this.numbers.value(curve.at(ms))}`).join("; ")}.`;
  }

  table(curves: readonly Curve[], period: Period): HTMLTableElement {
    const { words } = this.options;
    const times = [...new Set(curves.flatMap(curve => curve.points.buckets.map(bucket => bucket.t)))].sort((a, b) => b - a);
    const found = curves.map(curve => new Map(curve.points.buckets.map(bucket => [bucket.t, bucket])));
    const shown = times.slice(0, mostRows);
    const [only] = curves.length === 1 ? found : [];
    const value = this.numbers.value.bind(this.numbers);
    return table(
      fill(words.rows, this.group.title, this.span(period), shown.length, times.length),
      [words.time, ...(only ? [words.mean, words.lowest, words.highest] : curves.map(({ line }) => `${line.number} ${line.label}`))],
      shown.map(time => [this.time(time, period), ...(only
        ? [only.get(time)?.mean, only.get(time)?.min, only.get(time)?.max].map(value)
        : found.map(buckets => value(buckets.get(time)?.mean)))]));
  }
}

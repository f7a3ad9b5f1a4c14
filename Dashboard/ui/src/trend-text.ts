// The same facts as the picture, for those who do not see it: one sentence and a table.
import type { Bucket, Points } from "./points";
import { fill, type TrendOptions } from "./trend-options";

const mostRows = 48;
/** A change of less than this share of the picture's height is steady. */
const steadyShare = 0.05;

export class TrendText {
  private readonly number: Intl.NumberFormat;
  private readonly clock: Intl.DateTimeFormat;
  private readonly plural: Intl.PluralRules;

  constructor(private readonly options: TrendOptions) {
    this.number = new Intl.NumberFormat(options.locale, { minimumFractionDigits: options.decimals, maximumFractionDigits: options.decimals });
    this.clock = new Intl.DateTimeFormat(options.locale, { timeZone: options.timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.plural = new Intl.PluralRules(options.locale);
  }

  value(value: number | null | undefined): string {
    const { unit } = this.options;
    return value === null || value === undefined ? "–" : this.number.format(value) + (unit === "" ? "" : `\u00A0${unit}`);
  }

  bare(value: number): string {
    return new Intl.NumberFormat(this.options.locale, { maximumFractionDigits: Math.max(2, this.options.decimals) }).format(value);
  }

  time(ms: number): string {
    return this.clock.format(ms);
  }

  sentence(points: Points): string {
    const { title, period, words, limit } = this.options;
    const last = points.buckets.at(-1);
    if (!last) {
      return `${title}, ${period}: ${words.empty}`;
    }

    const lowest = Math.min(...points.buckets.map(bucket => bucket.min));
    const highest = Math.max(...points.buckets.map(bucket => bucket.max));
    const parts = [fill(words.sentence, title, period, this.value(last.mean), this.direction(points.buckets, highest - lowest),
      this.value(lowest), this.value(highest))];
    if (limit) {
      const isBeyond = limit.above ? last.mean > limit.value : last.mean < limit.value;
      parts.push(fill(isBeyond ? words.beyondLimit : words.withinLimit, this.value(limit.value)));
    }

    const gaps = points.gaps;
    if (gaps > 0) {
      parts.push(fill(words.gaps[this.plural.select(gaps)] ?? words.gaps["other"] ?? "", gaps));
    }

    return parts.join(" ");
  }

  table(points: Points): HTMLTableElement {
    const { words, title, period } = this.options;
    const table = document.createElement("table");
    const newest = points.buckets.slice(-mostRows).reverse();
    table.createCaption().textContent = fill(words.rows, title, period, newest.length, points.buckets.length);
    const head = table.createTHead().insertRow();
    for (const name of [words.time, words.mean, words.lowest, words.highest]) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = name;
      head.append(cell);
    }

    const body = table.createTBody();
    for (const bucket of newest) {
      const row = body.insertRow();
      const time = document.createElement("th");
      time.scope = "row";
      time.textContent = this.time(bucket.t);
      row.append(time);
      for (const value of [bucket.mean, bucket.min, bucket.max]) {
        row.insertCell().textContent = this.value(value);
      }
    }

    return table;
  }

  /** The last eighth of the period against the eighth before it. */
  private direction(buckets: Bucket[], height: number): string {
    const { words } = this.options;
    const eighth = Math.max(1, Math.floor(buckets.length / 8));
    const average = (part: Bucket[]) => part.reduce((sum, bucket) => sum + bucket.mean, 0) / part.length;
    const before = buckets.slice(-2 * eighth, -eighth);
    const change = before.length === 0 ? 0 : average(buckets.slice(-eighth)) - average(before);
    return Math.abs(change) <= height * steadyShare ? words.steady : change > 0 ? words.rising : words.falling;
  }
}

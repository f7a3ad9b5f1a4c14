// The same facts as the picture, for those who do not see it: one sentence, tables, and what the cursor is at.
import { bandAt, edgesOf } from "./bands";
import { CivilTime, dayMs, minuteMs } from "./civil-time";
import { marksIn, type Mark } from "./marks";
import { Numbers } from "./numbers";
import { fill, type TrendOptions } from "./options";
import type { Bucket, Points } from "./points";
import { table } from "./table";
import type { Period } from "./zoom";

const mostRows = 48;
/** A change of less than this share of the picture's height is steady. */
const steadyShare = 0.05;

export class TrendText {
  readonly civil: CivilTime;
  readonly numbers: Numbers;

  constructor(private readonly options: TrendOptions) {
    this.civil = new CivilTime(options.timeZone, options.locale);
    this.numbers = new Numbers(options.locale, options.unit, options.decimals);
  }

  /** A moment in a period: the day stands with it where hours alone would not tell. */
  time(ms: number, [from, to]: Period, stepMs = minuteMs): string {
    const isClear = to - from <= dayMs && this.civil.isSameDay(to, this.options.now);
    return isClear ? this.civil.time(ms, stepMs < minuteMs) : this.civil.dayAndTime(ms, this.options.now);
  }

  span([from, to]: Period): string {
    const { now } = this.options;
    return `${this.civil.dayAndTime(from, now)} – ${this.civil.isSameDay(from, to) ? this.civil.time(to) : this.civil.dayAndTime(to, now)}`;
  }

  /** @param still where the picture does not move with the clock, what it shows */
  sentence(points: Points, period: Period, still: string | null): string {
    const { title, words } = this.options;
    const name = still ?? this.options.period;
    const last = points.buckets.at(-1);
    if (!last) {
      return [`${title}, ${name}: ${words.empty}`, ...this.alerts(period)].join(" ");
    }

    const lowest = Math.min(...points.buckets.map(bucket => bucket.min));
    const highest = Math.max(...points.buckets.map(bucket => bucket.max));
    const value = this.numbers.value.bind(this.numbers);
    const gaps = points.gaps;
    return [
      fill(still === null ? words.sentence : words.sentenceOver, title, name, value(last.mean), this.direction(points.buckets, highest - lowest), value(lowest), value(highest)),
      ...this.limit(last.mean),
      ...(gaps > 0 ? [fill(this.numbers.form(words.gaps, gaps), gaps)] : []),
      ...this.alerts(period),
    ].join(" ");
  }

  readOut(bucket: Bucket, period: Period, stepMs: number): string {
    const value = this.numbers.value.bind(this.numbers);
    return fill(this.options.words.readOut, this.time(bucket.t, period, stepMs), value(bucket.mean), value(bucket.min), value(bucket.max));
  }

  tables(points: Points, period: Period, still: string | null): HTMLTableElement[] {
    const { words, title, bands } = this.options;
    const value = this.numbers.value.bind(this.numbers);
    const newest = points.buckets.slice(-mostRows).reverse();
    const caption = fill(words.rows, title, still ?? this.options.period, newest.length, points.buckets.length);
    const marks = marksIn(this.options.marks, period);
    return [
      table(caption, [words.time, words.mean, words.lowest, words.highest],
        newest.map(bucket => [this.time(bucket.t, period, points.stepMs), value(bucket.mean), value(bucket.min), value(bucket.max)])),
      ...(bands.length === 0 ? [] : [table(words.limits, [words.limit, words.says, words.rule], bands.map(band => [band.label, band.says, band.rule]), words.rule)]),
      ...(marks.length === 0 ? [] : [table(words.alerts, [words.alert, words.severity, words.raised, words.ended], marks.map(mark => this.alert(mark)), words.alert)]),
    ];
  }

  private alert(mark: Mark): string[] {
    const { now, words } = this.options;
    return [mark.title, mark.word, this.civil.dayAndTime(mark.raisedAt, now), mark.endedAt === null ? words.stands : this.civil.dayAndTime(mark.endedAt, now)];
  }

  private limit(value: number): string[] {
    const { words, bands } = this.options;
    const band = bandAt(bands, value);
    if (band) {
      const [from, to] = [band.from, band.to].map(edge => this.numbers.value(edge)) as [string, string];
      return [band.to === null ? fill(words.aboveLimit, from) : band.from === null ? fill(words.belowLimit, to) : fill(words.betweenLimits, from, to)];
    }

    const nearest = bands.flatMap(edgesOf).sort((a, b) => Math.abs(a - value) - Math.abs(b - value))[0];
    return nearest === undefined ? [] : [fill(words.withinLimit, this.numbers.value(nearest))];
  }

  private alerts(period: Period): string[] {
    const { words } = this.options;
    const [newest, ...others] = marksIn(this.options.marks, period);
    if (!newest) {
      return [];
    }

    const [title, word, raised, ended] = this.alert(newest) as [string, string, string, string];
    const count = others.length + 1;
    return [fill(this.numbers.form(words.alertCount, count), count), fill(words.newestAlert, title, word, raised, ended)];
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

// Which stretch of time is looked at: the one that was asked for, which may move with the clock, or a part that stands still.
import { dayMs, minuteMs } from "./civil-time";

/** From and to, Unix ms. */
export type Period = readonly [number, number];

export const shortestMs = 5 * minuteMs;
export const longestMs = 366 * dayMs;

/** An address has whole seconds. */
const whole = (ms: number): number => Math.round(ms / 1_000) * 1_000;

export class Zoom {
  private held: Period | undefined;

  /** @param home what was asked for @param latest nothing is later than this */
  constructor(private readonly home: () => Period, private readonly latest: () => number) { }

  get isHeld(): boolean {
    return this.held !== undefined;
  }

  period(): Period {
    return this.held ?? this.home();
  }

  /** @param around what stays where it is; without, the middle */
  in(around?: number): void {
    this.scale(0.5, around);
  }

  out(around?: number): void {
    this.scale(2, around);
  }

  earlier(): void {
    this.move(-0.5);
  }

  later(): void {
    this.move(0.5);
  }

  reset(): void {
    this.held = undefined;
  }

  show(from: number, to: number): void {
    const latest = this.latest();
    const length = Math.min(Math.max(to - from, shortestMs), longestMs);
    const end = Math.min((from + to + length) / 2, latest);
    this.held = [whole(end - length), whole(end)];
  }

  private scale(factor: number, around?: number): void {
    const [from, to] = this.period();
    const middle = around === undefined || around < from || around > to ? (from + to) / 2 : around;
    this.show(middle - (middle - from) * factor, middle + (to - middle) * factor);
  }

  private move(share: number): void {
    const [from, to] = this.period();
    const way = (to - from) * share;
    this.show(from + way, to + way);
  }
}

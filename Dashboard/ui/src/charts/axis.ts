// Where the time axis has its marks: at civil minutes, hours, days and months of the city.
import { type CivilTime, dayMs, hourMs, minuteMs } from "./civil-time";

export type TickUnit = "minute" | "hour" | "day" | "month";

export interface Ticks { unit: TickUnit; at: number[] }

const monthMs = 30.5 * dayMs;
const steps: readonly [TickUnit, number, number][] = [
  ...[1, 2, 5, 10, 15, 30].map(n => ["minute", n, n * minuteMs] as [TickUnit, number, number]),
  ...[1, 2, 3, 6, 12].map(n => ["hour", n, n * hourMs] as [TickUnit, number, number]),
  ...[1, 2, 7, 14].map(n => ["day", n, n * dayMs] as [TickUnit, number, number]),
  ...[1, 2, 3, 6, 12].map(n => ["month", n, n * monthMs] as [TickUnit, number, number]),
];
/** 1970-01-05 was a Monday. */
const firstMonday = 4;

/** At most about `most` of them from one moment to another, both Unix ms. */
export function ticks(from: number, to: number, civil: CivilTime, most: number): Ticks {
  const [unit, n] = steps.find(step => (to - from) / step[2] <= most) ?? steps.at(-1)!;
  const find = { minute: minutes, hour: hours, day: days, month: months }[unit];
  return { unit, at: find(from, to, civil, n).filter(ms => ms >= from && ms <= to) };
}

/** What stands under a tick: midnight has the day. */
export function tickLabel(ms: number, unit: TickUnit, civil: CivilTime): string {
  return unit === "month" ? civil.month(ms)
    : unit === "day" || civil.wall(ms) % dayMs === 0 ? civil.day(ms)
    : civil.time(ms);
}

function minutes(from: number, to: number, _: CivilTime, n: number): number[] {
  return upTo(Math.ceil(from / (n * minuteMs)) * n * minuteMs, to, n * minuteMs);
}

/** Of an hour that comes twice both have a tick only where every hour has one. */
function hours(from: number, to: number, civil: CivilTime, n: number): number[] {
  const first = from + ((hourMs - civil.wall(from) % hourMs) % hourMs);
  return upTo(first, to, hourMs).filter(ms => {
    const wall = civil.wall(ms);
    return Math.floor(wall / hourMs) % n === 0 && (n === 1 || civil.moment(wall) === ms);
  });
}

function days(from: number, to: number, civil: CivilTime, n: number): number[] {
  const first = Math.floor(civil.wall(from) / dayMs);
  return upTo(first, first + (to - from) / dayMs + 1, 1)
    .filter(day => (n < 7 ? day : day - firstMonday) % n === 0).map(day => civil.moment(day * dayMs));
}

function months(from: number, to: number, civil: CivilTime, n: number): number[] {
  const first = new Date(civil.wall(from));
  const found: number[] = [];
  for (let month = first.getUTCMonth(); found.length === 0 || found.at(-1)! <= to; month++) {
    if (month % n === 0) {
      found.push(civil.moment(Date.UTC(first.getUTCFullYear(), month, 1)));
    }
  }

  return found;
}

function upTo(first: number, last: number, step: number): number[] {
  return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, i) => first + i * step);
}

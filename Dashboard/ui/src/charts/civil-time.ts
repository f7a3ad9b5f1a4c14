// The city's civil time, also on the two days a year that have 23 or 25 hours. A wall is what its clock shows, in ms as if it were UTC.

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;
const quarterMs = 15 * minuteMs;

export class CivilTime {
  private readonly parts: Intl.DateTimeFormat;
  private readonly formats = new Map<string, Intl.DateTimeFormat>();
  private readonly offsets = new Map<number, number>();

  constructor(readonly zone: string, private readonly locale: string) {
    this.parts = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
    });
  }

  /** How far the city is ahead of UTC, ms. No zone changes within a quarter of an hour. */
  offset(ms: number): number {
    const quarter = Math.floor(ms / quarterMs) * quarterMs;
    let offset = this.offsets.get(quarter);
    if (offset === undefined) {
      const part = Object.fromEntries(this.parts.formatToParts(quarter).map(one => [one.type, Number(one.value)]));
      offset = Date.UTC(part["year"]!, part["month"]! - 1, part["day"], part["hour"], part["minute"], part["second"]) - quarter;
      this.offsets.set(quarter, offset);
    }

    return offset;
  }

  wall(ms: number): number {
    return ms + this.offset(ms);
  }

  /** The first moment at which the wall shows this; of a time that is skipped, as much later as is skipped. */
  moment(wall: number): number {
    const [before, after] = [this.offset(wall - dayMs), this.offset(wall + dayMs)];
    return [before, after].map(offset => wall - offset).find(ms => this.wall(ms) === wall) ?? wall - before;
  }

  /** The wall shows this time twice on that day. */
  isDoubled(ms: number): boolean {
    const wall = this.wall(ms);
    const [before, after] = [this.offset(ms - hourMs * 6), this.offset(ms + hourMs * 6)];
    return before !== after && this.wall(wall - before) === wall && this.wall(wall - after) === wall;
  }

  /** `14:05`; in the hour that comes twice `02:05 UTC+2`. */
  time(ms: number, withSeconds = false): string {
    return this.format(ms, { hour: "2-digit", minute: "2-digit", ...(withSeconds ? { second: "2-digit" } as const : {}) }) + this.which(ms);
  }

  day(ms: number): string {
    return this.format(ms, { day: "numeric", month: "short" });
  }

  month(ms: number): string {
    return this.format(ms, { month: "short", year: "numeric" });
  }

  /** With its day; a year only where it is not this one. */
  dayAndTime(ms: number, now: number): string {
    const isThisYear = new Date(this.wall(ms)).getUTCFullYear() === new Date(this.wall(now)).getUTCFullYear();
    return `${this.format(ms, { day: "numeric", month: "short", ...(isThisYear ? {} : { year: "numeric" } as const) })} ${this.time(ms)}`;
  }

  /** Two moments are of one day of the city. */
  isSameDay(a: number, b: number): boolean {
    return Math.floor(this.wall(a) / dayMs) === Math.floor(this.wall(b) / dayMs);
  }

  private which(ms: number): string {
    if (!this.isDoubled(ms)) {
      return "";
    }

    const minutes = this.offset(ms) / minuteMs;
    const rest = Math.abs(minutes) % 60;
    return ` UTC${minutes < 0 ? "−" : "+"}${Math.floor(Math.abs(minutes) / 60)}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`}`;
  }

  private format(ms: number, options: Intl.DateTimeFormatOptions): string {
    const key = Object.entries(options).join();
    let format = this.formats.get(key);
    if (format === undefined) {
      format = new Intl.DateTimeFormat(this.locale, { timeZone: this.zone, hourCycle: "h23", ...options });
      this.formats.set(key, format);
    }

    return format.format(ms);
  }
}

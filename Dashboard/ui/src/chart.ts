// One live trend: fetches its period, follows the live hub, and shows it as a picture or as a table.
import { live, type LiveListener, type LiveValue } from "./live";
import { Plot } from "./plot";
import { Points, toMs } from "./points";
import type { TrendOptions } from "./trend-options";
import { TrendText } from "./trend-text";

const hourMs = 3_600_000;
/** The picture moves on at least this often, also without a new value. */
const moveEveryMs = 5_000;
/** Fetched anew this often: live values alone would drift from what the store keeps. */
const fetchEveryMs = 120_000;
const retryAfterMs = 5_000;

class Trend implements LiveListener {
  private points!: Points;
  private text!: TrendText;
  private options!: TrendOptions;
  private plot: Plot | undefined;
  private leave: (() => void) | undefined;
  private abort = new AbortController();
  private readonly timers: number[] = [];
  private retry = 0;
  private clockOffset = 0;
  private isDrawn = false;

  constructor(
    private readonly picture: HTMLElement, private readonly legend: HTMLElement, private readonly table: HTMLElement,
    private readonly note: HTMLElement, options: TrendOptions) {
    this.timers.push(setInterval(() => this.draw(), moveEveryMs), setInterval(() => void this.load(), fetchEveryMs));
    this.update(options);
  }

  /** The same trend with other options, or another one. Fetches only when other numbers are needed. */
  update(options: TrendOptions): void {
    const before = this.options as TrendOptions | undefined;
    this.options = options;
    this.text = new TrendText(options);
    this.clockOffset = options.now - Date.now();
    const isOther = before?.series !== options.series || before.hours !== options.hours || before.group !== options.group;
    if (isOther) {
      this.abort.abort();
      this.points = new Points(options.series, options.stepMs, options.step);
      this.leave?.();
    }

    this.plot?.dispose();
    this.plot = options.table ? undefined : new Plot(this.picture, this.legend, options, this.text, () => this.period().map(ms => ms / 1000) as [number, number]);
    if (options.table) {
      this.legend.replaceChildren();
    }
    this.picture.hidden = options.table;
    this.table.hidden = !options.table;
    if (isOther) {
      this.say(options.words.loading);
      void this.load();
      this.leave = live.follow(options.group, this);
    } else {
      this.draw();
    }
  }

  values(items: LiveValue[]): void {
    let isNew = false;
    for (const item of items) {
      if (item.series === this.options.series && item.quality !== "fail") {
        isNew = this.points.add(toMs(item.observedAt), item.value) || isNew;
      }
    }

    if (isNew) {
      this.draw();
    }
  }

  connected(isLive: boolean): void {
    this.picture.parentElement?.toggleAttribute("data-paused", !isLive);
    if (!isLive) {
      this.say(this.options.words.notLive);
    } else if (this.isDrawn) {
      void this.load();
    }
  }

  dispose(): void {
    this.timers.forEach(clearInterval);
    clearTimeout(this.retry);
    this.abort.abort();
    this.leave?.();
    this.plot?.dispose();
  }

  private period(): [number, number] {
    const now = Date.now() + this.clockOffset;
    return [now - this.options.hours * hourMs, now];
  }

  private async load(): Promise<void> {
    if (document.hidden) {
      return;
    }

    clearTimeout(this.retry);
    this.abort.abort();
    const abort = this.abort = new AbortController();
    const [from, to] = this.period();
    try {
      await this.points.fetch(from, to + 1, abort.signal);
      this.isDrawn = true;
      this.say("");
      this.draw();
    } catch {
      if (!abort.signal.aborted) {
        this.say(this.options.words.failed);
        this.retry = setTimeout(() => void this.load(), retryAfterMs);
      }
    }
  }

  private draw(): void {
    if (document.hidden) {
      return;
    }

    this.points.dropBefore(this.period()[0]);
    this.picture.setAttribute("aria-label", this.text.sentence(this.points));
    this.plot?.draw(this.points);
    if (this.options.table) {
      this.table.replaceChildren(this.text.table(this.points));
    }
    if (this.isDrawn && this.points.buckets.length === 0) {
      this.say(this.options.words.empty);
    } else if (this.note.textContent === this.options.words.empty) {
      this.say("");
    }
  }

  private say(text: string): void {
    if (this.note.textContent !== text) {
      this.note.textContent = text;
    }
  }
}

export function mount(picture: HTMLElement, legend: HTMLElement, table: HTMLElement, note: HTMLElement, options: TrendOptions): Trend {
  return new Trend(picture, legend, table, note, options);
}

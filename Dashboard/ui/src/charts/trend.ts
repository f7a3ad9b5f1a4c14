// One trend: fetches its period, follows the live hub while it moves, and shows it as a picture or as tables.
import { live, type LiveListener, type LiveValue } from "../live";
import { hourMs } from "./civil-time";
import { nextPlace, type Step, steerByButtons, steerByKeys, type Steered } from "./controls";
import { fill, type TrendOptions } from "./options";
import { Note } from "./note";
import { Plot } from "./plot";
import { Points, toMs } from "./points";
import { type Drawn, trendScene } from "./trend-scene";
import { TrendText } from "./trend-text";
import { type Period, Zoom } from "./zoom";

/** The picture moves on at least this often, also without a new value. */
const moveEveryMs = 5_000;
/** Fetched anew this often: live values alone would drift from what the store keeps. */
const fetchEveryMs = 120_000;
const retryAfterMs = 5_000;

/** The elements that the page has for it. */
export interface TrendParts { picture: HTMLElement; legend: HTMLElement; table: HTMLElement; note: HTMLElement; readOut: HTMLElement; tools: HTMLElement }

class Trend implements LiveListener, Steered, Drawn {
  readonly zoom = new Zoom(() => this.home(), () => this.now());
  points!: Points;
  private text!: TrendText;
  private options!: TrendOptions;
  private plot: Plot | undefined;
  private leave: (() => void) | undefined;
  private abort = new AbortController();
  private readonly letGo: (() => void)[];
  private readonly note: Note;
  private readonly timers: number[] = [];
  private retry = 0;
  private clockOffset = 0;
  private isDrawn = false;

  constructor(private readonly parts: TrendParts, options: TrendOptions) {
    this.timers.push(setInterval(() => this.isMoving && this.draw(), moveEveryMs), setInterval(() => this.isMoving && void this.load(), fetchEveryMs));
    this.note = new Note(parts.note);
    this.letGo = [steerByButtons(parts.tools, this), steerByKeys(parts.picture, this)];
    this.update(options);
  }

  /** The same trend with other options, or another one. Fetches only when other numbers are needed. */
  update(options: TrendOptions): void {
    const before = this.options as TrendOptions | undefined;
    this.options = options;
    this.text = new TrendText(options);
    this.clockOffset = options.now - Date.now();
    const isOther = (["series", "hours", "from", "to", "group"] as const).some(name => before?.[name] !== options[name]);
    if (isOther) {
      this.zoom.reset();
      this.renew();
      this.leave?.();
    }

    this.show(options.table);
    if (isOther) {
      this.note.say(options.words.loading);
      void this.load();
      this.leave = live.follow(options.group, this);
    } else {
      this.draw();
    }
  }

  values(items: LiveValue[]): void {
    let isNew = false;
    for (const item of this.isMoving ? items : []) {
      if (item.series === this.options.series && item.quality !== "fail") {
        isNew = this.points.add(toMs(item.observedAt), item.value) || isNew;
      }
    }

    if (isNew) {
      this.draw();
    }
  }

  connected(isLive: boolean): void {
    this.parts.picture.parentElement?.toggleAttribute("data-paused", !isLive && this.isMoving);
    if (!isLive && this.isMoving) {
      this.note.say(this.options.words.notLive);
    } else if (isLive && this.isDrawn) {
      void this.load();
    }
  }

  zoomed(): void {
    this.renew();
    this.draw();
    void this.load();
  }

  get at(): number | undefined {
    return this.plot?.at;
  }

  step(by: Step): void {
    const { buckets, stepMs } = this.points;
    const bucket = buckets[nextPlace(buckets.map(one => one.t), this.at, by)];
    if (bucket) {
      this.plot?.point(bucket.t);
      this.parts.readOut.textContent = this.text.readOut(bucket, this.zoom.period(), stepMs);
    }
  }

  dispose(): void {
    this.timers.forEach(clearInterval);
    clearTimeout(this.retry);
    this.abort.abort();
    this.leave?.();
    this.letGo.forEach(stop => stop());
    this.plot?.dispose();
  }

  private get isMoving(): boolean {
    return !this.zoom.isHeld && this.options.to === null;
  }

  now(): number {
    return Date.now() + this.clockOffset;
  }

  private home(): Period {
    const to = this.options.to ?? this.now();
    return [this.options.from ?? to - this.options.hours * hourMs, to];
  }

  /** Other numbers are needed. Those of now are shown until the new ones have come. */
  private renew(): void {
    this.abort.abort();
    this.isDrawn = false;
    const { series, step } = this.options;
    const { buckets } = this.points?.series === series ? this.points : { buckets: [] };
    this.points = new Points(series, this.zoom.isHeld ? "auto" : step);
    this.points.buckets = [...buckets];
  }

  private show(isTable: boolean): void {
    const { picture, legend, table } = this.parts;
    this.plot?.dispose();
    this.plot = isTable ? undefined : new Plot(picture, legend, trendScene(this, this.options, this.text));
    if (isTable) {
      legend.replaceChildren();
    }
    picture.hidden = isTable;
    table.hidden = !isTable;
  }

  private async load(): Promise<void> {
    if (document.hidden) {
      return;
    }

    clearTimeout(this.retry);
    this.abort.abort();
    const abort = this.abort = new AbortController();
    const [from, to] = this.zoom.period();
    try {
      await this.points.fetch(from, to + 1, abort.signal);
      this.isDrawn = true;
      this.note.say("");
      this.draw();
    } catch {
      if (!abort.signal.aborted) {
        this.note.say(this.options.words.failed);
        this.retry = setTimeout(() => void this.load(), retryAfterMs);
      }
    }
  }

  private draw(): void {
    if (document.hidden) {
      return;
    }

    const { picture, table, tools } = this.parts;
    const { words } = this.options;
    const period = this.zoom.period();
    if (this.isMoving) {
      this.points.dropBefore(period[0]);
    }

    const still = this.zoom.isHeld ? this.text.span(period) : null;
    picture.setAttribute("aria-label", this.text.sentence(this.points, period, still));
    this.plot?.draw();
    if (this.options.table) {
      table.replaceChildren(...this.text.tables(this.points, period, still));
    }
    tools.toggleAttribute("data-still", still !== null);
    const isEmpty = this.isDrawn && this.points.buckets.length === 0;
    this.note.state([still === null ? null : fill(words.still, still), isEmpty ? words.empty : null]);
  }
}

export function mount(parts: TrendParts, options: TrendOptions): Trend {
  return new Trend(parts, options);
}

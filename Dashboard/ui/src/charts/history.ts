// The page of history: a picture for each unit, with one cursor and one stretch of time for all of them.
import { CivilTime } from "./civil-time";
import { type Moved, steerByButtons } from "./controls";
import { HistoryChart, type HistoryPage } from "./history-chart";
import type { HistoryOptions } from "./history-options";
import { Zoom } from "./zoom";

const retryAfterMs = 5_000;
/** The address follows when nothing has moved for so long. */
const settleMs = 400;

interface DotNet { invokeMethodAsync(method: string, ...args: unknown[]): Promise<void> }

class Pictures implements HistoryPage, Moved {
  readonly zoom = new Zoom(() => [this.options.from, this.options.to], () => this.now());
  options!: HistoryOptions;
  civil!: CivilTime;
  private charts: HistoryChart[] = [];
  private abort = new AbortController();
  private readonly letGo: () => void;
  private clockOffset = 0;
  private retry = 0;
  private isLoading = false;
  private settle = 0;

  constructor(private readonly host: HTMLElement, readonly tools: HTMLElement, private readonly page: DotNet, options: HistoryOptions) {
    this.letGo = steerByButtons(tools, this);
    this.update(options);
  }

  update(options: HistoryOptions): void {
    const before = this.options as HistoryOptions | undefined;
    this.options = options;
    this.civil = new CivilTime(options.timeZone, options.locale);
    this.clockOffset = options.now - Date.now();
    this.take(options);

    const known = this.charts.flatMap(chart => chart.curves);
    this.charts.forEach(chart => chart.dispose());
    this.charts = options.groups.map((group, i) => new HistoryChart(this, group, i, this.host, known));
    if (before && asks(before) === asks(options)) {
      // What is on its way is drawn into these pictures when it comes.
      this.draw(!this.isLoading);
      if (this.isLoading) {
        this.charts.forEach(chart => chart.say(options.words.loading));
      }
    } else {
      this.draw(false);
      void this.load();
    }
  }

  /** What somebody is about to move to stays, until the address has followed. */
  private take({ zoomFrom, zoomTo }: HistoryOptions): void {
    if (this.settle !== 0) {
      return;
    }

    if (zoomFrom !== null && zoomTo !== null) {
      this.zoom.show(zoomFrom, zoomTo);
    } else {
      this.zoom.reset();
    }
  }

  /** By a person: the page's address is told. */
  zoomed(): void {
    this.draw(false);
    void this.load();
    clearTimeout(this.settle);
    this.settle = setTimeout(() => {
      this.settle = 0;
      const [from, to] = this.zoom.isHeld ? this.zoom.period() : [null, null];
      this.options = { ...this.options, zoomFrom: from, zoomTo: to };
      void this.page.invokeMethodAsync("ZoomedAsync", from, to);
    }, settleMs);
  }

  now(): number {
    return Date.now() + this.clockOffset;
  }

  get at(): number | undefined {
    return this.charts[0]?.at;
  }

  point(ms: number): void {
    this.charts.forEach(chart => chart.point(ms));
  }

  dispose(): void {
    clearTimeout(this.retry);
    clearTimeout(this.settle);
    this.abort.abort();
    this.letGo();
    this.charts.forEach(chart => chart.dispose());
  }

  private draw(isComplete: boolean): void {
    this.tools.toggleAttribute("data-still", this.zoom.isHeld);
    this.charts.forEach(chart => chart.draw(isComplete));
  }

  private async load(): Promise<void> {
    clearTimeout(this.retry);
    this.abort.abort();
    const abort = this.abort = new AbortController();
    const { words, compare } = this.options;
    this.isLoading = true;
    this.charts.forEach(chart => chart.say(words.loading));
    try {
      await Promise.all(this.charts.map(async chart => {
        await Promise.all(chart.curves.map(curve => curve.fetch(this.zoom.period(), compare, abort.signal)));
        // Made anew meanwhile with the same curves: marks may come while values are on their way.
        this.charts.filter(now => now.curves.some(curve => chart.curves.includes(curve))).forEach(now => now.draw(true));
      }));
      this.isLoading = false;
      this.host.dataset["state"] = "ready";
    } catch {
      if (!abort.signal.aborted) {
        this.isLoading = false;
        this.charts.forEach(chart => chart.say(words.failed));
        this.retry = setTimeout(() => void this.load(), retryAfterMs);
      }
    }
  }
}

/** What of the options needs other numbers. */
const asks = (options: HistoryOptions): string => JSON.stringify([
  options.from, options.to, options.zoomFrom, options.zoomTo, options.compare, options.groups.map(group => group.lines.map(line => [line.series, line.number]))]);

export function mount(host: HTMLElement, tools: HTMLElement, page: DotNet, options: HistoryOptions): Pictures {
  return new Pictures(host, tools, page, options);
}

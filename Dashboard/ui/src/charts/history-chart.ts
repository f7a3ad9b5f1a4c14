// One picture of the page of history: all chosen series of a unit.
import type { CivilTime } from "./civil-time";
import { nextPlace, type Step, steerByKeys, type Steered } from "./controls";
import { Curve } from "./history-line";
import type { HistoryGroup, HistoryOptions } from "./history-options";
import { HistoryText } from "./history-text";
import { fill } from "./options";
import { Note } from "./note";
import { Plot } from "./plot";
import { choose } from "./trend-scene";
import type { Period, Zoom } from "./zoom";

/** What its charts need of the page. */
export interface HistoryPage {
  readonly zoom: Zoom;
  readonly civil: CivilTime;
  readonly options: HistoryOptions;
  readonly tools: HTMLElement;
  now(): number;
  zoomed(): void;
  /** The cursor of all pictures. */
  point(ms: number): void;
}

export class HistoryChart implements Steered {
  readonly curves: Curve[];
  private readonly text: HistoryText;
  private readonly section = document.createElement("section");
  private readonly noteLine = element("p", "trend-note");
  private readonly note = new Note(this.noteLine);
  private readonly legend = element("div", "trend-legend");
  private readonly picture = element("div", "trend-picture");
  private readonly readOut = element("p", "trend-read-out");
  private readonly table = element("div", "trend-table");
  private readonly stepName = element("span", "period");
  private readonly plot: Plot | undefined;
  private readonly letGo: () => void;

  /** @param known curves whose numbers are here already */
  constructor(private readonly page: HistoryPage, private readonly group: HistoryGroup, place: number, host: HTMLElement, known: readonly Curve[]) {
    this.curves = group.lines.map(line => known.find(curve => curve.line.series === line.series && curve.line.number === line.number) ?? new Curve(line));
    this.text = new HistoryText(page.options, group, page.civil);
    this.build(`history-chart-${place}`);
    host.append(this.section);
    this.plot = page.options.table ? undefined : this.plotted();
    this.letGo = steerByKeys(this.picture, this);
  }

  get zoom(): Zoom {
    return this.page.zoom;
  }

  get at(): number | undefined {
    return this.plot?.at;
  }

  zoomed(): void {
    this.page.zoomed();
  }

  step(by: Step): void {
    const times = [...new Set(this.curves.flatMap(curve => curve.points.buckets.map(bucket => bucket.t)))].sort((a, b) => a - b);
    const time = times[nextPlace(times, this.at, by)];
    if (time !== undefined) {
      this.page.point(time);
      this.readOut.textContent = this.text.readOut(this.curves, time, this.zoom.period());
    }
  }

  point(ms: number): void {
    this.plot?.point(ms);
  }

  draw(isComplete: boolean): void {
    const period = this.zoom.period();
    this.picture.setAttribute("aria-label", this.text.sentence(this.curves, period));
    this.plot?.draw();
    if (this.page.options.table) {
      this.table.replaceChildren(this.text.table(this.curves, period));
    }

    const points = this.curves.find(curve => curve.points.buckets.length > 0)?.points;
    this.stepName.textContent = points ? this.text.step(points.step) : "";
    const { words } = this.page.options;
    if (isComplete) {
      this.note.say("");
    }
    this.note.state([this.zoom.isHeld ? fill(words.still, this.text.span(period)) : null, isComplete && !points ? words.empty : null]);
  }

  say(trouble: string): void {
    this.note.say(trouble);
  }

  dispose(): void {
    this.letGo();
    this.plot?.dispose();
    this.section.remove();
  }

  private plotted(): Plot {
    const { options, civil } = this.page;
    return new Plot(this.picture, this.legend, {
      lines: this.curves.flatMap(curve => curve.drawn(options)),
      bands: this.group.bands, marks: this.group.marks, civil, words: options.words, shared: "history",
      period: () => this.zoom.period(),
      now: () => this.page.now(),
      value: value => this.text.numbers.value(value),
      bare: value => this.text.numbers.bare(value),
      time: ms => this.text.time(ms, this.zoom.period()),
      chosen: (period: Period | null) => choose(this, period),
    });
  }

  private build(id: string): void {
    const { words, table } = this.page.options;
    const title = document.createElement("h2");
    title.id = id;
    title.append(this.group.title, this.stepName);
    const head = element("div", "card-head");
    head.append(title);
    this.section.className = "card history-chart";
    this.section.setAttribute("aria-labelledby", id);
    name(this.picture, { role: "application", "aria-roledescription": words.role, "aria-label": this.group.title, "aria-describedby": "history-keys", tabindex: "0" });
    name(this.readOut, { role: "status" });
    name(this.table, { role: "group", tabindex: "0", "aria-labelledby": id });
    name(this.legend, { "aria-hidden": "true" });
    this.picture.hidden = table;
    this.table.hidden = !table;
    const [body, stage] = [element("div", "trend-body"), element("div", "trend-stage")];
    stage.append(this.noteLine, this.picture, this.readOut);
    body.append(this.legend, stage, this.table);
    this.section.append(head, body);
  }
}

function element(tag: string, style: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = style;
  return made;
}

function name(what: HTMLElement, attributes: Record<string, string>): void {
  Object.entries(attributes).forEach(([key, value]) => what.setAttribute(key, value));
}

// A picture of lines over time: means over the band between lowest and highest, limits, and alerts.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { tickLabel, ticks } from "./axis";
import { type Band, bandPlugin, heights } from "./bands";
import type { CivilTime } from "./civil-time";
import { align, type Cell, lone } from "./columns";
import { laneHeight, markPlugin, type Mark } from "./marks";
import type { Row } from "./points";
import { colour, font } from "./severity";
import type { Period } from "./zoom";

export interface Line {
  label: string;
  /** Name of a colour of the page. */
  ink: string;
  width: number;
  dash?: number[];
  /** Its lowest and highest are drawn as a band; the words for them. */
  edges?: { lowest: string; highest: string; fill: string };
  /** Written at its end. */
  tag?: string;
  rows(): Row[];
}

export interface Scene {
  lines: Line[];
  bands: Band[];
  marks: Mark[];
  civil: CivilTime;
  words: { time: string };
  period(): Period;
  now(): number;
  value(value: number | null | undefined): string;
  bare(value: number): string;
  time(ms: number): string;
  /** The pointer has chosen a stretch of time; null = it wants all of it back. */
  chosen(period: Period | null): void;
  /** Pictures with the same name have one cursor. */
  shared?: string;
}

const tickDistance = 84;

export class Plot {
  readonly chart: uPlot;
  private readonly resize: ResizeObserver;
  private readonly recolour: MutationObserver;

  constructor(private readonly host: HTMLElement, legend: HTMLElement, private readonly scene: Scene) {
    this.chart = new uPlot(settings(host, legend, scene), this.columns(), host);
    this.resize = new ResizeObserver(() => this.chart.setSize(sizeOf(host)));
    this.resize.observe(host);
    this.recolour = new MutationObserver(() => this.chart.redraw(false));
    this.recolour.observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
  }

  draw(): void {
    this.chart.setData(this.columns());
  }

  /** Where the cursor is, Unix ms. */
  get at(): number | undefined {
    const index = this.chart.cursor.idx;
    return index === null || index === undefined ? undefined : this.chart.data[0][index]! * 1000;
  }

  point(ms: number): void {
    this.chart.setCursor({ left: this.chart.valToPos(ms / 1000, "x"), top: this.chart.over.clientHeight / 2 });
  }

  dispose(): void {
    this.resize.disconnect();
    this.recolour.disconnect();
    this.chart.destroy();
    this.host.replaceChildren();
  }

  private columns(): uPlot.AlignedData {
    return align(this.scene.lines.map(line => line.rows())) as uPlot.AlignedData;
  }
}

const sizeOf = (host: HTMLElement) => ({ width: Math.max(200, host.clientWidth), height: Math.max(120, host.clientHeight) });

function settings(host: HTMLElement, legend: HTMLElement, scene: Scene): uPlot.Options {
  const axis = {
    stroke: () => colour("--ink-2"), font: font(12), grid: { stroke: () => colour("--grid"), width: 1 }, ticks: { show: false },
  };
  const seconds = () => scene.period().map(ms => ms / 1000) as [number, number];
  const lane = scene.marks.length > 0 ? laneHeight / sizeOf(host).height : 0;
  return {
    ...sizeOf(host),
    padding: [8, 26, 0, 0],
    cursor: cursor(scene),
    legend: { mount: (_, element) => legend.replaceChildren(element), markers: { show: false } },
    hooks: { setSelect: [chart => select(chart, scene)] },
    scales: { x: { time: true, range: seconds }, y: { range: (_, low, high) => lifted(heights(low, high, scene.bands), lane) } },
    axes: [
      { ...axis, size: 28, ...timeAxis(scene) },
      { ...axis, size: 56, values: (_, splits) => splits.map(value => scene.bare(value)) },
    ],
    series: [{ label: scene.words.time, value: (_, at) => at === null ? "–" : scene.time(at * 1000) }, ...scene.lines.flatMap(line => seriesOf(line, scene))],
    bands: scene.lines.flatMap((line, i) => line.edges ? [{ series: [3 * i + 3, 3 * i + 2] as [number, number], fill: () => colour(line.edges!.fill) }] : []),
    plugins: [bandPlugin(scene.bands), markPlugin(scene.marks, scene.now), tagPlugin(scene.lines)],
  };
}

function cursor(scene: Scene): uPlot.Cursor {
  const isMove = (type: string) => type === "mousemove" || type === "mouseleave";
  return {
    drag: { x: true, y: false, setScale: false },
    points: { size: 7 },
    bind: { dblclick: () => () => { scene.chosen(null); return null; } },
    ...(scene.shared ? { sync: { key: scene.shared, scales: ["x", null], setSeries: false, filters: { pub: isMove, sub: isMove } } } : {}),
  };
}

function select(chart: uPlot, scene: Scene): void {
  const { left, width } = chart.select;
  if (width > 2) {
    scene.chosen([chart.posToVal(left, "x") * 1000, chart.posToVal(left + width, "x") * 1000]);
  }

  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}

function timeAxis(scene: Scene): Partial<uPlot.Axis> {
  const shown = (chart: uPlot) => {
    const { min, max } = chart.scales["x"]!;
    return ticks(min! * 1000, max! * 1000, scene.civil, Math.max(2, Math.floor(chart.over.clientWidth / tickDistance)));
  };
  return {
    splits: chart => shown(chart).at.map(ms => ms / 1000),
    values: (chart, splits) => splits.map(at => tickLabel(at * 1000, shown(chart).unit, scene.civil)),
  };
}

/** Room below the lines for what is drawn there. */
function lifted([bottom, top]: [number, number], share: number): [number, number] {
  return [bottom - (top - bottom) * share, top];
}

/** A value between two holes is no line: it is a dot. */
const lonePoints: uPlot.Series.Points = { show: true, size: 5, filter: (chart, series) => lone(chart.data[series] as Cell[]) };

function seriesOf(line: Line, scene: Scene): uPlot.Series[] {
  const value = (_: uPlot, v: number | null | undefined) => scene.value(v);
  const edge = (label: string): uPlot.Series => ({ label, width: 0, points: { show: false }, value, class: line.edges ? "edge" : "no-edge", show: line.edges !== undefined });
  return [
    { label: line.label, stroke: () => colour(line.ink), width: line.width, spanGaps: false, points: lonePoints, value, ...(line.dash ? { dash: line.dash } : {}) },
    edge(line.edges?.lowest ?? ""),
    edge(line.edges?.highest ?? ""),
  ];
}

function tagPlugin(lines: readonly Line[]): uPlot.Plugin {
  return {
    hooks: {
      draw: chart => lines.forEach((line, i) => {
        const column = chart.data[3 * i + 1]!;
        const last = column.findLastIndex(value => typeof value === "number");
        if (line.tag && last >= 0) {
          const { ctx, bbox } = chart;
          ctx.save();
          ctx.font = font(12 * devicePixelRatio, 700);
          ctx.textAlign = "left";
          ctx.textBaseline = "middle";
          ctx.fillStyle = colour(line.ink);
          const x = Math.min(chart.valToPos(chart.data[0][last]!, "x", true) + 4 * devicePixelRatio, bbox.left + bbox.width + 3 * devicePixelRatio);
          ctx.fillText(line.tag, x, chart.valToPos(column[last]!, "y", true));
          ctx.restore();
        }
      }),
    },
  };
}

// The picture of a trend: mean as a line over the band between lowest and highest, and the limit.
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Points } from "./points";
import type { TrendOptions } from "./trend-options";
import type { TrendText } from "./trend-text";

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const font = '12px "Inter Variable", system-ui, sans-serif';

export class Plot {
  private readonly chart: uPlot;
  private readonly resize: ResizeObserver;
  private readonly recolour: MutationObserver;

  constructor(private readonly host: HTMLElement, legend: HTMLElement, options: TrendOptions, text: TrendText, period: () => [number, number]) {
    this.chart = new uPlot(settings(host, legend, options, text, period), [[], [], [], []], host);
    this.resize = new ResizeObserver(() => this.chart.setSize(sizeOf(host)));
    this.resize.observe(host);
    this.recolour = new MutationObserver(() => this.chart.redraw(false));
    this.recolour.observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
  }

  draw(points: Points): void {
    this.chart.setData(points.columns());
  }

  dispose(): void {
    this.resize.disconnect();
    this.recolour.disconnect();
    this.chart.destroy();
    this.host.replaceChildren();
  }
}

const sizeOf = (host: HTMLElement) => ({ width: Math.max(200, host.clientWidth), height: Math.max(120, host.clientHeight) });

function settings(
  host: HTMLElement, legend: HTMLElement, options: TrendOptions, text: TrendText, period: () => [number, number]): uPlot.Options {
  const { words, limit } = options;
  const axis = {
    stroke: () => colour("--ink-2"), font, grid: { stroke: () => colour("--grid"), width: 1 }, ticks: { show: false },
  };
  const edge = (label: string): uPlot.Series => ({ label, width: 0, points: { show: false }, value: (_, v) => text.value(v) });
  return {
    ...sizeOf(host),
    padding: [8, 16, 0, 0],
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), options.timeZone),
    cursor: { drag: { x: false, y: false }, points: { size: 7 } },
    legend: { mount: (_, element) => legend.replaceChildren(element), markers: { show: false } },
    scales: {
      x: { time: true, range: () => period() },
      y: { range: (_, low, high) => heights(low, high, limit?.value) },
    },
    axes: [
      { ...axis, size: 28, values: (_, splits) => splits.map(seconds => text.time(seconds * 1000)) },
      { ...axis, size: 56, values: (_, splits) => splits.map(value => text.bare(value)) },
    ],
    series: [
      { label: words.time, value: (_, seconds) => seconds === null ? "–" : text.time(seconds * 1000) },
      { label: words.mean, stroke: () => colour("--blue"), width: 2, spanGaps: false, points: { show: false }, value: (_, v) => text.value(v) },
      edge(words.lowest),
      edge(words.highest),
    ],
    bands: [{ series: [3, 2], fill: () => colour("--band") }],
    plugins: limit ? [limitLine(limit.value, limit.above, limit.severity, limit.label)] : [],
  };
}

function heights(low: number | null, high: number | null, limit: number | undefined): [number, number] {
  const values = [low, high, limit].filter((v): v is number => v !== null && v !== undefined && Number.isFinite(v));
  if (values.length === 0) {
    return [0, 1];
  }

  const bottom = Math.min(...values), top = Math.max(...values);
  const margin = (top - bottom) * 0.1 || Math.abs(top) * 0.1 || 1;
  return [bottom >= 0 && bottom - margin < 0 ? 0 : bottom - margin, top + margin];
}

function limitLine(value: number, above: boolean, severity: string, label: string): uPlot.Plugin {
  return {
    hooks: {
      drawClear: chart => {
        const { ctx, bbox } = chart;
        const y = chart.valToPos(value, "y", true);
        const ratio = devicePixelRatio;
        ctx.save();
        ctx.beginPath();
        ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
        ctx.clip();
        ctx.fillStyle = ctx.strokeStyle = colour(`--${severity}`);
        ctx.globalAlpha = 0.1;
        ctx.fillRect(bbox.left, above ? bbox.top : y, bbox.width, above ? y - bbox.top : bbox.top + bbox.height - y);
        ctx.globalAlpha = 1;
        ctx.lineWidth = 1.5 * ratio;
        ctx.setLineDash([6 * ratio, 4 * ratio]);
        ctx.beginPath();
        ctx.moveTo(bbox.left, y);
        ctx.lineTo(bbox.left + bbox.width, y);
        ctx.stroke();
        ctx.restore();
      },
      // Over the line, or it could not be read.
      draw: chart => {
        const { ctx, bbox } = chart;
        const ratio = devicePixelRatio;
        const y = chart.valToPos(value, "y", true);
        ctx.save();
        ctx.fillStyle = colour("--ink");
        ctx.font = font.replace("12px", `600 ${11 * ratio}px`);
        ctx.textAlign = "left";
        ctx.textBaseline = above ? "bottom" : "top";
        ctx.fillText(label, bbox.left + 6 * ratio, y + (above ? -3 : 3) * ratio);
        ctx.restore();
      },
    },
  };
}

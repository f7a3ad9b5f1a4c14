// Limits of the rules that watch a series: where an alert would stand is tinted, and its edge is a dashed line with its name.
import type uPlot from "uplot";
import { colour, dashes, font, ranks, type Severity } from "./severity";

/** Between two values an alert of this severity stands; null = without an end. */
export interface Band { from: number | null; to: number | null; severity: Severity; label: string; rule: string; says: string }

export const edgesOf = (band: Band): number[] => [band.from, band.to].filter((edge): edge is number => edge !== null);

/** An edge belongs to neither side of it. */
export const isIn = (band: Band, value: number): boolean => (band.from === null || value > band.from) && (band.to === null || value < band.to);

/** The worst band that a value is in. */
export const bandAt = (bands: readonly Band[], value: number): Band | undefined =>
  bands.filter(band => isIn(band, value)).sort((a, b) => ranks[a.severity] - ranks[b.severity])[0];

/**
 * From where to where the picture goes: all values, and the limits that are not so far away that the line would be flat for their sake.
 */
export function heights(low: number | null, high: number | null, bands: readonly Band[]): [number, number] {
  const values = [low, high].filter((value): value is number => value !== null && Number.isFinite(value));
  const edges = bands.flatMap(edgesOf);
  if (values.length === 0) {
    values.push(...edges);
  }

  if (values.length === 0) {
    return [0, 1];
  }

  const [least, most] = [Math.min(...values), Math.max(...values)];
  const reach = Math.max(1.5 * (most - least), 0.6 * Math.max(Math.abs(least), Math.abs(most)));
  const near = edges.filter(edge => edge >= least - reach && edge <= most + reach);
  const [bottom, top] = [Math.min(least, ...near), Math.max(most, ...near)];
  const margin = (top - bottom) * 0.1 || Math.abs(top) * 0.1 || 1;
  return [bottom >= 0 && bottom - margin < 0 ? 0 : bottom - margin, top + margin];
}

export interface BandLabel { text: string; y: number; severity: Severity }

/** Names that would stand on one another: the less severe one is left out, the table has it. */
export function labelsThatFit(labels: readonly BandLabel[], lineHeight: number): BandLabel[] {
  const kept: BandLabel[] = [];
  for (const label of [...labels].sort((a, b) => ranks[a.severity] - ranks[b.severity])) {
    if (kept.every(other => Math.abs(other.y - label.y) >= lineHeight)) {
      kept.push(label);
    }
  }

  return kept;
}

export function bandPlugin(bands: readonly Band[]): uPlot.Plugin {
  return {
    hooks: {
      drawClear: chart => within(chart, () => bands.forEach(band => drawBand(chart, band))),
      // Over the line, or they could not be read.
      draw: chart => within(chart, () => drawLabels(chart, bands)),
    },
  };
}

function within(chart: uPlot, draw: () => void): void {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw();
  ctx.restore();
}

function drawBand(chart: uPlot, band: Band): void {
  const { ctx, bbox } = chart;
  const y = (value: number | null, open: number) => value === null ? open : chart.valToPos(value, "y", true);
  const [top, bottom] = [y(band.to, bbox.top), y(band.from, bbox.top + bbox.height)];
  ctx.fillStyle = ctx.strokeStyle = colour(`--${band.severity}`);
  ctx.globalAlpha = 0.1;
  ctx.fillRect(bbox.left, Math.max(top, bbox.top), bbox.width, Math.min(bottom, bbox.top + bbox.height) - Math.max(top, bbox.top));
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash(dashes[band.severity].map(length => length * devicePixelRatio));
  for (const edge of edgesOf(band)) {
    ctx.beginPath();
    ctx.moveTo(bbox.left, chart.valToPos(edge, "y", true));
    ctx.lineTo(bbox.left + bbox.width, chart.valToPos(edge, "y", true));
    ctx.stroke();
  }
}

function drawLabels(chart: uPlot, bands: readonly Band[]): void {
  const { ctx, bbox } = chart;
  const ratio = devicePixelRatio;
  const labels = bands.flatMap(band => edgesOf(band).map(edge => {
    const isAbove = edge === band.from;
    return { text: band.label, severity: band.severity, y: chart.valToPos(edge, "y", true) + (isAbove ? -8 : 9) * ratio };
  })).filter(label => label.y > bbox.top - 8 * ratio && label.y < bbox.top + bbox.height + 8 * ratio)
    .map(label => ({ ...label, y: Math.min(Math.max(label.y, bbox.top + 7 * ratio), bbox.top + bbox.height - 7 * ratio) }));
  ctx.font = font(11 * ratio, 600);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  for (const label of labelsThatFit(labels, 13 * ratio)) {
    const x = bbox.left + 6 * ratio;
    ctx.globalAlpha = 0.8;
    ctx.fillStyle = colour("--card");
    ctx.fillRect(x - 2 * ratio, label.y - 6.5 * ratio, ctx.measureText(label.text).width + 4 * ratio, 13 * ratio);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colour("--ink");
    ctx.fillText(label.text, x, label.y);
  }
}

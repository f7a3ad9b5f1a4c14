// Alerts on the time axis: a bar from the raise to the clear, with the mark of its severity where it was raised.
import type uPlot from "uplot";
import { colour, drawMark, ranks, type Severity } from "./severity";
import type { Period } from "./zoom";

export interface Mark {
  series: string;
  title: string;
  severity: Severity;
  /** The severity in the language of the page. */
  word: string;
  raisedAt: number;
  /** Null while it stands. */
  endedAt: number | null;
  seen: boolean;
}

/** Those that stood at some time of a period, the newest first. */
export const marksIn = (marks: readonly Mark[], [from, to]: Period): Mark[] =>
  marks.filter(mark => mark.raisedAt <= to && (mark.endedAt ?? Infinity) >= from).sort((a, b) => b.raisedAt - a.raisedAt);

/** Room for them at the bottom of the picture, CSS pixels. */
export const laneHeight = 18;

/** @param now where the bar of an alert that stands ends */
export function markPlugin(marks: readonly Mark[], now: () => number): uPlot.Plugin {
  return {
    hooks: {
      draw: chart => {
        const { min, max } = chart.scales["x"]!;
        const shown = marksIn(marks, [min! * 1000, max! * 1000]);
        // The worst is drawn last, on top of the others.
        for (const mark of shown.sort((a, b) => ranks[b.severity] - ranks[a.severity])) {
          drawSpan(chart, mark, now());
        }
      },
    },
  };
}

function drawSpan(chart: uPlot, mark: Mark, now: number): void {
  const { ctx, bbox } = chart;
  const ratio = devicePixelRatio;
  const radius = 5.5 * ratio;
  const x = (ms: number) => Math.min(Math.max(chart.valToPos(ms / 1000, "x", true), bbox.left), bbox.left + bbox.width);
  const y = bbox.top + bbox.height - laneHeight * ratio / 2;
  const [start, end] = [x(mark.raisedAt), x(mark.endedAt ?? now)];
  ctx.save();
  ctx.fillStyle = colour(`--${mark.severity}`);
  ctx.fillRect(start, y - 2 * ratio, Math.max(end - start, 2 * ratio), 4 * ratio);
  if (mark.raisedAt / 1000 >= chart.scales["x"]!.min!) {
    drawMark(ctx, Math.min(start, bbox.left + bbox.width - radius), y, radius, mark.severity, mark.seen);
  }
  ctx.restore();
}

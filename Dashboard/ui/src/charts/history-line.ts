// One series of the page of history, and what it was in the period before.
import type { HistoryLine, HistoryOptions } from "./history-options";
import type { Line } from "./plot";
import { Points } from "./points";
import { colour } from "./severity";
import type { Period } from "./zoom";

export class Curve {
  points: Points;
  private before: Points | undefined;
  private wayMs = 0;

  constructor(readonly line: HistoryLine) {
    this.points = new Points(line.series, "auto");
  }

  /** Replaces what there is when all of it has come. */
  async fetch([from, to]: Period, isCompared: boolean, signal: AbortSignal): Promise<void> {
    const points = new Points(this.line.series, "auto");
    const before = isCompared ? new Points(this.line.series, "auto") : undefined;
    const way = to - from;
    await Promise.all([points.fetch(from, to, signal), before?.fetch(from - way, from, signal)]);
    [this.points, this.before, this.wayMs] = [points, before, way];
  }

  /** What is known at a moment: of the bucket that it falls into. */
  at(ms: number): number | null {
    const bucket = this.points.buckets.findLast(one => one.t <= ms);
    return bucket && ms - bucket.t < Math.max(this.points.stepMs, this.points.holeMs) ? bucket.mean : null;
  }

  /** As the picture draws it: the one, and thin and dashed what was before. */
  drawn(options: HistoryOptions): Line[] {
    const { label, number } = this.line;
    const { words, envelope, compare } = options;
    const ink = `--line-${number}`;
    const dash = colour(`${ink}-dash`).split(" ").map(Number).filter(length => length > 0);
    return [
      {
        label: `${number} ${label}`, ink, width: 2, dash, tag: String(number), rows: () => this.points.rows(),
        ...(envelope ? { edges: { lowest: `${number} ${words.lowest}`, highest: `${number} ${words.highest}`, fill: `${ink}-band` } } : {}),
      },
      ...(compare ? [{ label: `${number} ${words.previous}`, ink, width: 1, dash: [2, 3], rows: () => this.before?.rows(this.wayMs) ?? [] }] : []),
    ];
  }
}

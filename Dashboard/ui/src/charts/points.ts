// The numbers behind one line: buckets fetched from the server, the newest of them kept moving by live values.
import { inTurn } from "./turns";

export interface Bucket { t: number; mean: number; min: number; max: number; count: number }

/** Seconds, mean, lowest, highest. */
export type Row = [number, number | null, number | null, number | null];

interface BucketAnswer { bucket: string; items: { t: string | number; mean: number; min: number; max: number; count?: number }[] }

export const toMs = (time: string | number): number => typeof time === "number" ? time : Date.parse(time);

const shortestHole = 2 * 60_000;
const unitMs: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The length of a bucket as the readings API writes it, such as `5m`. */
export const stepMsOf = (step: string): number => Number.parseInt(step, 10) * (unitMs[step.at(-1)!] ?? 0);

export class Points {
  buckets: Bucket[] = [];
  stepMs: number;
  private newest = 0;

  /** @param step length of a bucket, or `auto`: then the server chooses by the period */
  constructor(readonly series: string, public step: string) {
    this.stepMs = stepMsOf(step) || 60_000;
  }

  async fetch(from: number, to: number, signal: AbortSignal): Promise<void> {
    const query = new URLSearchParams({
      series: this.series, from: String(Math.floor(from)), to: String(Math.ceil(to)), bucket: this.step, aggregate: "mean,min,max,count",
    });
    const answer = await inTurn(() => fetch(new URL(`api/v1/readings?${query}`, document.baseURI), { signal, headers: { accept: "application/json" } }));
    if (!answer.ok && answer.status !== 404) {
      throw new Error(`readings: ${answer.status}`);
    }

    const found = answer.ok ? await answer.json() as BucketAnswer : { bucket: this.step, items: [] };
    this.step = found.bucket;
    this.stepMs = stepMsOf(found.bucket) || this.stepMs;
    this.buckets = found.items.map(item => ({ t: toMs(item.t), mean: item.mean, min: item.min, max: item.max, count: item.count ?? 1 }));
  }

  /** Takes a live value into its bucket. Key frames repeat values, so only a newer one counts. */
  add(observedAt: number, value: number): boolean {
    const last = this.buckets.at(-1);
    if (observedAt <= this.newest || (last && observedAt < last.t)) {
      return false;
    }

    this.newest = observedAt;
    const t = Math.floor(observedAt / this.stepMs) * this.stepMs;
    if (last?.t === t) {
      last.mean = (last.mean * last.count + value) / (last.count + 1);
      last.min = Math.min(last.min, value);
      last.max = Math.max(last.max, value);
      last.count++;
    } else {
      this.buckets.push({ t, mean: value, min: value, max: value, count: 1 });
    }

    return true;
  }

  dropBefore(from: number): void {
    const first = this.buckets.findIndex(bucket => bucket.t >= from - this.stepMs);
    if (first > 0) {
      this.buckets.splice(0, first);
    }
  }

  /** A hole is longer than three usual distances, and than two minutes. */
  get holeMs(): number {
    const distances = this.buckets.slice(1).map((bucket, i) => bucket.t - this.buckets[i]!.t).sort((a, b) => a - b);
    return Math.max(3 * (distances[Math.floor(distances.length / 2)] ?? this.stepMs), shortestHole);
  }

  get gaps(): number {
    const hole = this.holeMs;
    return this.buckets.slice(1).filter((bucket, i) => bucket.t - this.buckets[i]!.t > hole).length;
  }

  /** Rows for drawing; a row of nulls in every hole, so that no line crosses it. */
  rows(shiftMs = 0): Row[] {
    const hole = this.holeMs;
    const rows: Row[] = [];
    let before: Bucket | undefined;
    for (const bucket of this.buckets) {
      if (before && bucket.t - before.t > hole) {
        rows.push([(before.t + this.stepMs + shiftMs) / 1000, null, null, null]);
      }
      rows.push([(bucket.t + shiftMs) / 1000, bucket.mean, bucket.min, bucket.max]);
      before = bucket;
    }

    return rows;
  }
}

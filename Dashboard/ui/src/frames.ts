// The hub's packed frames, as the pages know them.
import type { LiveValue } from "./live";
import type { MapFrame } from "./map/stations";

/** epoch, seq, at, series, and columns of value, observedAt, receivedAt and quality. */
export type PackedValues = [string, number, number, string[], Uint8Array, Uint8Array, Uint8Array, Uint8Array];
/** epoch, seq, at, places, and columns of rows and their states. */
export type PackedMap = [string, number, number, number, Uint8Array, Uint8Array];

const qualities: Record<number, string> = { 1: "good", 2: "notEvaluated", 3: "suspect", 4: "fail", 9: "missing" };

export function valuesOf([, , , series, values, observed, received, quality]: PackedValues): LiveValue[] {
  const [value, observedAt, receivedAt] = [doubles(values), doubles(observed), doubles(received)];
  return series.map((id, i) => ({
    series: id, value: value[i]!, observedAt: observedAt[i]!, receivedAt: receivedAt[i]!, quality: qualities[quality[i]!] ?? "notEvaluated",
  }));
}

export function mapOf([epoch, seq, , places, stations, states]: PackedMap): MapFrame {
  return { epoch, seq, places, stations: [...new Int32Array(aligned(stations))], states: [...states] };
}

const doubles = (bytes: Uint8Array) => new Float64Array(aligned(bytes));

/** A message's bytes begin anywhere; a view on numbers may not. */
const aligned = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;

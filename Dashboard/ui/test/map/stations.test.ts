import assert from "node:assert/strict";
import { test } from "node:test";
import { type MapSnapshot, Stations } from "../../src/map/stations";

const critical = 1, acknowledged = 11, unknown = 21;

const snapshot = (states: number[]): MapSnapshot => ({
  epoch: "e", seq: 7, places: 1, states,
  stations: {
    id: states.map((_, row) => `s-${row}`), name: states.map((_, row) => `Station ${row}`), lat: states.map(() => 46.05), lon: states.map(() => 14.5),
    district: states.map(() => null), domain: states.map((_, row) => row % 2 === 0 ? "air" : "traffic"),
  },
});
const hidden = (stations: Stations) => [...stations.places().hidden];

test("stations that are not normal are marks and no dots", () => {
  const stations = new Stations(snapshot([0, critical, 0, unknown]), new Set());
  assert.deepEqual(hidden(stations), [0, 1, 0, 1]);
  assert.deepEqual(stations.marks().features.map(mark => mark.id), [1, 3]);
});

test("stations of other domains are neither", () => {
  const stations = new Stations(snapshot([0, critical, critical, 0]), new Set(["air"]));
  assert.deepEqual(hidden(stations), [0, 1, 1, 1]);
  assert.deepEqual(stations.marks().features.map(mark => mark.id), [2]);
});

test("a change says what to draw anew, and nothing where nothing looks different", () => {
  const stations = new Stations(snapshot([0, critical, 0, 0]), new Set());
  assert.deepEqual(stations.change([0, 1, 2], [critical, acknowledged, 0]), { marked: [0], unmarked: [], other: [1] });
  assert.deepEqual(stations.change([0, 1], [0, acknowledged]), { marked: [], unmarked: [0], other: [] });
});

test("an old frame changes nothing; one too far ahead, or of another start, does not follow", () => {
  const stations = new Stations(snapshot([0]), new Set());
  const frame = { epoch: "e", places: 1, stations: [0], states: [critical] };
  assert.deepEqual(stations.apply({ ...frame, seq: 7 }), { marked: [], unmarked: [], other: [] });
  assert.ok(stations.follows({ ...frame, seq: 8 }));
  assert.ok(!stations.follows({ ...frame, seq: 9 }));
  assert.ok(!stations.follows({ ...frame, seq: 8, epoch: "other" }));
  assert.deepEqual(stations.apply({ ...frame, seq: 8 }), { marked: [0], unmarked: [], other: [] });
});

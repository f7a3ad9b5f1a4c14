import assert from "node:assert/strict";
import { test } from "node:test";
import { onPlane, Places } from "../../src/map/places";

const ljubljana: [number, number] = [14.506, 46.051];
/** East of a place by so many pixels, at a zoom. */
const beside = ([lon, lat]: [number, number], pixels: number, zoom: number): [number, number] => [lon + pixels * 360 / (512 * 2 ** zoom), lat];
const placesAt = (...at: [number, number][]) => new Places(at.length, row => at[row]!);

test("the plane is a square of side 1 with the equator in its middle", () => {
  assert.deepEqual(onPlane([0, 0]), [0.5, 0.5]);
  const [x, y] = onPlane([-180, 85.05112877980659]);
  assert.equal(x, 0);
  assert.ok(Math.abs(y) < 1e-8);
});

test("a place at a pole does no harm to the others", () => {
  const places = placesAt([14.5, -90], ljubljana);
  assert.ok(places.offsets.every(Number.isFinite));
  assert.equal(places.nearest(ljubljana, 12, 10), 1);
});

test("offsets of a city are exact to a tenth of a pixel at the deepest zoom", () => {
  const far: [number, number] = [14.606, 46.109];
  const places = placesAt(ljubljana, far);
  const [exact, from] = [onPlane(far), places.origin];
  for (const axis of [0, 1] as const) {
    assert.ok(Math.abs(places.offsets[2 + axis]! - (exact[axis] - from[axis])) * 512 * 2 ** 18 < 0.1);
  }
});

test("the nearest place within reach is found", () => {
  const places = placesAt(ljubljana, beside(ljubljana, 20, 12), beside(ljubljana, 30, 12));
  assert.equal(places.nearest(beside(ljubljana, 23, 12), 12, 10), 1);
  assert.equal(places.nearest(beside(ljubljana, 26, 12), 12, 10), 2);
  assert.equal(places.nearest(beside(ljubljana, 45, 12), 12, 10), undefined);
  assert.equal(places.nearest(beside(ljubljana, 45, 12), 11, 10), 2, "a zoom further out pixels are twice as long");
});

test("a hidden place is not found, the next one is", () => {
  const places = placesAt(ljubljana, beside(ljubljana, 4, 12));
  places.hidden[0] = 1;
  assert.equal(places.nearest(ljubljana, 12, 10), 1);
  places.hidden[1] = 1;
  assert.equal(places.nearest(ljubljana, 12, 10), undefined);
});

test("no place at all is no trouble", () => assert.equal(placesAt().nearest(ljubljana, 12, 10), undefined));

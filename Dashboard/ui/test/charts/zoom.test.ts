import assert from "node:assert/strict";
import { test } from "node:test";
import { hourMs, minuteMs } from "../../src/charts/civil-time";
import { keyOf, nextPlace } from "../../src/charts/controls";
import { longestMs, shortestMs, Zoom } from "../../src/charts/zoom";

const now = 1_000 * hourMs;
const some = () => new Zoom(() => [now - 6 * hourMs, now], () => now);
const hours = (zoom: Zoom) => zoom.period().map(ms => (ms - now) / hourMs);

test("what was asked for is shown until somebody zooms, and again afterwards", () => {
  const zoom = some();
  assert.deepEqual(hours(zoom), [-6, 0]);
  assert.equal(zoom.isHeld, false);
  zoom.in();
  assert.deepEqual(hours(zoom), [-4.5, -1.5]);
  assert.equal(zoom.isHeld, true);
  zoom.reset();
  assert.deepEqual(hours(zoom), [-6, 0]);
});

test("the cursor stays where it is", () => {
  const zoom = some();
  zoom.in(now - 1 * hourMs);
  assert.deepEqual(hours(zoom), [-3.5, -0.5]);
  zoom.in(now - 100 * hourMs);
  assert.deepEqual(hours(zoom), [-2.75, -1.25]);
});

test("nothing is later than now", () => {
  const zoom = some();
  zoom.later();
  assert.deepEqual(hours(zoom), [-6, 0]);
  zoom.earlier();
  assert.deepEqual(hours(zoom), [-9, -3]);
  zoom.out();
  assert.deepEqual(hours(zoom), [-12, 0]);
  zoom.later();
  assert.deepEqual(hours(zoom), [-12, 0]);
});

test("not too short and not too long", () => {
  const zoom = some();
  zoom.show(now - hourMs, now - hourMs + minuteMs);
  assert.equal(zoom.period()[1] - zoom.period()[0], shortestMs);
  for (let i = 0; i < 40; i++) {
    zoom.out();
  }
  assert.equal(zoom.period()[1] - zoom.period()[0], longestMs);
  assert.equal(zoom.period()[1], now);
});

test("keys of a chart, and those of the browser left alone", () => {
  const key = (name: string, more = {}) => keyOf({ key: name, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more });
  assert.deepEqual(["ArrowLeft", "ArrowRight", "+", "=", "-", "Home", "End", "Escape"].map(name => key(name)), ["left", "right", "in", "in", "out", "first", "last", "reset"]);
  assert.deepEqual(["ArrowLeft", "ArrowRight", "+"].map(name => key(name, { shiftKey: true })), ["earlier", "later", "in"]);
  assert.deepEqual(["Tab", "Enter", "a", "ArrowUp", "ArrowDown"].map(name => key(name)), [undefined, undefined, undefined, undefined, undefined]);
  assert.equal(key("+", { ctrlKey: true }), undefined);
  assert.equal(key("ArrowLeft", { altKey: true }), undefined);
});

test("the cursor goes from value to value, and stays at the ends", () => {
  const times = [10, 20, 30];
  assert.equal(nextPlace(times, undefined, 1), 2);
  assert.equal(nextPlace(times, 20, 1), 2);
  assert.equal(nextPlace(times, 25, -1), 0);
  assert.equal(nextPlace(times, 30, 1), 2);
  assert.equal(nextPlace(times, 10, -1), 0);
  assert.deepEqual([nextPlace(times, 20, "first"), nextPlace(times, 20, "last")], [0, 2]);
  assert.equal([][nextPlace([], 20, 1)], undefined);
});

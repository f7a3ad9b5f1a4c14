import assert from "node:assert/strict";
import { test } from "node:test";
import { type Band, bandAt, heights, labelsThatFit } from "../../src/charts/bands";

const band = (from: number | null, to: number | null, severity: Band["severity"]): Band => ({ from, to, severity, label: severity, rule: "", says: "" });
const above50 = band(50, null, "minor"), above90 = band(90, null, "critical"), below5 = band(null, 5, "major");

test("a value is in the worst band that it is beyond", () => {
  const bands = [above50, above90, below5];
  assert.equal(bandAt(bands, 60)?.severity, "minor");
  assert.equal(bandAt(bands, 91)?.severity, "critical");
  assert.equal(bandAt(bands, 4)?.severity, "major");
  assert.equal(bandAt(bands, 50), undefined);
  assert.equal(bandAt([band(10, 20, "minor")], 15)?.severity, "minor");
  assert.equal(bandAt([band(10, 20, "minor")], 21), undefined);
});

test("the picture takes limits in that are near, and leaves far ones out", () => {
  const [bottom, top] = heights(20, 45, [above50, above90]);
  assert.ok(bottom < 20 && bottom >= 0 && top > 50 && top < 60, `${bottom} to ${top}`);
  assert.ok(heights(20, 45, [band(1_000, null, "major")])[1] < 60);
  assert.ok(heights(60, 95, [above90])[1] > 95);
});

test("a picture without values or without height is one all the same", () => {
  assert.deepEqual(heights(null, null, []), [0, 1]);
  const [bottom, top] = heights(null, null, [above50]);
  assert.ok(bottom < 50 && top > 50);
  const [low, high] = heights(7, 7, []);
  assert.ok(low < 7 && high > 7);
  assert.equal(heights(0, 0, [])[0], 0);
});

test("of names that would stand on one another the worst is kept", () => {
  const labels = [{ text: "minor", y: 100, severity: "minor" }, { text: "critical", y: 105, severity: "critical" }, { text: "major", y: 130, severity: "major" }] as const;
  assert.deepEqual(labelsThatFit(labels, 13).map(label => label.text), ["critical", "major"]);
});

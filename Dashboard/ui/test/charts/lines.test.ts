import assert from "node:assert/strict";
import { test } from "node:test";
import { align, lone } from "../../src/charts/columns";
import { type Mark, marksIn } from "../../src/charts/marks";
import { Points, stepMsOf } from "../../src/charts/points";

const mark = (title: string, raisedAt: number, endedAt: number | null): Mark => ({ series: "a:b", title, severity: "major", word: "Major", raisedAt, endedAt, seen: false });

test("alerts of a period are those that stood in it, newest first", () => {
  const marks = [mark("over before", 1, 9), mark("into it", 5, 12), mark("within", 13, 14), mark("stands", 2, null), mark("later", 25, null)];
  assert.deepEqual(marksIn(marks, [10, 20]).map(one => one.title), ["within", "into it", "stands"]);
});

test("lines share their times; a hole stays a hole and a time of another is none", () => {
  const [times, mean, low, high, other] = align([[[1, 10, 9, 11], [2, null, null, null], [4, 12, 12, 13]], [[1, 7, 7, 7], [3, 8, 8, 8]]]);
  assert.deepEqual(times, [1, 2, 3, 4]);
  assert.deepEqual(mean, [10, null, undefined, 12]);
  assert.deepEqual([low, high], [[9, null, undefined, 12], [11, null, undefined, 13]]);
  assert.deepEqual(other, [7, undefined, 8, undefined]);
});

test("a value between two holes stands alone", () => {
  assert.deepEqual(lone([1, null, 2, null, 3, undefined, 4]), [0, 2]);
  assert.deepEqual(lone([undefined, 5, undefined]), [1]);
  assert.deepEqual(lone([1, 2, null]), []);
});

test("a hole is longer than three usual distances, and moved rows move with it", () => {
  const points = new Points("a:b", "1m");
  points.buckets = [0, 1, 2, 3, 9, 10].map(minute => ({ t: minute * 60_000, mean: minute, min: minute, max: minute, count: 1 }));
  assert.equal(points.gaps, 1);
  assert.deepEqual(points.rows(60_000).map(row => row[0]), [60, 120, 180, 240, 300, 600, 660]);
  assert.equal(points.rows()[4]![1], null);
});

test("live values go into their bucket, and repeated ones count once", () => {
  const points = new Points("a:b", "5m");
  assert.ok(points.add(10_000, 4));
  assert.ok(points.add(20_000, 8));
  assert.ok(!points.add(20_000, 8));
  assert.ok(points.add(300_000, 1));
  assert.deepEqual(points.buckets, [{ t: 0, mean: 6, min: 4, max: 8, count: 2 }, { t: 300_000, mean: 1, min: 1, max: 1, count: 1 }]);
});

test("steps as the readings API writes them", () => {
  assert.deepEqual(["10s", "5m", "2h", "1d"].map(stepMsOf), [10_000, 300_000, 7_200_000, 86_400_000]);
});

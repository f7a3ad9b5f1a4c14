import assert from "node:assert/strict";
import { test } from "node:test";
import { tickLabel, ticks } from "../../src/charts/axis";
import { CivilTime } from "../../src/charts/civil-time";

const city = new CivilTime("Europe/Ljubljana", "en-GB");

function labels(from: string, to: string, most: number): string[] {
  const found = ticks(Date.parse(from), Date.parse(to), city, most);
  return found.at.map(ms => tickLabel(ms, found.unit, city));
}

test("a usual day has its hours", () => {
  assert.deepEqual(labels("2026-06-01T22:00Z", "2026-06-02T22:00Z", 8), ["2 Jun", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "3 Jun"]);
});

test("the day of 23 hours stays at civil hours", () => {
  assert.deepEqual(labels("2026-03-28T23:00Z", "2026-03-29T22:00Z", 8), ["29 Mar", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "30 Mar"]);
  assert.deepEqual(labels("2026-03-28T23:00Z", "2026-03-29T03:00Z", 8), ["29 Mar", "00:30", "01:00", "01:30", "03:00", "03:30", "04:00", "04:30", "05:00"]);
});

test("the day of 25 hours stays at civil hours, and has two of one", () => {
  assert.deepEqual(labels("2026-10-24T22:00Z", "2026-10-25T23:00Z", 9), ["25 Oct", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "26 Oct"]);
  assert.deepEqual(labels("2026-10-24T22:00Z", "2026-10-25T03:00Z", 6), ["25 Oct", "01:00", "02:00 UTC+2", "02:00 UTC+1", "03:00", "04:00"]);
  assert.deepEqual(labels("2026-10-24T22:00Z", "2026-10-25T07:00Z", 5), ["25 Oct", "02:00 UTC+2", "04:00", "06:00", "08:00"]);
});

test("days, weeks from Mondays, and months begin at civil midnight", () => {
  assert.deepEqual(labels("2026-10-23T10:00Z", "2026-10-28T10:00Z", 6), ["24 Oct", "25 Oct", "26 Oct", "27 Oct", "28 Oct"]);
  assert.deepEqual(labels("2026-10-20T10:00Z", "2026-11-20T10:00Z", 6), ["26 Oct", "2 Nov", "9 Nov", "16 Nov"]);
  assert.deepEqual(labels("2026-01-20T10:00Z", "2026-12-20T10:00Z", 5), ["Apr 2026", "Jul 2026", "Oct 2026"]);
  const found = ticks(Date.parse("2026-10-24T00:00Z"), Date.parse("2026-10-27T00:00Z"), city, 4);
  assert.deepEqual(found.at.map(ms => new Date(ms).toISOString()), ["2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z", "2026-10-26T23:00:00.000Z"]);
});

test("an hour has its minutes", () => {
  assert.deepEqual(labels("2026-06-01T10:58Z", "2026-06-01T11:58Z", 6), ["13:00", "13:10", "13:20", "13:30", "13:40", "13:50"]);
});

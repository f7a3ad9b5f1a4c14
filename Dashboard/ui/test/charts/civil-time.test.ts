import assert from "node:assert/strict";
import { test } from "node:test";
import { CivilTime, hourMs } from "../../src/charts/civil-time";

const city = new CivilTime("Europe/Ljubljana", "en-GB");
const at = (text: string) => Date.parse(text);

test("the hour that comes twice is told apart by its offset", () => {
  assert.equal(city.time(at("2026-10-25T00:30Z")), "02:30 UTC+2");
  assert.equal(city.time(at("2026-10-25T01:30Z")), "02:30 UTC+1");
  assert.equal(city.time(at("2026-10-24T23:30Z")), "01:30");
  assert.equal(city.time(at("2026-10-25T02:00Z")), "03:00");
});

test("no other hour has an offset beside it, also not on the short day", () => {
  for (let ms = at("2026-03-28T12:00Z"); ms < at("2026-03-30T12:00Z"); ms += hourMs / 2) {
    assert.equal(city.isDoubled(ms), false, new Date(ms).toISOString());
  }
  assert.equal(city.time(at("2026-03-29T00:59Z")), "01:59");
  assert.equal(city.time(at("2026-03-29T01:00Z")), "03:00");
});

test("a wall leads back to its moment, the first of two, and out of the hour that is skipped", () => {
  const moment = (text: string) => new Date(city.moment(at(text))).toISOString();
  assert.equal(moment("2026-07-01T12:00Z"), "2026-07-01T10:00:00.000Z");
  assert.equal(moment("2026-10-25T02:30Z"), "2026-10-25T00:30:00.000Z");
  assert.equal(moment("2026-10-25T03:00Z"), "2026-10-25T02:00:00.000Z");
  assert.equal(moment("2026-03-29T02:30Z"), "2026-03-29T01:30:00.000Z");
  assert.equal(moment("2026-03-29T00:00Z"), "2026-03-28T23:00:00.000Z");
});

test("days are the city's", () => {
  assert.ok(city.isSameDay(at("2026-10-24T22:00Z"), at("2026-10-25T22:59Z")));
  assert.ok(!city.isSameDay(at("2026-10-25T22:59Z"), at("2026-10-25T23:00Z")));
  assert.equal(city.dayAndTime(at("2026-10-25T22:59Z"), at("2026-11-01T00:00Z")), "25 Oct 23:59");
  assert.equal(city.dayAndTime(at("2025-10-25T10:00Z"), at("2026-11-01T00:00Z")), "25 Oct 2025 12:00");
});

test("other languages and zones", () => {
  const slovenian = new CivilTime("Europe/Ljubljana", "sl-SI");
  assert.equal(slovenian.dayAndTime(at("2026-03-29T08:05Z"), at("2026-03-29T08:05Z")), "29. mar. 10:05");
  const lordHowe = new CivilTime("Australia/Lord_Howe", "en-GB");
  assert.equal(lordHowe.time(at("2026-04-04T14:45Z")), "01:45 UTC+11");
  assert.equal(lordHowe.time(at("2026-04-04T15:15Z")), "01:45 UTC+10:30");
});

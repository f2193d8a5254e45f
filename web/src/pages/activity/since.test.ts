import assert from "node:assert/strict";
import { test } from "node:test";
import { momentSince } from "./since.ts";

const now = new Date(2026, 10, 28, 9, 46, 12, 345);

test("days begin at the reader's own midnight", () => {
  assert.deepEqual(momentSince("today", now), new Date(2026, 10, 28));
  assert.deepEqual(momentSince("yesterday", now), new Date(2026, 10, 27));
  assert.deepEqual(momentSince("week", now), new Date(2026, 10, 21));
  assert.deepEqual(momentSince("month", now), new Date(2026, 9, 29));
});

test("an hour ago is told to the minute", () => {
  assert.deepEqual(momentSince("hour", now), new Date(2026, 10, 28, 8, 46));
});

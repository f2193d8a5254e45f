import assert from "node:assert/strict";
import { test } from "node:test";
import { momentOf } from "./moment.ts";

const now = new Date(2026, 2, 1, 9, 46, 16);

test("near moments are told by distance, far ones by the calendar", () => {
  const cases: [Date, object][] = [
    [new Date(2026, 2, 1, 9, 46, 16), { kind: "now" }],
    [new Date(2026, 2, 1, 9, 46, 40), { kind: "now" }],
    [new Date(2026, 2, 1, 9, 46, 12), { kind: "seconds", count: 4 }],
    [new Date(2026, 2, 1, 9, 45, 17), { kind: "seconds", count: 59 }],
    [new Date(2026, 2, 1, 9, 45, 16), { kind: "minutes", count: 1 }],
    [new Date(2026, 2, 1, 9, 36, 17), { kind: "minutes", count: 9 }],
    [new Date(2026, 2, 1, 9, 36, 16), { kind: "clock" }],
    [new Date(2026, 2, 1, 0, 0, 0), { kind: "clock" }],
    [new Date(2026, 2, 1, 23, 0, 0), { kind: "clock" }],
    [new Date(2026, 1, 28, 23, 59, 59), { kind: "yesterday" }],
    [new Date(2026, 1, 27, 23, 59, 59), { kind: "day" }],
    [new Date(2025, 11, 31, 12, 0, 0), { kind: "date" }],
  ];
  for (const [at, want] of cases) assert.deepEqual(momentOf(at, now), want, at.toString());
});

test("a minute before midnight stays near after it", () => {
  const midnight = new Date(2026, 2, 1, 0, 0, 30);
  assert.deepEqual(momentOf(new Date(2026, 1, 28, 23, 59, 50), midnight), { kind: "seconds", count: 40 });
});

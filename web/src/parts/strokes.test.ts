import assert from "node:assert/strict";
import { test } from "node:test";
import { strokes } from "./strokes.ts";

const now = Date.parse("2026-03-02T09:46:16Z");
const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();

test("now stands at the right, an hour ago at the left, older nowhere", () => {
  const drawn = strokes(
    [
      { at: ago(0), outcome: "answered" },
      { at: ago(3600), outcome: "answered" },
      { at: ago(3601), outcome: "answered" },
      { at: "not a time", outcome: "answered" },
    ],
    now,
    190,
  );
  assert.deepEqual(
    drawn.map(({ x }) => x),
    [0, 180],
  );
});

test("a clock that runs behind the server's draws at now, not beyond", () => {
  assert.equal(strokes([{ at: ago(-30), outcome: "answered" }], now, 100)[0]?.x, 90);
});

test("requests at one place are one stroke with a count, and failures lie on top", () => {
  const drawn = strokes(
    [
      { at: ago(590), outcome: "failed" },
      { at: ago(590), outcome: "answered" },
      { at: ago(591), outcome: "answered" },
    ],
    now,
    190,
  );
  assert.deepEqual(
    drawn.map(({ outcome, count }) => [outcome, count]),
    [
      ["answered", 2],
      ["failed", 1],
    ],
  );
  assert.ok(drawn.every(({ x }) => Number.isInteger(x)));
});

test("a line without room draws everything at its start", () => {
  assert.equal(strokes([{ at: ago(1), outcome: "answered" }], now, 0)[0]?.x, 0);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { memberSearch, membersSearch } from "./search.ts";

test("an address says what is filtered, and nonsense in it is left out", () => {
  const cases: [Record<string, unknown>, object][] = [
    [{}, {}],
    [
      { q: "ana", status: "invited" },
      { q: "ana", status: "invited" },
    ],
    [{ q: 42 }, { q: "42" }],
    [{ q: "", status: "asleep", role: [], source: [""] }, {}],
    [
      { role: ["owner", 3, null], source: "manual" },
      { role: ["owner", "3"], source: ["manual"] },
    ],
    [
      { window: "remove", about: "m1" },
      { window: "remove", about: "m1" },
    ],
    [{ window: "invite" }, { window: "invite" }],
    [{ window: "burn" }, {}],
  ];
  for (const [raw, want] of cases) assert.deepEqual(JSON.parse(JSON.stringify(membersSearch(raw))), want);
});

test("a member's own page has no window to invite", () => {
  assert.equal(memberSearch({ window: "invite" }).window, undefined);
  assert.equal(memberSearch({ window: "role" }).window, "role");
});

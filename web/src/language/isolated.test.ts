import assert from "node:assert/strict";
import { test } from "node:test";
import { isolated } from "./isolated.ts";

test("a name that turns nothing around stays as it is", () => {
  for (const name of ["Ana Ruiz", "小林 健一", "Кузнецова", "<b>", ""]) assert.equal(isolated(name), name);
});

test("a name that turns text around is held together, with every isolate in it closed", () => {
  for (const [name, want] of [
    ["ליאור", "\u2068ליאור\u2069"],
    ["a\u202eb", "\u2068a\u202eb\u2069"],
    ["a\u2067b", "\u2068a\u2067b\u2069\u2069"],
    ["\u2069\u202eb", "\u2068\u2068\u2069\u202eb\u2069"],
    ["\u2066a\u2069b\u2069", "\u2068\u2068\u2066a\u2069b\u2069\u2069"],
  ] as const) {
    assert.equal(isolated(name), want);
  }
});

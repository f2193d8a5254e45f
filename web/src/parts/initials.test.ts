import assert from "node:assert/strict";
import { test } from "node:test";
import { initial, initials, tint } from "./initials.ts";

test("a face shows the first letters of first and last name", () => {
  const names: [string, string][] = [
    ["Ada Lindqvist", "AL"],
    ["Bram de Wit", "BW"],
    ["Coatings", "Co"],
    ["Lens Engineering", "LE"],
    ["élodie  ñuñez", "ÉÑ"],
    ["Anne-Marie", "AM"],
    ["x", "X"],
    ["  ", "?"],
    ["(former) Kim", "FK"],
    ["𝒜da", "𝒜d"],
  ];
  for (const [name, want] of names) assert.equal(initials(name), want, name);
  assert.equal(initial("fernhill Optics"), "F");
  assert.equal(initial(""), "?");
});

test("tints are one to six and follow from the id alone", () => {
  const seen = new Set<number>();
  for (let i = 0; i < 200; i++) seen.add(tint(`01K3V9T6QH${i}`));
  assert.deepEqual([...seen].sort(), [1, 2, 3, 4, 5, 6]);
  assert.equal(tint("01K3V9T6QH"), tint("01K3V9T6QH"));
});

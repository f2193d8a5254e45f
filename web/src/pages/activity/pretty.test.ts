import assert from "node:assert/strict";
import { test } from "node:test";
import { inParts, pretty } from "./pretty.ts";

test("a body has a line for each value", () => {
  assert.equal(pretty('{"active":false}'), '{\n  "active": false\n}');
});

test("a body that was cut stays as it was sent", () => {
  assert.equal(pretty('{"active":fal'), '{"active":fal');
});

test("what turns text around unseen is written out, and the JSON stays the same", () => {
  const name = "invoice\u202egpj.exe\u2069\ufeff ליאור";
  const shown = pretty(JSON.stringify({ name }));
  assert.equal(shown, '{\n  "name": "invoice\\u202egpj.exe\\u2069\\ufeff ליאור"\n}');
  assert.deepEqual(JSON.parse(shown), { name });
});

test("only a value with parts has lines", () => {
  assert.equal(inParts('["a"]'), '[\n  "a"\n]');
  for (const value of ["{}", "{name}", "[press](me)", "42", "Ana", "a\u202eb"])
    assert.equal(inParts(value), value);
});

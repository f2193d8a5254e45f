import assert from "node:assert/strict";
import { test } from "node:test";
import { isStructured, pretty } from "./pretty.ts";

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

test("only JSON with parts has lines", () => {
  assert.deepEqual(["{}", '{"a":1}', "[1]", "{name}", "[press](me)", "42", "Ana"].map(isStructured), [
    false,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

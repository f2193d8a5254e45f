import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords, shortPath } from "./path.ts";

test("an attribute is called without its schema", () => {
  assert.equal(shortPath("name.familyName"), "name.familyName");
  assert.equal(
    shortPath("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"),
    "department",
  );
  assert.equal(
    shortPath("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager.value"),
    "manager.value",
  );
});

test("what has no name of its own is told in words", () => {
  assert.equal(inWords("favoriteColor"), "Favorite color");
  assert.equal(inWords("log_days"), "Log days");
});

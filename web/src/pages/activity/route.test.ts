import assert from "node:assert/strict";
import { test } from "node:test";
import { routeOf } from "./route.ts";

test("a path tells what was asked, without whom", () => {
  assert.equal(routeOf("/scim/v2/c/k7w2m9/Users"), "Users");
  assert.equal(routeOf("/scim/v2/Users/06fgk2v8q9t5b1n4m7c3x0z2hs"), "Users/{id}");
  assert.equal(routeOf("/scim/v2/Groups/06fgk2"), "Groups/{id}");
  assert.equal(routeOf("/scim/v2/Unknown"), "/scim/v2/Unknown");
});

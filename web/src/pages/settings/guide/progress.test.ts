import assert from "node:assert/strict";
import { test } from "node:test";
import type { Guide } from "~/api/contract.ts";
import type { AppGuide, GuideStep } from "../guides/guide.ts";
import { progressOf } from "./progress.ts";

const title = { id: "title" };
const watches: GuideStep = { id: "assign", title, seen: ["lookup", "create"] };
const byHand: GuideStep = { id: "add-app", title, follows: "authenticated" };
const guide: AppGuide = { id: "okta-bearer", provider: "okta", app: "App", steps: [byHand, watches] };
const first = { at: "2026-11-28T09:00:00Z", request_id: "one", saw: "ana@fernhill.example" };
const second = { at: "2026-11-28T09:00:01Z", request_id: "two", saw: "Ana Ruiz" };

function heard(milestones: Guide["milestones"], ...steps: string[]): Guide {
  return { milestones, ticked: steps.map((step) => ({ step, at: first.at, by: "Ines Aldana" })) };
}

test("a step that watches for two things is done when both were seen, at the later one", () => {
  assert.equal(progressOf(guide, watches, heard({ lookup: first })), undefined);
  assert.deepEqual(progressOf(guide, watches, heard({ create: second, lookup: first })), {
    how: "seen",
    at: second.at,
    milestone: "create",
    saw: "Ana Ruiz",
  });
});

test("a step without traffic is done by a tick of its own app", () => {
  assert.equal(progressOf(guide, byHand, heard({}, "okta-header_add-app")), undefined);
  assert.equal(progressOf(guide, byHand, heard({}, "okta-bearer_add-app"))?.how, "ticked");
});

test("a step that nobody ticked follows from what was seen after it", () => {
  assert.deepEqual(progressOf(guide, byHand, heard({ authenticated: first })), {
    how: "follows",
    at: first.at,
  });
  assert.equal(
    progressOf(guide, byHand, heard({ authenticated: first }, "okta-bearer_add-app"))?.how,
    "ticked",
  );
});

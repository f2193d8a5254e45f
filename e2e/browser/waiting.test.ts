// What a page shows before its answer is there, and where none comes: its frame at once, bars instead of rows, and
// then a sentence with what to do, beside what failed.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Route } from "playwright-core";
import { onOneEngine } from "./company.ts";
import { leave, looksRight } from "./walk.ts";

/** Pages, what they ask for first, and what stands there once it is answered. */
const pages = [
  { path: "members", asks: /\/members\?/, head: "Members", shows: "Ana Ruiz" },
  { path: "teams", asks: /\/teams(\?.*)?$/, head: "Teams", shows: "Workshop" },
  { path: "activity", asks: /\/activity(\?.*)?$/, head: "Activity", shows: "created the team" },
  { path: "licenses", asks: /\/(members|licenses\/ledger)(\?.*)?$/, head: "Licenses", shows: "Ana Ruiz" },
  { path: "settings/access", asks: /\/connections(\?.*)?$/, head: "Settings", shows: "User & Group Provisioning" },
];

onOneEngine(
  "Waiting",
  (company) => {
    for (const { path, asks, head, shows } of pages) {
      test(`${path}: the frame is there at once, then bars, then what is said where no answer comes, then the page`, async () => {
        const look = await company.visit("about:blank");
        const { page } = look;
        const there = page.locator("main").getByText(shows);
        let answers: "later" | "never" | "now" = "later";
        const held: Route[] = [];
        await page.route(
          ({ pathname, search }) => pathname.startsWith("/api/") && asks.test(pathname + search),
          async (route) => {
            if (answers === "later") held.push(route);
            else if (answers === "never") await route.abort("connectionfailed");
            else await route.continue();
          },
        );
        await page.goto(`${company.scene.url}/o/${company.organization}/${path}`);
        await page.getByRole("heading", { level: 1, name: head }).waitFor();
        await page.locator("main .loading > div").first().waitFor();
        await page.getByRole("status").filter({ hasText: "Loading" }).first().waitFor({ state: "attached" });
        assert.equal(await there.count(), 0);
        await looksRight(look, `waiting-${path.replace("/", "-")}-light-1440`);
        await page.emulateMedia({ colorScheme: "dark" });
        await page.setViewportSize({ width: 320, height: 800 });
        await looksRight(look, `waiting-${path.replace("/", "-")}-dark-320`);

        // What may pass by itself is asked for again, twice; then it is said.
        const wrong = page.getByRole("alert").getByText("Muster did not answer.");
        answers = "never";
        for (const route of held) await route.abort("connectionfailed");
        await wrong.first().waitFor();
        await page.getByText("Look at your connection, then try again.").first().waitFor();
        await looksRight(look, `unreachable-${path.replace("/", "-")}-dark-320`);

        // Each part of a page that asks for itself is tried again for itself.
        answers = "now";
        for (let left = await wrong.count(); left > 0; left--) {
          await page.getByRole("button", { name: "Try again" }).first().click();
          await wrong.nth(left - 1).waitFor({ state: "detached" });
        }
        await there.first().waitFor();
        await leave(look, /^not loaded: /, /^error: Failed to load resource: net::ERR_CONNECTION_FAILED/);
      });
    }
  },
  async (company) => {
    await company.found();
    await company.call(`POST /organizations/${company.organization}/teams`, { name: "Workshop" });
  },
);

// What a page shows before its answer is there, and where none comes: its frame at once, bars instead of rows, and
// then a sentence with what to do, beside what failed.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Route } from "playwright-core";
import { onOneEngine } from "./company.ts";
import { leave, looksRight } from "./walk.ts";

interface Waited {
  /** Of the organization, or any path that begins with a slash. */
  path: string;
  /** What the page asks for first. */
  asks: RegExp;
  /** What it is called until then: a record's own name is not there yet. */
  head: string;
  /** What stands there once it is answered. */
  shows: string;
  operator?: boolean;
}

const pages: readonly Waited[] = [
  { path: "members", asks: /\/members\?/, head: "Members", shows: "Ana Ruiz" },
  { path: "teams", asks: /\/teams(\?.*)?$/, head: "Teams", shows: "Workshop" },
  { path: "activity", asks: /\/activity(\?.*)?$/, head: "Activity", shows: "created the team" },
  { path: "licenses", asks: /\/(members|licenses\/ledger)(\?.*)?$/, head: "Licenses", shows: "Ana Ruiz" },
  { path: "members/{ana}", asks: /\/members\/[^/?]+$/, head: "Member", shows: "Sessions" },
  { path: "teams/{workshop}", asks: /\/teams\/[^/?]+$/, head: "Team", shows: "made by hand" },
  { path: "activity/requests", asks: /\/requests(\?.*)?$/, head: "Activity", shows: "No request has arrived yet" },
  { path: "settings/general", asks: /\/organizations\/[^/?]+$/, head: "Settings", shows: "Days to keep a request" },
  { path: "settings/login-methods", asks: /\/login-methods$/, head: "Settings", shows: "Passkey and password" },
  { path: "settings/api-keys", asks: /\/api-keys(\?.*)?$/, head: "Settings", shows: "There is no API key" },
  { path: "/account", asks: /\/me\/sessions/, head: "Ana Ruiz", shows: "This one" },
  { path: "/operator", asks: /\/organizations\?/, head: "Organizations", shows: "Fernhill Optics", operator: true },
  { path: "/operator/organizations/{id}", asks: /\/organizations\/[^/?]+$/, head: "Organization", shows: "Licenses bought", operator: true },
  { path: "settings/access", asks: /\/connections(\?.*)?$/, head: "Settings", shows: "User & Group Provisioning" },
];

/** Of what the paths name. */
const ids: { [name: string]: string } = {};

onOneEngine(
  "Waiting",
  (company) => {
    for (const { path, asks, head, shows, operator } of pages) {
      test(`${path}: the frame is there at once, then bars, then what is said where no answer comes, then the page`, async () => {
        const look = await company.visit("/nowhere", operator ? { as: company.operator } : {});
        const { page } = look;
        const name = path.replaceAll(/\W+/g, "-");
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
        const to = path.replace(/\{(\w+)\}/, (_, name: string) => ids[name] ?? company.organization);
        await page.goto(company.scene.url + (to.startsWith("/") ? to : `/o/${company.organization}/${to}`));
        await page.getByRole("heading", { level: 1, name: head }).waitFor();
        await page.locator("main .loading > div").first().waitFor();
        await page.getByRole("status").filter({ hasText: "Loading" }).first().waitFor({ state: "attached" });
        assert.equal(await there.count(), 0);
        await looksRight(look, `waiting-${name}-light-1440`);
        await page.emulateMedia({ colorScheme: "dark" });
        await page.setViewportSize({ width: 320, height: 800 });
        await looksRight(look, `waiting-${name}-dark-320`);

        // What may pass by itself is asked for again, twice; then it is said.
        const wrong = page.getByRole("alert").getByText("Muster did not answer.");
        answers = "never";
        for (const route of held) await route.abort("connectionfailed");
        await wrong.first().waitFor();
        await page.getByText("Look at your connection, then try again.").first().waitFor();
        await looksRight(look, `unreachable-${name}-dark-320`);

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
    const inside = `/organizations/${company.organization}`;
    ids.workshop = (await company.call<{ id: string }>(`POST ${inside}/teams`, { name: "Workshop" })).id;
    ids.ana = (await company.call<{ items: { id: string }[] }>(`GET ${inside}/members`)).items[0]?.id ?? "";
  },
);

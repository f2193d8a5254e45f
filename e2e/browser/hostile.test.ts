// Everything that a provider sends and people type is shown as the text it is: nothing of it runs, reaches for
// another host, breaks a page's width or turns the words around it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import type { Company } from "./company.ts";
import { onEachEngine } from "./company.ts";
import { type Furnished, furnish } from "./hostile_company.ts";
import { harmless, type Watched, watch } from "./hostile_page.ts";
import { formulas, hostile } from "./hostile_strings.ts";
import { picture } from "./look.ts";

interface Named {
  id: string;
  name: string;
}

interface Originated extends Named {
  origin: { kind: string };
}

interface Paged<Item> {
  items: Item[];
  next_cursor: string | null;
}

/** High enough that every row of the longest list is in the page. */
const high = 13_000;

const furnished = new WeakMap<Company, Furnished>();

onEachEngine(
  "Hostile strings",
  (company) => {
    const organization = () => `/organizations/${company.organization}`;
    const looking = async (path: string, height = 900): Promise<Watched> => {
      const look = await company.visit("/account", { as: company.operator, height });
      const watched = await watch(look, company.scene.url);
      await look.page.goto(`${company.scene.url}${path.startsWith("/") ? path : `/o/${company.organization}/${path}`}`);
      return watched;
    };
    const all = <Item>(path: string) => everything<Item>(company, path);
    const listed = async <Item>(path: string) => (await company.call<{ items: Item[] }>(`GET ${path}`)).items;
    const kept = () => furnished.get(company) ?? assert.fail("nobody came");

    test("there is enough to look at", async () => {
      assert.ok(hostile.length >= 100 && new Set(hostile).size === hostile.length);
      const members = await all<Originated>(`${organization()}/members`);
      const teams = await all<Originated>(`${organization()}/teams`);
      const keys = await listed<Named>(`${organization()}/api-keys`);
      const of = (all: readonly Originated[], kind: string) => all.filter(({ origin }) => origin.kind === kind);
      for (const [what, found] of Object.entries({
        "members who were provisioned": of(members, "connection"),
        "members who were invited": of(members, "manual"),
        "teams that were pushed": of(teams, "connection"),
        "teams that were made": of(teams, "manual"),
        keys,
      })) {
        const names = new Set(found.map(({ name }) => name));
        const there = hostile.filter((one) => names.has(one)).length;
        assert.ok(there >= 100, `${there} of ${hostile.length} strings are names of ${what}`);
      }
    });

    test("the lists of members and teams, and who holds a license", async () => {
      const members = await all<Named & { email: string }>(`${organization()}/members`);
      const teams = await all<Named>(`${organization()}/teams`);
      const shown = members.flatMap(({ name, email }) => [name, email]);
      const look = await looking("members", high);
      await harmless(look, "members", shown, hostile, { height: high });
      await picture(look.page, "hostile-members");
      await look.page.goto(`${company.scene.url}/o/${company.organization}/teams`);
      await harmless(look, "teams", teams.map(({ name }) => name), hostile, { height: high });
      await look.page.goto(`${company.scene.url}/o/${company.organization}/licenses`);
      await look.page.getByRole("table").waitFor();
      await harmless(look, "licenses", [], hostile, { height: high });
      await look.context.close();
    });

    test("a member's page, with every attribute and everything that happened", async () => {
      const members = await all<Named & { identity_id?: string; status: string }>(`${organization()}/members`);
      const sent = members.filter(({ identity_id }) => identity_id);
      const seen = new Set<string>();
      const look = await looking("members");
      for (const { id, name, status } of sent) {
        const identity = await company.call<{ attributes: { value: string }[] }>(
          `GET ${organization()}/members/${id}/identity`,
        );
        const values = identity.attributes.map(({ value }) => value);
        if (status === "active" && hostile.every((one) => seen.has(one) || !values.includes(one))) continue;
        for (const value of values) seen.add(value);
        await look.page.goto(`${company.scene.url}/o/${company.organization}/members/${id}`);
        await harmless(look, `the member ${name}`, [name, ...values.map(inLines)], hostile);
      }
      await look.context.close();
      assert.deepEqual(hostile.filter((one) => !seen.has(one)), [], "no page was looked at that shows these");
    });

    test("a team's page, with whom nobody knows and what happened lately", async () => {
      const teams = await all<Named & { unknown: number }>(`${organization()}/teams`);
      const awaited = teams.filter(({ unknown }) => unknown > 0);
      assert.ok(awaited.length >= 100, `${awaited.length} teams await somebody`);
      const look = await looking("teams");
      for (const { id, name } of awaited.filter((_, index) => index % 10 === 0)) {
        const unknown = await listed<{ id: string }>(`${organization()}/teams/${id}/unknown`);
        await look.page.goto(`${company.scene.url}/o/${company.organization}/teams/${id}`);
        await harmless(look, `the team ${name}`, [name, ...unknown.map((one) => one.id)], hostile);
      }
      await look.context.close();
    });

    test("the activity, to its beginning, and the refusals of an organization without licenses", async () => {
      const names = await all<Named>(`${organization()}/members`);
      const look = await looking("activity");
      await toTheBeginning(look.page);
      await harmless(look, "activity", names.map(({ name }) => name), hostile);
      await look.page.goto(`${company.scene.url}/o/${kept().small}/activity?refusals=true`);
      await look.page.getByText("Refused", { exact: true }).first().waitFor();
      await harmless(look, "activity with refusals", [], hostile);
      await look.context.close();
    });

    test("the provisioning log, and requests with their bodies", async () => {
      const requests = await log(company);
      const sentences = requests.map(({ sentence }) => sentence);
      const look = await looking("activity/requests", high);
      await harmless(look, "requests", sentences, hostile, { height: high });
      for (const { id, person, team, method } of requests.filter((_, index) => index % 12 === 0)) {
        await look.page.goto(`${company.scene.url}/o/${company.organization}/activity/requests/${id}`);
        await look.page.locator("pre").first().waitFor();
        const name = person?.name || person?.user_name || team?.name || "";
        await harmless(look, `the ${method} of ${name}`, [name], hostile);
      }
      await look.context.close();
    });

    test("settings, and the pages of those who run the installation", async () => {
      const keys = await listed<Named>(`${organization()}/api-keys`);
      const organizations = await all<Named>("/organizations");
      const links = await listed<{ label: string }>(`${organization()}/setup-links`);
      const look = await looking("settings/api-keys");
      const names = (of: readonly Named[]) => of.map(({ name }) => name);
      await harmless(look, "API keys", names(keys), hostile);
      await look.page.goto(`${company.scene.url}/o/${company.organization}/settings/access`);
      await look.page.getByText("Provisioned members and teams are edited in Okta.").waitFor();
      await harmless(look, "access management", [], hostile);
      await look.page.goto(`${company.scene.url}/operator`);
      await harmless(look, "organizations", names(organizations.slice(0, 100)), hostile, { height: high });
      await look.page.goto(`${company.scene.url}/operator/organizations/${company.organization}`);
      await harmless(look, "an organization", links.map(({ label }) => label), hostile);
      for (const { id, name } of organizations.filter((_, index) => index % 16 === 0)) {
        await look.page.goto(`${company.scene.url}/o/${id}/members`);
        await harmless(look, `inside ${name}`, [name], hostile);
      }
      await look.context.close();
    });

    test("what is searched stands in the address, and is text where nothing is found", async () => {
      const look = await looking("members");
      for (const words of hostile.filter((_, index) => index % 12 === 0)) {
        const q = `${words} is nobody`;
        await look.page.goto(
          `${company.scene.url}/o/${company.organization}/members?q=${encodeURIComponent(JSON.stringify(q))}`,
        );
        await look.page.getByText("Nobody is like that").waitFor();
        assert.equal(await look.page.getByLabel("Search members").inputValue(), q.replaceAll("\n", ""));
        await harmless(look, `a search for ${words}`, [], hostile);
      }
      await look.context.close();
    });

    test("what is typed in a window is told back as text", async () => {
      const look = await looking("teams");
      const { page } = look;
      const provoked = [/^404: /, /status of 404/]; // what was asked of a team while it went
      for (const name of ["<img src=x onerror=hostileRan()> team", "{0} \\u0041 <0/> team", "ליאור 7 team"]) {
        await page.goto(`${company.scene.url}/o/${company.organization}/teams`);
        await page.getByRole("button", { name: "Create team" }).click();
        const window = page.getByRole("dialog", { name: "Create team" });
        await window.getByRole("textbox", { name: "Name" }).fill(name);
        await window.getByRole("button", { name: "Create" }).click();
        await page.getByRole("heading", { name, level: 1 }).waitFor();
        await page.getByRole("button", { name: "More" }).click();
        await page.getByRole("menuitem", { name: "Delete team" }).click();
        await page.getByRole("dialog").waitFor();
        await harmless(look, `deleting ${name}`, [`Delete the team ${name}?`], [...hostile, name], { provoked });
        await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
        await harmless(look, `${name} deleted`, [`The team ${name} is deleted.`], [...hostile, name], {
          provoked,
        });
      }
      await look.context.close();
    });

    test("an export is a file, and holds no formula", async () => {
      const [connection] = await listed<Named>(`${organization()}/connections`);
      for (const path of [
        "members.csv",
        "activity/export?format=csv",
        "activity/export?format=json",
        `requests/bundle?connection=${connection?.id}`,
      ]) {
        const { headers, text } = await fetched(company, `${organization()}/${path}`);
        assert.match(headers["content-disposition"] ?? "", /^attachment/, path);
        assert.equal(headers["x-content-type-options"], "nosniff", path);
        if (!path.includes("csv")) continue;
        const cells = cellsOf(text);
        assert.deepEqual(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell)), [], path);
        assert.ok(cells.some((cell) => cell.includes(formulas[0])), `${path} holds what is looked for`);
      }
    });
  },
  async (company) => {
    furnished.set(company, await furnish(company));
  },
);

/** An attribute of several parts stands in lines, and in it what cannot be seen is written out. */
function inLines(value: string): string {
  try {
    const parts: unknown = JSON.parse(value);
    if (typeof parts !== "object" || parts === null) return value;
    return JSON.stringify(parts, null, 2).replace(
      /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
      (unseen) => `\\u${unseen.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  } catch {
    return value;
  }
}

/** All of a list, by its pages. */
async function everything<Item>(company: Company, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Paged<Item> = await company.call(
      `GET ${path}?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
    );
    items.push(...page.items);
    cursor = page.next_cursor ?? null;
  } while (cursor);
  return items;
}

interface Logged {
  id: string;
  method: string;
  kind: string;
  sentence: string;
  person?: { name: string; user_name: string };
  team?: { name: string };
}

/** What the log shows: the requests that were kept, newest first. */
async function log(company: Company): Promise<Logged[]> {
  const page = await company.call<{ items: Logged[] }>(`GET /organizations/${company.organization}/requests?limit=100`);
  return page.items.filter(({ kind }) => kind !== "more");
}

async function toTheBeginning(page: Page): Promise<void> {
  const earlier = page.getByRole("button", { name: "Show earlier" });
  await page.locator(".log > li").first().waitFor();
  while (await earlier.isVisible()) {
    const before = await page.locator(".log > li").count();
    await earlier.click();
    await page.locator(".log > li").nth(before).waitFor();
  }
}

async function fetched(company: Company, path: string): Promise<{ headers: Record<string, string>; text: string }> {
  const context = await company.browser.newContext();
  await context.addCookies(company.operator);
  const answer = await context.request.get(`${company.scene.url}/api/v1${path}`);
  assert.ok(answer.ok(), `${path} is answered ${answer.status()}`);
  const got = { headers: answer.headers(), text: await answer.text() };
  await context.close();
  return got;
}

/** The values of a CSV file (RFC 4180). */
function cellsOf(csv: string): string[] {
  const cells: string[] = [];
  for (const [cell, quoted] of csv.matchAll(/"((?:[^"]|"")*)"|[^",\r\n]+/g)) {
    cells.push(quoted === undefined ? cell : quoted.replaceAll('""', '"'));
  }
  return cells;
}

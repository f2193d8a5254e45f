// Everything that a provider sends and people type is shown as the text it is, in each language: nothing of it runs,
// reaches for another host, breaks a page's width or turns the words around it.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Company, Cookies } from "./company.ts";
import { onEachEngine } from "./company.ts";
import { type Furnished, furnish } from "./hostile_company.ts";
import { languages, Watched } from "./hostile_page.ts";
import { formulas, hostile, telling } from "./hostile_strings.ts";
import { everything, inLines, type Person, peopleOf } from "./hostile_record.ts";
import { engines } from "./scene.ts";

interface Named {
  id: string;
  name: string;
}

interface Originated extends Named {
  origin: { kind: string };
}

/** High enough that every row of the longest list is in the page. */
const high = 13_000;

/** A company and the people whom its provider sent. */
const furnished = new WeakMap<Company, Furnished & { people: Person[] }>();

onEachEngine(
  "Hostile strings",
  (company) => {
    kept(company);
    // What the panel shows is what the API answers, whichever engine keeps it: one of them is enough.
    if (company.engine === engines[0]) shown(company);
  },
  async (company) => {
    furnished.set(company, { ...(await furnish(company)), people: await peopleOf(company) });
  },
);

/** The strings are in the directory as they were sent and typed, and in files no spreadsheet calculates them. */
function kept(company: Company): void {
  const organization = () => `/organizations/${company.organization}`;

  test("there is enough to look at", async () => {
    assert.ok(hostile.length >= 100 && new Set(hostile).size === hostile.length);
    const members = await everything<Originated>(company, `${organization()}/members`);
    const teams = await everything<Originated>(company, `${organization()}/teams`);
    const keys = await everything<Named>(company, `${organization()}/api-keys`);
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
    const values = new Set(furnished.get(company)?.people.flatMap(({ attributes }) => attributes));
    assert.deepEqual(hostile.filter((one) => !values.has(one)), [], "no attribute of anybody is one of these");
  });

  test("an export is a file, and holds no formula", async () => {
    const [connection] = await everything<Named>(company, `${organization()}/connections`);
    const context = await company.browser.newContext();
    await context.addCookies(company.operator);
    for (const path of [
      "members.csv",
      "activity/export?format=csv",
      "activity/export?format=json",
      `requests/bundle?connection=${connection?.id}`,
    ]) {
      const answer = await context.request.get(`${company.scene.url}/api/v1${organization()}/${path}`);
      assert.ok(answer.ok(), `${path} is answered ${answer.status()}`);
      assert.match(answer.headers()["content-disposition"] ?? "", /^attachment/, path);
      assert.equal(answer.headers()["x-content-type-options"], "nosniff", path);
      if (!path.includes("csv")) continue;
      const cells = cellsOf(await answer.text());
      assert.deepEqual(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell)), [], path);
      assert.ok(cells.some((cell) => cell.includes(formulas[0])), `${path} holds what is looked for`);
    }
    await context.close();
  });
}

/** The strings are text on every page. */
function shown(company: Company): void {
  const organization = () => `/organizations/${company.organization}`;
  const within = (path: string) => `/o/${company.organization}/${path}`;
  const all = <Item>(path: string) => everything<Item>(company, path);
  const kept = () => furnished.get(company) ?? assert.fail("nobody came");

  /** Walks through the panel in each language, at the same time. */
  const walk = async (by: (window: Watched) => Promise<void>, as: Cookies = company.operator) => {
    await Promise.all(
      languages.map(async (language) => {
        const window = await Watched.open(company, as, language, hostile);
        await by(window).finally(() => window.close());
      }),
    );
  };

  test("the lists of members and teams, and who holds a license", async () => {
    const members = await all<Named & { email: string }>(`${organization()}/members`);
    const teams = await all<Named>(`${organization()}/teams`);
    await walk(async (window) => {
      await window.load(within("members"));
      await window.harmless("members", members.flatMap(({ name, email }) => [name, email]), { height: high });
      await window.load(within("teams"));
      await window.harmless("teams", teams.map(({ name }) => name), { height: high });
      await window.load(within("licenses"));
      await window.page.getByRole("table").waitFor();
      await window.harmless("licenses", []);
      await window.load(within("licenses?view=ledger"));
      await window.page.locator(".log > li").first().waitFor();
      await window.harmless("ledger", []);
    });
  });

  test("a member's page, with every attribute and everything that happened", async () => {
    const pages = enough(kept().people);
    await walk(async (window) => {
      await window.load(within("licenses"));
      for (const { id, name, attributes } of pages) {
        await window.follow(within(`members/${id}`), { heading: name });
        await window.harmless(`the member ${name}`, [name, ...attributes.map(inLines)]);
      }
    });
  });

  test("a team's page, with whom nobody knows and what happened lately", async () => {
    const teams = await all<Named & { unknown: number }>(`${organization()}/teams`);
    const awaited = teams.filter(({ unknown }) => unknown > 0);
    assert.ok(awaited.length >= 100, `${awaited.length} teams await somebody`);
    const pages = await Promise.all(
      awaited
        .filter(({ name }) => telling.includes(name))
        .map(async (team) => ({ ...team, people: await all<{ id: string }>(`${organization()}/teams/${team.id}/unknown`) })),
    );
    await walk(async (window) => {
      await window.load(within("licenses"));
      for (const { id, name, people } of pages) {
        await window.follow(within(`teams/${id}`), { heading: name });
        await window.harmless(`the team ${name}`, [name, ...people.map((one) => one.id)]);
      }
    });
  });

  test("what is asked about members, teams, organizations and keys", async () => {
    const about = async (path: string, kind?: string) =>
      (await all<Named & { origin?: { kind: string } }>(path)).filter(
        ({ name, origin }) => telling.includes(name) && origin?.kind === kind,
      );
    const questions = [
      ...(await about(`${organization()}/members`, "manual")).map(({ id, name }, index) => ({
        name,
        path: within(`members/${id}?window=${["edit", "role", "remove"][index % 3]}`),
      })),
      ...(await about(`${organization()}/teams`, "manual")).map(({ id, name }, index) => ({
        name,
        path: within(`teams/${id}?window=${["add", "rename", "remove"][index % 3]}`),
      })),
      ...(await about("/organizations")).map(({ id, name }, index) => ({
        name,
        path: `/operator/organizations/${id}?window=${["suspend", "owner"][index % 2]}`,
      })),
    ];
    const [key] = await about(`${organization()}/api-keys`);
    await walk(async (window) => {
      await window.load(within("licenses"));
      for (const { name, path } of questions) {
        await window.follow(path, { heading: name });
        await window.harmless(path, [name], { within: "[role=dialog]" });
      }
      await window.load(within(`settings/api-keys?window=revoke&about=${key?.id}`));
      await window.harmless("an API key", [key?.name ?? ""], { within: "[role=dialog]" });
    });
  });

  test("the activity, by its subjects and by what is searched, and the refusals where no license is free", async () => {
    const teams = await all<Originated>(`${organization()}/teams`);
    const made = teams.filter(({ origin }) => origin.kind === "manual").map(({ name }) => name);
    await walk(async (window) => {
      await window.load(within("activity?what=teams"));
      await earlier(window, 2);
      await window.harmless("activity of teams", made);
      for (const what of ["members", "provisioning", "sign_in", "access"]) {
        await window.load(within(`activity?what=${what}`));
        await window.page.locator(".log > li").first().waitFor();
        await window.harmless(`activity of ${what}`, []);
      }
      for (const words of telling.slice(4)) {
        await window.follow(within(`activity?q=${inAddress(words)}`), { searched: words });
        await window.harmless(`activity with ${words}`, [words], { within: ".log" });
      }
      await window.load(`/o/${kept().small}/activity?refusals=true`);
      await window.page.locator(".log .chip").first().waitFor();
      await window.harmless("activity with refusals", []);
    });
  });

  test("the provisioning log, and requests with their bodies", async () => {
    const { items } = await company.call<{ items: Logged[] }>(`GET ${organization()}/requests?limit=100`);
    const requests = items.filter(({ kind }) => kind !== "more");
    const named = ({ person, team }: Logged) => person?.name || person?.user_name || team?.name || "";
    const longest = requests.toSorted((one, other) => named(other).length - named(one).length).slice(0, 3);
    await walk(async (window) => {
      await window.load(within("activity/requests"));
      await window.harmless("requests", requests.map(named), { height: high });
      for (const request of [...longest, ...requests.filter((_, index) => index % 16 === 0)]) {
        await window.follow(within(`activity/requests/${request.id}`), { text: request.id });
        await window.page.locator("pre").first().waitFor();
        await window.harmless(`the ${request.method} of ${named(request)}`, [named(request)]);
      }
    });
  });

  test("settings, and the pages of those who run the installation", async () => {
    const keys = await all<Named>(`${organization()}/api-keys`);
    const organizations = await all<Named>("/organizations");
    const links = await all<{ label: string }>(`${organization()}/setup-links`);
    const names = (of: readonly Named[]) => of.map(({ name }) => name);
    await walk(async (window) => {
      await window.load(within("settings/api-keys"));
      await window.harmless("API keys", names(keys));
      await window.load(within("settings/access"));
      await window.page.locator("main").getByText("Okta").first().waitFor({ state: "attached" });
      await window.harmless("access management", []);
      await window.load("/operator");
      await window.harmless("organizations", names(organizations.slice(0, 100)), { height: high });
      await window.follow(`/operator/organizations/${company.organization}`, { heading: "Fernhill Optics" });
      await window.harmless("an organization", links.map(({ label }) => label));
      for (const { id, name } of organizations.filter((one) => telling.includes(one.name))) {
        await window.follow(`/o/${id}/members`, { text: name });
        await window.harmless(`inside ${name}`, [name]);
      }
    });
  });

  test("links into an organization, and who came in by one", async () => {
    const { invitations } = kept();
    assert.ok(invitations.length >= 8, `${invitations.length} organizations have a telling name`);
    await walk(async (window) => {
      await window.load("/sign-in");
      for (const [index, { organization, person, owner, setup, used }] of invitations.entries()) {
        await window.follow(owner, { text: organization });
        await window.harmless(`the invitation of ${person}`, [organization, person]);
        await window.follow(index % 2 === 0 ? setup : used, { text: organization });
        await window.harmless(`the setup or the used invitation of ${organization}`, [organization]);
      }
    }, []);
    for (const { person, organization, joined } of invitations.slice(0, 2)) {
      await walk(async (window) => {
        await window.load("/account");
        await window.harmless(`the account of ${person}`, [person, organization]);
      }, joined);
    }
  });

  test("what is searched stands in the address, and is text where nothing is found", async () => {
    await walk(async (window) => {
      await window.load(within("members"));
      for (const words of telling) {
        const searched = `${words} is nobody`;
        await window.follow(within(`members?q=${inAddress(searched)}`), { searched });
        await window.page.locator(".card.empty").waitFor();
        await window.harmless(`a search for ${words}`, [searched]);
      }
    });
  });

  test("whom one finds from anywhere, and which teams, are text in the list", async () => {
    await walk(async (window) => {
      await window.load(within("members"));
      await window.page.getByRole("table").waitFor();
      for (const one of telling) {
        const words = one.slice(0, 60);
        const like = `q=${encodeURIComponent(words)}`;
        const people = await company.call<{ items: Named[] }>(`GET ${organization()}/members?${like}&limit=6`);
        const teams = await company.call<{ items: Named[] }>(`GET ${organization()}/teams?${like}&limit=4`);
        const names = [...people.items, ...teams.items].map(({ name }) => name);
        assert.ok(names.length > 0, `nobody is called ${words}`);
        await window.page.keyboard.press("Control+k");
        await window.page.getByRole("combobox").fill(words);
        await window.harmless(`finding ${words}`, names, { within: "[role=listbox]" });
        await window.page.keyboard.press("Escape");
        await window.page.getByRole("combobox").waitFor({ state: "detached" });
      }
    });
  });

  test("what is typed in a window is told back as text", async () => {
    const labels = {
      en: { make: "Create team", name: "Name", create: "Create", more: "More", drop: "Delete team", yes: "Delete" },
      de: { make: "Team anlegen", name: "Name", create: "Anlegen", more: "Mehr", drop: "Team löschen", yes: "Löschen" },
    };
    const provoked = [/^404: /, /status of 404/]; // what was asked of a team while it went
    await walk(async (window) => {
      const { page, language } = window;
      const { make, name: field, create, more, drop, yes } = labels[language];
      await window.load(within("teams"));
      for (const typed of ["<img src=x onerror=hostileRan()>", "{0} \\u0041 <0/>", "ליאור 7"]) {
        const name = `${typed} ${language}`;
        await page.getByRole("button", { name: make }).click();
        const dialog = page.getByRole("dialog", { name: make });
        await dialog.getByRole("textbox", { name: field }).fill(name);
        await dialog.getByRole("button", { name: create }).click();
        await page.getByRole("heading", { name, level: 1 }).waitFor();
        await page.getByRole("button", { name: more, exact: true }).click();
        await page.getByRole("menuitem", { name: drop }).click();
        await page.getByRole("dialog").waitFor();
        await window.harmless(`deleting ${name}`, [name], { provoked, within: "[role=dialog]" });
        await page.getByRole("dialog").getByRole("button", { name: yes }).click();
        await page.getByRole("status").getByText(name).waitFor();
        await window.harmless(`${name} deleted`, [name], { provoked, within: ".toasts" });
      }
    });
  });
}

function inAddress(words: string): string {
  return encodeURIComponent(JSON.stringify(words));
}

/** As few people as show all strings among their attributes, and those who are not active. */
function enough(people: readonly Person[]): Person[] {
  const left = new Set(hostile);
  const pages = people.filter(({ status }) => status !== "active");
  const gain = ({ attributes }: Person) => new Set(attributes.filter((one) => left.has(one))).size;
  const look = (person: Person) => person.attributes.forEach((one) => left.delete(one));
  pages.forEach(look);
  while (left.size > 0) {
    const best = people.reduce((one, other) => (gain(other) > gain(one) ? other : one));
    assert.ok(gain(best) > 0, `no page shows ${[...left].join(", ")}`);
    look(best);
    pages.push(best);
  }
  return pages;
}

interface Logged {
  id: string;
  method: string;
  kind: string;
  person?: { name: string; user_name: string };
  team?: { name: string };
}

/** Goes back in the activity by so many pages. */
async function earlier({ page }: Watched, pages: number): Promise<void> {
  const rows = page.locator(".log > li");
  await rows.first().waitFor();
  for (let read = 0; read < pages; read++) {
    const before = await rows.count();
    await page.locator(".further button").click();
    await rows.nth(before).waitFor();
  }
}

/** The values of a CSV file (RFC 4180). */
function cellsOf(csv: string): string[] {
  const cells: string[] = [];
  for (const [cell, quoted] of csv.matchAll(/"((?:[^"]|"")*)"|[^",\r\n]+/g)) {
    cells.push(quoted === undefined ? cell : quoted.replaceAll('""', '"'));
  }
  return cells;
}

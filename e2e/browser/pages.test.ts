// Every page of the panel, whatever it is about: light and dark, wide and narrow, in English and in German, nothing
// that axe finds and nothing that the policy forbids. A page that is added is looked at here by itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Request } from "playwright-core";
import { type Address, addressesOf, furnish, routesOf } from "./addresses.ts";
import { type Company, onOneEngine } from "./company.ts";
import { findings, type Look, overhang, settled, squeezed, type Theme } from "./look.ts";
import { leave, surprises } from "./walk.ts";

const languages = ["en", "de"] as const;
type Language = (typeof languages)[number];

/** Either theme in either language, once wide and once narrow: what axe takes longest for has few ways to fail twice. */
const sizes: Record<Language, { theme: Theme; width: number }> = {
  en: { theme: "light", width: 1440 },
  de: { theme: "dark", width: 320 },
};

/** Looked at for what has too little room there, in the language of the longer words. */
const between = [768, 1024, 1440] as const;

const patience = 10_000;

/** What the panel says where it has no page: once by itself, once inside of an organization. */
const nowhere = (company: Company): Address[] =>
  ["/nowhere", `/o/${company.organization}/nowhere`].map((path) => ({ path, as: company.owner }));

/** What fills in the addresses of a company's pages. */
const furnished = new WeakMap<Company, Map<string, string>>();

onOneEngine(
  "Every page",
  (company) => {
    test("every route of the panel, and where there is none: light, dark, wide, narrow, English and German", async () => {
      const addresses = await allOf(company);
      await Promise.all(languages.map((language) => walk(company, language, addresses)));
    });

    test("what stands in a page's place where the server does not say who is signed in is a page too", async () => {
      const problem = { status: 500, code: "internal", detail: "That went wrong here.", remedy: "Try again." };
      const paths = [`/o/${company.organization}/members`, "/account", "/setup", "/sign-in"];
      const look = async (path: string) => {
        const window = await company.visit("/layers.css");
        await window.page.route("**/api/v1/visitor", (route) => route.fulfill({ status: 500, json: problem }));
        await window.page.goto(company.scene.url + path);
        await window.page.getByRole("main").getByRole("button", { name: "Try again" }).waitFor({ timeout: patience });
        await settled(window.page);
        assert.deepEqual(await findings(window.page), [], path);
        await leave(window, /^500: /, /status of 500/);
      };
      await Promise.all(paths.map(look));
    });
  },
  async (company) => {
    furnished.set(company, await furnish(company));
  },
);

async function allOf(company: Company): Promise<Address[]> {
  const look = await company.open(`${company.scene.url}/sign-in`);
  await look.page.locator("h1").waitFor();
  const routes = await routesOf(look.page);
  await leave(look);
  assert.ok(routes.includes("/sign-in") && routes.length > 20, `the panel has the pages ${routes}`);
  const values = furnished.get(company) ?? assert.fail("there is no company");
  const addresses = await Promise.all(routes.map((route) => addressesOf(company, route, values)));
  return [...addresses.flat(), ...nowhere(company)];
}

/** Opens one page after the other in a window, and looks at each. */
async function walk(company: Company, language: Language, addresses: readonly Address[]): Promise<void> {
  const look = await company.open("about:blank");
  const { context, page } = look;
  await context.addInitScript((chosen) => localStorage.setItem("muster.language", chosen), language);
  const asked = new Set<Request>();
  page.on("request", (request) => request.resourceType() === "fetch" && asked.add(request));
  page.on("requestfinished", (request) => asked.delete(request));
  page.on("requestfailed", (request) => asked.delete(request));
  for (const address of addresses) {
    // The page before asks nothing as somebody else, and a link that differs in its secret alone is opened anew.
    await page.goto(`${company.scene.url}/layers.css`);
    await context.clearCookies();
    await context.addCookies(address.as);
    const answer = await page.goto(company.scene.url + address.path);
    const policy = answer?.headers()["content-security-policy"] ?? "";
    assert.match(policy, /^default-src 'none'; (?!.*unsafe)/, `the policy of ${address.path}`);
    // What it leads to is an address of its own, and looked at there.
    if (address.leads) await page.waitForURL(({ pathname }) => pathname === address.leads, { timeout: patience });
    else await inEverySize(look, address, language, asked);
    assert.deepEqual(surprises(look), [], `${address.path} in ${language}`);
  }
  await context.close();
}

/** Looks at one page while its window changes under it. Pictures of it are taken where it is used. */
async function inEverySize(look: Look, { path }: Address, language: Language, asked: Set<Request>): Promise<void> {
  const { page } = look;
  const [where = ""] = path.split("#");
  const told = `${where} in ${language}`;
  const resize = async (width: number) => {
    await page.setViewportSize({ width, height: 900 });
    await arrived(look, asked, told);
    assert.equal(await overhang(page), 0, `${told} is wider than ${width}`);
    assert.deepEqual(await squeezed(page), [], `${told} at ${width}`);
  };
  const { theme, width } = sizes[language];
  await page.emulateMedia({ colorScheme: theme });
  await resize(width);
  assert.equal(new URL(page.url()).pathname, where, told);
  assert.equal(await page.getAttribute("html", "lang"), language, told);
  assert.deepEqual(await findings(page), [], `${told}, ${theme}, at ${width}`);
  for (const width of language === "de" ? between : []) await resize(width);
}

/** Waits until the page has its title, and nothing that it asked for is on its way. */
async function arrived({ page }: Look, asked: Set<Request>, told: string): Promise<void> {
  await page.locator("h1").first().waitFor({ state: "attached", timeout: patience }).catch(() => assert.fail(`${told} has no title`));
  do {
    await Promise.all(Array.from(asked, async (request) => (await request.response())?.finished()));
    await settled(page);
  } while (asked.size > 0);
  await page.locator("[aria-busy=true], .loading").first().waitFor({ state: "detached" });
}

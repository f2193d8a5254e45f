// A vendor's guide for Okta, walked in two windows: Okta's Admin Console as its administrator has it, and the control
// panel as the owner of the organization has it.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Locator, Page } from "playwright-core";
import { type Company, onEachEngine } from "./company.ts";
import { follow, type OktaConsole, openConsole, press, startOkta } from "./okta_console.ts";
import type { Look } from "./look.ts";
import { shownOnce, surprises } from "./walk.ts";

/** The company in Okta: the same eight people and three groups for every guide. */
const madeUp = ["--people", "8", "--groups", "3", "--seed", "7"];

export const felix = { name: "Felix Nielsen", login: "felix.nielsen@northwind.example" };
export const francesca = { name: "Francesca Santos", login: "francesca.santos@northwind.example" };
export const antonio = { name: "Antonio Petersen", login: "antonio.petersen@northwind.example" };
export const emma = { name: "Emma Eriksen", login: "emma.eriksen@northwind.example" };
/** A group of Felix and Siobhán. */
export const engineering = "Engineering";

/** The page of a member who is removed, or whom Okta knows no longer, may ask for what is gone once more. */
export const gone = /^404: \S+\/members\//;

/** A member as the API has them. */
interface Member {
  id: string;
  name: string;
  email: string;
  status: string;
  role: string;
  licensed: boolean;
  scim: boolean;
}

interface Team {
  id: string;
  name: string;
  size: number;
}

/** What an administrator copies from the panel. */
export interface Credentials {
  tenantUrl: string;
  token: string;
}

export class GuideWalk {
  readonly company: Company;
  okta!: OktaConsole;
  #admin!: Look;
  #panel!: Look;

  constructor(company: Company) {
    this.company = company;
  }

  async begin(): Promise<void> {
    this.okta = await startOkta(this.company.scene.program, ...madeUp);
    this.#admin = await openConsole(this.company.browser, this.okta);
    this.#panel = await this.company.visit("members");
  }

  /** Nothing may have gone wrong in either window but what the guide provoked. */
  async end(provoked: readonly RegExp[]): Promise<void> {
    await this.okta?.stop();
    for (const look of [this.#admin, this.#panel]) assert.deepEqual(look && surprises(look, ...provoked), []);
  }

  /** Okta's Admin Console. */
  get admin(): Page {
    return this.#admin.page;
  }

  /** The control panel. */
  get panel(): Page {
    return this.#panel.page;
  }

  /** Opens a page of the panel by its address, where no guide says which way it is reached. */
  async open(path: string): Promise<void> {
    await this.panel.goto(`${this.company.scene.url}/o/${this.company.organization}/${path}`);
  }

  /** Settings in the left sidebar, and there Access management. */
  async openAccess(): Promise<void> {
    await this.panel.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Settings" }).click();
    await this.panel.getByRole("link", { name: "Access management" }).click();
    await this.panel.getByRole("heading", { name: "User & Group Provisioning" }).waitFor();
  }

  get toggle(): Locator {
    return this.panel.getByRole("switch", { name: "User provisioning with Okta" });
  }

  /** Takes down what the window after the toggle shows, and goes on. */
  async noteCredentials(): Promise<Credentials> {
    const window = this.panel.getByRole("dialog", { name: "Connect Okta" });
    const noted = { tenantUrl: await shownOnce(this.panel, "Tenant URL"), token: await shownOnce(this.panel, "Secret Token") };
    await window.getByRole("button", { name: "Copy Secret Token" }).click();
    await window.getByRole("button", { name: "Continue" }).click();
    await window.waitFor({ state: "detached" });
    return noted;
  }

  /** The connection as the vendor's preset made it. */
  async connection(): Promise<{ id: string; tenantUrl: string; preset?: string }> {
    type Shown = { id: string; tenant_url: string; preset?: string };
    const { items } = await this.list<Shown>("connections");
    assert.ok(items[0]);
    const { id, tenant_url: tenantUrl, preset } = items[0];
    return { id, tenantUrl, ...(preset && { preset }) };
  }

  async members(): Promise<Member[]> {
    return (await this.list<Member>("members?limit=100")).items;
  }

  /** The member with an address. */
  async member(email: string): Promise<Member> {
    const found = (await this.members()).find((member) => member.email === email);
    assert.ok(found, `nobody has the address ${email}`);
    return found;
  }

  async teams(): Promise<Team[]> {
    return (await this.list<Team>("teams")).items;
  }

  list<T>(what: string): Promise<{ items: T[] }> {
    return this.company.call<{ items: T[] }>(`GET /organizations/${this.company.organization}/${what}`);
  }

  /** The page of a member, reached by the list. */
  async openMember(name: string): Promise<void> {
    await this.panel.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Members" }).click();
    await this.panel.getByRole("table", { name: "Members" }).getByRole("link", { name, exact: true }).click();
    await this.panel.getByRole("heading", { level: 1, name }).waitFor();
  }

  /** The page of a team, reached by the list. */
  async openTeam(name: string): Promise<void> {
    await this.panel.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Teams" }).click();
    await this.panel.getByRole("table", { name: "Teams" }).getByRole("link", { name, exact: true }).click();
    await this.panel.getByRole("heading", { level: 1, name }).waitFor();
  }

  /** What the apps sent, by Okta's System Log, the latest first. */
  async sent(words: string): Promise<string[]> {
    await follow(this.admin, "System Log");
    await this.admin.getByRole("searchbox", { name: "Search the log" }).fill(words);
    await press(this.admin, "Search");
    return this.admin.locator("main .mono").allInnerTexts();
  }
}

interface Begins {
  /** Of the connection that is there and off; without it the guide makes the connection itself. */
  preset?: string;
  /** What is refused on the way, by either side, and shows as an error of the browser's. */
  provoked?: readonly RegExp[];
}

/**
 * Walks a guide on each engine. Muster begins with an organization whose connection to Okta has the vendor's preset
 * and is off; Okta begins with people, groups and no app. Both windows stay open from one test to the next, as on
 * the desk of whoever follows the guide.
 */
export function walkGuide(title: string, { preset, provoked = [] }: Begins, tests: (walk: GuideWalk) => void): void {
  onEachEngine(
    title,
    (company) => {
      const walk = new GuideWalk(company);
      before(() => walk.begin());
      after(() => walk.end(provoked));
      tests(walk);
    },
    async (company) => {
      await company.found();
      if (!preset) return;
      const all = `/organizations/${company.organization}/connections`;
      const asked = { provider: "okta", preset, issue_token: false };
      const { connection } = await company.call<{ connection: { id: string } }>(`POST ${all}`, asked);
      await company.call(`POST ${all}/${connection.id}/disable`, {});
    },
  );
}

/** Fills in a field of the Admin Console by its label, which may say that it can be left empty. */
export async function fill(page: Page, label: string, value: string): Promise<void> {
  await page.getByLabel(new RegExp(`^${label}( optional)?$`, "i")).fill(value);
}

/** Ticks boxes of the page by their labels. */
export async function tick(page: Page, ...labels: string[]): Promise<void> {
  for (const name of labels) await page.getByRole("checkbox", { name }).check();
}

/** Looks for an app in Applications › Applications › Browse App Catalog, and begins to add it. */
export async function addFromCatalog(page: Page, search: string, name: string): Promise<void> {
  await follow(page, "Applications");
  await press(page, "Browse App Catalog");
  await page.getByRole("searchbox", { name: "Search the catalog" }).fill(search);
  await press(page, "Search");
  await follow(page, name);
  await press(page, "Add Integration");
}

/** Provisioning › Configure API Integration of the app that is open: enabled, tested, and saved. What goes wrong first is mended. */
export async function configureIntegration(
  page: Page,
  labels: { url: string; token: string },
  { tenantUrl, token }: Credentials,
  goesWrong?: () => Promise<void>,
): Promise<void> {
  await follow(page, "Provisioning");
  await press(page, "Configure API Integration");
  await tick(page, "Enable API Integration");
  await fill(page, labels.url, tenantUrl);
  await goesWrong?.();
  await fill(page, labels.token, token);
  await press(page, "Test API Credentials");
  await page.getByRole("status").getByText("was verified.").waitFor();
  await page.getByRole("status").getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Provisioning to App" }).waitFor();
}

/** Sign On › Settings › Edit: the application's user name becomes the address. */
export async function nameByEmail(page: Page): Promise<void> {
  await follow(page, "Sign On");
  await press(page, "Edit");
  await page.getByLabel("Application username format").selectOption({ label: "Email" });
  await press(page, "Save");
  await page.getByRole("status").getByText("Saved.").waitFor();
}

/** Assignments › Assign › Assign to Groups, in the app that is open. */
export async function assignGroup(page: Page, name: string): Promise<void> {
  await follow(page, "Assignments");
  await press(page, "Assign");
  await follow(page, "Assign to Groups");
  await page.getByRole("checkbox", { name, exact: true }).check();
  await press(page, "Assign");
  await press(page, "Done");
}

/** Push Groups › by name, in the app that is open. */
export async function pushGroup(page: Page, name: string): Promise<void> {
  await follow(page, "Push Groups");
  await press(page, "Push Groups");
  await follow(page, "Find groups by name");
  await page.getByRole("radio", { name }).check();
  await press(page, "Save");
}

/** A control of the panel that keeps its place and cannot be used. */
export async function isLocked(control: Locator): Promise<void> {
  await control.waitFor();
  assert.equal(await control.getAttribute("aria-disabled"), "true", `${control} can be used`);
}

/** A control of the panel that can be used. */
export async function isFree(control: Locator): Promise<void> {
  await control.waitFor();
  assert.notEqual(await control.getAttribute("aria-disabled"), "true", `${control} is locked`);
}

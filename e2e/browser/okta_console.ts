// The stand-in for Okta with its Admin Console, as muster okta serve starts it, and the clicks of the guides there.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Browser, Locator, Page } from "playwright-core";
import { type Look, open, type Theme } from "./look.ts";

/** A running stand-in. */
export interface OktaConsole {
  /** Where people sign in. */
  url: string;
  /** Where the Admin Console is. */
  admin: string;
  stop: () => Promise<void>;
}

/** Starts the stand-in of a built program, with the company that its flags say. */
export async function startOkta(program: string, ...flags: string[]): Promise<OktaConsole> {
  const server = spawn(program, ["okta", "serve", "--listen", "127.0.0.1:0", ...flags], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const gone = new Promise<void>((done) => server.once("exit", () => done()));
  let admin = "";
  for await (const line of createInterface({ input: server.stdout })) {
    admin = /^Admin Console\s+(\S+)/.exec(line)?.[1] ?? admin;
    const url = /listens on (\S+)/.exec(line)?.[1];
    if (url) {
      server.stdout.resume();
      return { url, admin, stop: () => (server.kill(), gone) };
    }
  }
  throw new Error("the stand-in for Okta ended before it listened");
}

/** Opens the Admin Console in a window of its own. */
export function openConsole(browser: Browser, okta: OktaConsole, theme: Theme = "light", width = 1440): Promise<Look> {
  return open(browser, okta.admin, theme, width);
}

/** Follows a link of the page, or of its menu. */
export async function follow(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name, exact: true }).click();
}

export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

/** Opens Applications › Applications, and there an app. */
export async function openApp(page: Page, label: string): Promise<void> {
  await follow(page, "Applications");
  await page.getByRole("list", { name: "Applications" }).getByRole("link", { name: label }).click();
}

/** Adds one of the test apps from the catalog. */
export async function addTestApp(page: Page, name: string, label: string): Promise<void> {
  await follow(page, "Applications");
  await press(page, "Browse App Catalog");
  await page.getByRole("searchbox", { name: "Search the catalog" }).fill("SCIM 2.0");
  await press(page, "Search");
  await follow(page, name);
  await press(page, "Add Integration");
  await page.getByRole("textbox", { name: "Application Label" }).fill(label);
  await press(page, "Next");
  await press(page, "Done");
}

/** Ticks everything under To App, which is open. */
export async function tickToApp(page: Page): Promise<void> {
  await press(page, "Edit");
  for (const box of ["Create Users", "Update User Attributes", "Deactivate Users"]) {
    await page.getByRole("checkbox", { name: box }).check();
  }
  await press(page, "Save");
  await page.getByRole("status").getByText("Saved.").waitFor();
}

/** Assigns people to the app whose page is open. */
export async function assignPeople(page: Page, ...names: string[]): Promise<void> {
  await follow(page, "Assignments");
  await press(page, "Assign");
  await follow(page, "Assign to People");
  for (const name of names) await page.getByRole("checkbox", { name, exact: true }).check();
  await press(page, "Assign");
  await press(page, "Done");
}

/** Waits until a row of a list says something. */
export async function rowSays(page: Page, list: string, row: string, words: string): Promise<void> {
  const rows = page.getByRole("list", { name: list }).getByRole("listitem").filter({ hasText: row });
  await shows(page, rows.filter({ hasText: words }));
}

/** Waits until the page shows something. It does not change by itself: what is still under way is asked for again. */
export async function shows(page: Page, what: Locator): Promise<void> {
  const underWay = page.getByText("In progress", { exact: true });
  for (;;) {
    await what.or(underWay).first().waitFor();
    if ((await what.count()) > 0) return;
    await follow(page, "Refresh");
  }
}

// What the tests of the panel's own pages share: signing in, looking at a page in every size, and what is read
// aloud off a window that shows a secret once.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { type Company, type Cookies, goodPassword } from "./company.ts";
import { findings, type Look, overhang, picture, settled, squeezed, type Theme } from "./look.ts";

/**
 * What went wrong in a window, without the refusals that the test provokes: the browser tells each of them as a
 * console error too.
 */
export function surprises({ wrong }: Look, ...provoked: RegExp[]): string[] {
  // The console names no address, so its lines count where nothing was provoked.
  const told = provoked.length > 0 ? [...provoked, /^error: Failed to load resource: .* status of 4\d\d/] : [];
  return wrong.filter((what) => !told.some((one) => one.test(what)));
}

/** Closes a window in which nothing may have gone wrong but what the test provoked. */
export async function leave(look: Look, ...provoked: RegExp[]): Promise<void> {
  assert.deepEqual(surprises(look, ...provoked), []);
  await look.context.close();
}

/** The page as it stands: nothing sticks out and, where it is judged, a screenshot and what axe finds. */
export async function looksRight({ page, judged }: Look, name: string, floating = false): Promise<void> {
  await settled(page);
  assert.equal(await overhang(page), 0, `${name} is wider than its window`);
  if (!judged) return;
  assert.deepEqual(await squeezed(page), [], name);
  await picture(page, name);
  assert.deepEqual(await findings(page, floating), [], name);
}

/** Between the drawn ones, where the sidebar goes away: looked at for what has too little room there. */
const between = [768, 1024] as const;

const sizes: readonly { theme: Theme; width: number; height: number }[] = [
  { theme: "light", width: 1440, height: 900 },
  { theme: "dark", width: 1440, height: 900 },
  { theme: "light", width: 390, height: 844 },
  { theme: "dark", width: 320, height: 800 },
];

interface Sight {
  name: string;
  /** Of the organization, or any path that begins with a slash. */
  path: string;
  as?: Cookies;
  /** Waits until what the picture is about is there. */
  ready: (page: Page) => Promise<void>;
  floating?: boolean;
}

/**
 * Looks at one page in light and dark, wide and narrow, while its window changes under it. How it looks does not
 * follow from the engine, so on the second one a single size tells that the page is there.
 */
export async function everySize(company: Company, { name, path, as, ready, floating }: Sight): Promise<void> {
  const look = await company.visit(path, { as });
  for (const { theme, width, height } of look.judged ? sizes : sizes.slice(0, 1)) {
    await look.page.emulateMedia({ colorScheme: theme });
    await look.page.setViewportSize({ width, height });
    await ready(look.page);
    await looksRight(look, `${name}-${theme}-${width}`, floating);
  }
  for (const width of look.judged ? between : []) {
    await look.page.setViewportSize({ width, height: 800 });
    await ready(look.page);
    await settled(look.page);
    assert.equal(await overhang(look.page), 0, `${name} is wider than ${width}`);
    assert.deepEqual(await squeezed(look.page), [], `${name} at ${width}`);
  }
  assert.deepEqual(surprises(look), [], name);
  await look.context.close();
}

/** Waits until a button of a window has the focus, which comes a moment after the window does, or never. */
export async function focused(page: Page, button: string): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).and(page.locator(":focus")).waitFor();
}

/** Joins by a link and a password; what the link asks for is told. */
export async function join(page: Page, link: string, who: { name: string; email?: string }): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Name", { exact: true }).fill(who.name);
  if (who.email) await page.getByLabel("Email").fill(who.email);
  const ways = page.getByRole("group", { name: "Sign in by" });
  if (await ways.isVisible()) await ways.getByText("Password").click();
  await page.getByRole("textbox", { name: "Password", exact: true }).fill(goodPassword);
  await page.getByRole("button", { name: "Join" }).click();
}

export async function signIn(page: Page, email: string, password = goodPassword): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByRole("textbox", { name: "Password", exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** What a window shows once, by its label. */
export async function shownOnce(page: Page, label: string): Promise<string> {
  const value = page.getByRole("dialog").locator(".valued").filter({ hasText: label }).locator("code");
  return (await value.innerText()).trim();
}

/** Chooses from a list of values, by its label. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

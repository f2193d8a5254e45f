import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { AxeResults } from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

export const themes = ["light", "dark"] as const;
export const widths = [1440, 760, 320] as const;
export type Theme = (typeof themes)[number];

const screenshots = path.resolve(import.meta.dirname, "screenshots");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Debian's Chromium, or the one that MUSTER_CHROMIUM names. It scrolls at once, unless smoothly is asked for: what a
 * page does while the window is on its way to where a key sends it may end the way early, on a busy machine.
 */
export function launch(smoothly = false): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.MUSTER_CHROMIUM ?? "/usr/bin/chromium-headless-shell",
    args: [
      ...(smoothly ? [] : ["--disable-smooth-scrolling"]),
      // As root, in a container or on CI, Chromium cannot make its sandbox.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });
}

/** One window and everything that went wrong in it: violations of the policy, errors, requests that failed. */
export interface Look {
  context: BrowserContext;
  page: Page;
  wrong: string[];
  /** Whether its looks are in question here. */
  judged: boolean;
}

export async function open(browser: Browser, url: string, theme: Theme, width: number, height = 900): Promise<Look> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: "en-GB",
    permissions: ["clipboard-write"], // which a browser gives to a page that was clicked on
    reducedMotion: "reduce", // a still page: the same screenshot every time
  });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") wrong.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`thrown: ${error.message}`));
  page.on("requestfailed", (request) => {
    // A question that is asked anew, or by a page that was left, is called off. That is no failure.
    if (request.failure()?.errorText !== "net::ERR_ABORTED") wrong.push(`not loaded: ${request.url()}`);
  });
  page.on("response", (answer) => {
    if (answer.status() >= 400) wrong.push(`${answer.status()}: ${answer.url()}`);
  });
  await page.exposeFunction("policyViolated", (text: string) => wrong.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const tell = (window as unknown as { policyViolated: (text: string) => void }).policyViolated;
      tell(`policy: ${event.effectiveDirective} forbids ${event.blockedURI} ${event.sample}`);
    });
  });
  await page.goto(url);
  await page.evaluate(() => document.fonts.ready);
  return { context, page, wrong, judged: true };
}

/** The window of a page that axe was brought into. */
interface WithAxe {
  axe?: { run: (context: object, options: object) => Promise<AxeResults> };
}

/**
 * What axe finds against WCAG 2.2 A and AA and its best practices, one line a finding. What floats over the
 * page belongs to the control that opened it and not to a landmark, so that one rule rests while it is open. Lines are
 * all that leaves the page, and axe comes into it once: what it says of everything that is right is long.
 */
export async function findings(page: Page, floating = false): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  return page.evaluate(async (region) => {
    const results = await (window as unknown as WithAxe).axe?.run(
      // Guards at the edges of what floats: they are reached only to hand the focus on at once.
      { exclude: ["[data-base-ui-focus-guard]"] },
      {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        rules: { region: { enabled: region } },
        resultTypes: ["violations"],
      },
    );
    if (!results) return ["axe is not there"];
    return results.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(" ")}: ${failureSummary ?? ""}`),
    );
  }, !floating);
}

/** Waits until what is there has been drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Waits for the fonts, for the layout that a change of the window brings, and for what is on its way to end. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await drawn(page);
  await page.evaluate(() =>
    // A colour that changes with the theme is on its way for a frame, however short its way is.
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished),
    ),
  );
  await drawn(page);
}

/** How much wider than the window the page is: 0, or something sticks out. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/**
 * What has too little room: a title that is broken within a word, a name of which a few letters are left, and a cell
 * that runs into the next one. A word may be longer than any window.
 */
export function squeezed(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const title of Array.from(document.querySelectorAll("h1, h2"))) {
      for (const text of Array.from(title.childNodes)) {
        if (text.nodeType !== Node.TEXT_NODE) continue;
        for (const word of text.textContent?.matchAll(/\S+/g) ?? []) {
          const range = document.createRange();
          range.setStart(text, word.index);
          range.setEnd(text, word.index + word[0].length);
          const lines = new Set(Array.from(range.getClientRects()).map(({ top }) => Math.round(top)));
          if (word[0].length < 20 && lines.size > 1) found.push(`the title breaks within "${word[0]}"`);
        }
      }
    }
    for (const name of Array.from(document.querySelectorAll(".tbl .who a"))) {
      if (name.getClientRects().length > 0 && name.clientWidth < Math.min(name.scrollWidth, 72)) {
        found.push(`of "${name.textContent}" ${name.clientWidth} px are seen`);
      }
    }
    for (const held of Array.from(document.querySelectorAll(".tbl td:first-child > *, .tbl td > .st"))) {
      const cell = held.closest("td");
      if (cell && held.getClientRects().length > 0 && held.getBoundingClientRect().right > cell.getBoundingClientRect().right + 1) {
        found.push(`"${held.textContent}" runs out of its cell`);
      }
    }
    return found;
  });
}

export async function picture(page: Page, name: string, fullPage = false): Promise<void> {
  await page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage });
}

// An organization of 100,000 members, and what is measured in it. A test holds what does not depend on the machine,
// measure_panel.ts prints the times.
import type { CDPSession, Page } from "playwright-core";
import { arrive } from "./arrival.ts";
import { type Company, type Cookies, ines } from "./company.ts";
import type { Look } from "./look.ts";

export const people = Number(process.env.MUSTER_PEOPLE ?? 100_000);

export interface Large {
  organization: string;
  /** A team to which everybody belongs. */
  team: string;
  operator: Cookies;
}

/** Lets the stand-in bring everybody, as Okta does, with the groups to which they belong. */
export async function everybodyArrives(company: Company): Promise<Large> {
  company.operator = await company.accept(company.scene.firstLink, ines);
  const organization = await company.organize("Fernhill Optics", people + 1000);
  await arrive(company, organization, "large", { people, groups: 14 }, ["All staff"]);
  const teams = await company.call<{ items: { id: string }[] }>(`GET /organizations/${organization}/teams`);
  return { organization, team: teams.items[0]?.id ?? "", operator: company.operator };
}

/** What a page's main thread had to do. Milliseconds. */
interface Work {
  /** The longest task; 0 where none was longer than the 50 that a browser tells of. */
  longest: number;
  tasks: number[];
}

declare global {
  interface Window {
    /** Since navigation began, until the first row was painted. */
    firstRow: number | undefined;
    longTasks: number[];
  }
}

/** Opens a window that watches its own work from the beginning. */
export async function watched(company: Company, { operator }: Large): Promise<Look> {
  const look = await company.visit("/account", { as: operator });
  await look.page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration);
    }).observe({ type: "longtask", buffered: true });
    const row = "table.tbl tbody:not(.gap)";
    new MutationObserver((_, observer) => {
      if (!document.querySelector(row)) return;
      observer.disconnect();
      // The frame after the one that draws it: then it was painted.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          window.firstRow = performance.now();
        }),
      );
    }).observe(document, { subtree: true, childList: true });
  });
  return look;
}

/** Opens a page with a list, and answers how long it took until the first row was painted. */
export async function opening(page: Page, url: string): Promise<number> {
  await page.goto(url);
  await page.locator("table.tbl tbody:not(.gap)").first().waitFor();
  return page.evaluate(
    () =>
      new Promise<number>((done) => {
        const look = () => (window.firstRow === undefined ? requestAnimationFrame(look) : done(window.firstRow));
        look();
      }),
  );
}

/** Turns the wheel so many times over the list, a screen each, and answers what that cost the main thread. */
export async function scroll(page: Page, cdp: CDPSession, turns: number): Promise<Work> {
  await page.evaluate(() => window.longTasks.splice(0));
  for (let turn = 0; turn < turns; turn++) {
    await cdp.send("Input.dispatchMouseEvent", { type: "mouseWheel", x: 700, y: 500, deltaX: 0, deltaY: 800 });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  }
  return work(page);
}

/** The long tasks since they were last asked for. */
export async function work(page: Page): Promise<Work> {
  const tasks = await page.evaluate(() => window.longTasks.splice(0));
  return { longest: Math.max(0, ...tasks), tasks };
}

/** How many rows of a list are in the page, and which is the last of them. */
export async function rows(page: Page): Promise<{ count: number; last: number }> {
  return page.evaluate(() => {
    const all = Array.from(document.querySelectorAll("table.tbl tbody:not(.gap)"));
    return { count: all.length, last: Number((all.at(-1) as HTMLElement | undefined)?.dataset.index ?? -1) };
  });
}

/** Waits until the list's first row is one that `what` describes, and answers how long it took after `act`. */
export async function answered(page: Page, act: () => Promise<void>, what: string): Promise<number> {
  const began = performance.now();
  await act();
  await page.locator("table.tbl tbody:not(.gap)", { hasText: what }).first().waitFor();
  return performance.now() - began;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

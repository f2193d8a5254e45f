// Prints how fast the panel is in an organization of 100,000 members, on each engine; docs/performance.md tells what
// was found. MUSTER_PEOPLE names another number of them.
import type { Page } from "playwright-core";
import { Company } from "./company.ts";
import { begun, shown, toTheEnd, wheel } from "./list.ts";
import type { Look } from "./look.ts";
import { idOf } from "./provider.ts";
import { engines } from "./scene.ts";
import { longTasks } from "./tasks.ts";

const people = Number(process.env.MUSTER_PEOPLE ?? 100_000);
const rounds = 5;
/** Of the wheel, 800 px each. */
const turns = 300;
/** The last of everybody by name, whom nothing finds early. */
const last = { login: "himchan.hwang@fernhill.example", given: "힘찬", family: "황" };
const lastName = `${last.given} ${last.family}`;

declare global {
  interface Window {
    /** Settled when the first row in a list holds a text and was painted: when that was. */
    painted: Promise<number>;
    paint: (text: string) => void;
  }
}

const print = (what: string, found: string) => console.log(`  ${what.padEnd(44)} ${found}`);
const milliseconds = (value: number) => `${Math.round(value)} ms`;

/** The median, and the lowest and highest. */
function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const [lowest = 0, middle = 0, highest = 0] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return `${milliseconds(middle)} (${milliseconds(lowest)} to ${milliseconds(highest)})`;
}

/** A window that says when the first row of a page was painted. */
async function watched(company: Company): Promise<Look> {
  const look = await company.visit("/account");
  await look.page.addInitScript(() => {
    window.paint = (text) => {
      window.painted = new Promise((done) => {
        new MutationObserver((_, observer) => {
          const row = document.querySelector("table.tbl tbody:not(.gap)");
          if (!row?.textContent?.includes(text)) return;
          observer.disconnect();
          // The frame after the one that draws it: then it was painted.
          requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
        }).observe(document, { subtree: true, childList: true, characterData: true });
      });
    };
    window.paint("");
  });
  return look;
}

/** Goes to a page, and answers how long it took from there until its first row was painted. */
async function opening(page: Page, url: string): Promise<number> {
  await page.goto(url);
  return page.evaluate(() => window.painted);
}

/** How long it takes after `act` until the first row holds a text. */
async function answering(page: Page, text: string, act: () => Promise<void>): Promise<number> {
  await page.evaluate((text) => window.paint(text), text);
  const began = await page.evaluate(() => performance.now());
  await act();
  return (await page.evaluate(() => window.painted)) - began;
}

/** Prints the long tasks while `act` runs: by their own processor time, and by the clock. */
async function printWork({ browser }: Company, what: string, act: () => Promise<void>): Promise<void> {
  const { processor, clock } = await longTasks(browser, act);
  const told = (tasks: number[]) =>
    tasks.length === 0 ? "none" : `${tasks.length}, the longest ${milliseconds(Math.max(...tasks))}`;
  print(`${what}: tasks over 50 ms`, `${told(processor)}; by the clock ${told(clock)}`);
}

async function measure(company: Company): Promise<void> {
  await company.found();
  const began = performance.now();
  await company.arrive("main", { people, groups: 14 }, "All staff");
  await company.provision("main", last);
  print("arrived, with a team of all", `${Math.round((performance.now() - began) / 1000)} s`);
  const inside = (path: string) => `${company.scene.url}/o/${company.organization}/${path}`;
  for (const [what, path] of [
    ["members", "members"],
    ["who holds a license", "licenses"],
    ["a team of all", `teams/${await idOf(company, "teams", "All staff")}`],
  ] as const) {
    const times: number[] = [];
    const look = await watched(company);
    for (let round = 0; round < rounds; round++) times.push(await opening(look.page, inside(path)));
    print(`${what}: first row painted`, spread(times));
    const cdp = await look.context.newCDPSession(look.page);
    await printWork(company, what, () => wheel(look.page, cdp, turns));
    print(`${what}: by the wheel to row`, String((await shown(look.page)).last + 1));
    await look.context.close();
  }
  await find(company, inside("members"));
  await end(company, inside("members"));
}

/** Searches and filters among all members. */
async function find(company: Company, url: string): Promise<void> {
  const { context, page } = await watched(company);
  const searched: number[] = [];
  const filtered: number[] = [];
  const owners: number[] = [];
  const status = (name: RegExp) => page.getByRole("navigation", { name: "Views" }).getByRole("link", { name }).click();
  await company.scene.play({ do: "deactivate", okta: "main", logins: [last.login] });
  for (let round = 0; round < rounds; round++) {
    await opening(page, url);
    const first = (await page.locator("table.tbl tbody:not(.gap) .who a").first().innerText()).trim();
    searched.push(await answering(page, lastName, () => page.getByLabel("Search members").fill("himchan")));
    await answering(page, first, () => page.getByLabel("Search members").fill(""));
    filtered.push(await answering(page, lastName, () => status(/^Deactivated/)));
    await answering(page, first, () => status(/^All/));
    await page.getByRole("button", { name: "Role", exact: true }).click();
    owners.push(
      await answering(page, "Ana Ruiz", () => page.getByRole("menuitemcheckbox", { name: "Owner", exact: true }).click()),
    );
  }
  print("a search for the last of all, 200 ms of waiting", spread(searched));
  print("the only one who is deactivated", spread(filtered));
  print("the only owner", spread(owners));
  await context.close();
}

/** Goes through the whole list, page by page, until all of it has been in the browser. */
async function end(company: Company, url: string): Promise<void> {
  const { context, page } = await watched(company);
  await opening(page, url);
  await begun(page);
  const began = performance.now();
  await printWork(company, "to the end", () => toTheEnd(page, people));
  const { last: row, count, elements } = await shown(page);
  print("by the key End to row", `${row + 1}, ${Math.round((performance.now() - began) / 1000)} s`);
  print("in the page there", `${count} rows, ${elements} elements`);
  const cdp = await context.newCDPSession(page);
  await printWork(company, "up again by the wheel", () => wheel(page, cdp, -turns));
  await context.close();
}

for (const engine of engines) {
  const company = new Company(engine);
  try {
    await company.begin(true);
    console.log(`${people} members, ${engine}`);
    await measure(company);
  } finally {
    await company.close();
  }
}

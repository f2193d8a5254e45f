// The lists of an organization of thousands. What is held here depends on no machine's pace: how much stands in the
// page and how much is asked for, at the top, on the way to the end, and when somebody changes there. The times, among
// 100,000 members, are printed by `make measure`.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { type Company, onEachEngine } from "./company.ts";
import { begun, isPage, pagesAsked, shown, toTheEnd, wheel } from "./list.ts";
import { rowOf } from "./people.ts";
import { idOf } from "./provider.ts";
import { engines } from "./scene.ts";
import { leave } from "./walk.ts";

const people = 2990;
/** The last of everybody by name. */
const last = { login: "himchan.hwang@fernhill.example", given: "힘찬", family: "황" };

/** How many rows one request brings. */
const perPage = 200;
/** At most so many rows are drawn, of which a window of 900 px shows some 16, and so many elements stand in the page. */
const drawn = 40;
/** At most so many of them at a time while somebody scrolls, which is half a turn of the wheel. */
const portion = 6;
const elements = 2000;
/** So many bytes at most are a page, 200 members who are each in a team or two. */
const pageSize = 160_000;

onEachEngine(
  `The lists of ${people} members`,
  (company) => {
    begins(company);
    // How a list is walked and searched does not follow from the engine.
    if (company.engine === engines[0]) goesOn(company);
  },
  furnish,
);

/** The lists that show everybody, by their paths. */
async function lists(company: Company): Promise<string[]> {
  return ["members", "licenses", `teams/${await idOf(company, "teams", "All staff")}`];
}

function inside(company: Company, path: string): string {
  return `${company.scene.url}/o/${company.organization}/${path}`;
}

function begins(company: Company): void {
  test("a list begins with what stands near the window, and knows how long it is", async () => {
    for (const path of await lists(company)) {
      const look = await company.visit("about:blank");
      const asked = pagesAsked(look.page);
      const answered = look.page.waitForResponse(isPage);
      await look.page.goto(inside(company, path));
      await begun(look.page);
      await sparing(look.page, path);
      const { length } = await (await answered).body();
      assert.ok(length > pageSize / 2 && length <= pageSize, `a page of ${path} has ${length} bytes`);
      assert.ok(new Set(asked).size <= 2, `${path} asks for ${new Set(asked).size} pages`);
      const rows = await look.page.getByRole("table").getAttribute("aria-rowcount");
      assert.ok(Number(rows) > people, `${path} says it has ${rows} rows`);
      await leave(look);
    }
  });
}

function goesOn(company: Company): void {
  test("all the way to the end every page is asked for once, and the page grows no bigger", async () => {
    for (const path of (await lists(company)).filter((each) => each !== "licenses")) {
      const look = await company.visit("about:blank");
      const { page } = look;
      const asked = pagesAsked(page);
      await page.goto(inside(company, path));
      await begun(page);
      await toTheEnd(page, people, () => sparing(page, path));
      const pages = new Set(asked).size;
      assert.equal(pages, Math.ceil(people / perPage), path);
      // What is told late of the arrival makes the list ask again for the pages around the window.
      assert.ok(asked.length <= pages + 3, `${path} asks ${asked.length} times for ${pages} pages`);
      await leave(look);
    }
  });

  test("a scroll has the rows that it brings drawn portion by portion", async () => {
    const look = await company.visit("members");
    const { page } = look;
    await begun(page);
    const added = await page.evaluateHandle(() => {
      const counts: number[] = [];
      new MutationObserver((changes) => {
        const rows = changes
          .flatMap(({ addedNodes }) => Array.from(addedNodes))
          .filter((node) => node instanceof HTMLElement && node.matches("tbody:not(.gap)"));
        if (rows.length > 0) counts.push(rows.length);
      }).observe(document.querySelector("table.tbl") as Element, { childList: true });
      return counts;
    });
    const before = (await shown(page)).last;
    await wheel(page, await look.context.newCDPSession(page), 6);
    await toTheEnd(page, before + 60);
    const counts = await added.jsonValue();
    assert.ok(counts.length > 0 && Math.max(...counts) <= portion, `so many rows at a time: ${counts.join(", ")}`);
    await leave(look);
  });

  test("a change far below is shown there, and costs the pages around the window", async () => {
    const look = await company.visit("members");
    const { page } = look;
    await begun(page);
    const row = rowOf(page, `${last.given} ${last.family}`);
    await toTheEnd(page, people);
    await row.getByText("Active").waitFor();
    const asked = pagesAsked(page);
    await company.scene.play({ do: "deactivate", okta: "main", logins: [last.login] });
    await row.getByText("Deactivated").waitFor();
    assert.ok(new Set(asked).size <= 3, `one change makes the list ask for ${new Set(asked).size} pages`);
    await sparing(page, "members");
    await leave(look);
  });

  test("a search and a filter find the last of all, and ask for the one page that they have", async () => {
    const look = await company.visit("members");
    const { page } = look;
    await begun(page);
    const asked = pagesAsked(page);
    await page.getByLabel("Search members").fill("himchan");
    await rowOf(page, `${last.given} ${last.family}`).waitFor();
    assert.equal((await shown(page)).last, 0);
    await page.getByLabel("Search members").fill("");
    await page.getByRole("row").nth(10).waitFor();
    await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: /^Deactivated/ }).click();
    await rowOf(page, `${last.given} ${last.family}`).waitFor();
    assert.equal((await shown(page)).last, 0);
    assert.ok(asked.length <= 4, `two questions are asked by ${asked.length} requests`);
    await leave(look);
  });
}

/** Few rows are drawn, and the page holds little, wherever the list stands. */
async function sparing(page: Page, path: string): Promise<void> {
  const found = await shown(page);
  assert.ok(found.count <= drawn, `${path} draws ${found.count} rows, the last is ${found.last}`);
  assert.ok(found.elements <= elements, `${path} holds ${found.elements} elements at row ${found.last}`);
}

async function furnish(company: Company): Promise<void> {
  await company.found();
  await company.arrive("main", { people, groups: 14 }, "All staff");
  await company.provision("main", last);
}

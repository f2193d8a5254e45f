// The panel in an organization of 100,000 members. What is held here does not depend on the machine: how much is
// asked for, how much stands in the page, and what changes between the first rows and those far below. The times
// are printed by `make measure`.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Company } from "./company.ts";
import { everybodyArrives, type Large, opening, people, rows, scroll, watched } from "./large.ts";
import { leave } from "./walk.ts";

describe(`An organization of ${people.toLocaleString("en")} members`, () => {
  const company = new Company("sqlite");
  let large: Large;
  before(async () => {
    await company.begin();
    large = await everybodyArrives(company);
  });
  after(() => company.close());
  const inside = (path: string) => `${company.scene.url}/o/${large.organization}/${path}`;

  test("a list opens with one page of rows, of which only those near the window are drawn", async () => {
    for (const path of ["members", "licenses", `teams/${large.team}`]) {
      const look = await watched(company, large);
      const asked: string[] = [];
      look.page.on("request", (request) => {
        if (/\/members(\?|$)/.test(request.url())) asked.push(request.url());
      });
      await opening(look.page, inside(path));
      assert.ok((await rows(look.page)).count <= 40, `${path} draws ${(await rows(look.page)).count} rows`);
      assert.ok(asked.length <= 2, `${path} asks for ${asked.join(" and ")}`);
      const counted = await look.page.getByRole("table").getAttribute("aria-rowcount");
      assert.ok(Number(counted) > people, `${path} says there are ${counted} rows`);
      await leave(look);
    }
  });

  test("scrolling asks once for each page, and draws no more rows far below than at the top", async () => {
    for (const path of ["members", `teams/${large.team}`]) {
      const look = await watched(company, large);
      const { page } = look;
      await opening(page, inside(path));
      const cursors: string[] = [];
      page.on("request", (request) => {
        const cursor = new URL(request.url()).searchParams.get("cursor");
        if (cursor) cursors.push(cursor);
      });
      const cdp = await look.context.newCDPSession(page);
      await scroll(page, cdp, 120);
      const { count, last } = await rows(page);
      assert.ok(last > 1500, `${path} was scrolled to row ${last} only`);
      assert.ok(count <= 50, `${path} draws ${count} rows`);
      assert.equal(new Set(cursors).size, cursors.length, `${path} asks twice for a page`);
      assert.ok(cursors.length <= last / 200 + 3, `${path} asks for ${cursors.length} pages to show row ${last}`);
      const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
      assert.ok(nodes < 2500, `${path} holds ${nodes} elements`);
      await leave(look);
    }
  });

  test("search and filters find among all of them, with one request", async () => {
    const look = await watched(company, large);
    const { page } = look;
    await opening(page, inside("members"));
    await page.getByLabel("Search members").fill("zoë zimmermann");
    await page.locator("tbody", { hasText: "Zoë Zimmermann" }).first().waitFor();
    await page.locator("tbody:not(.gap)", { hasNotText: "Zimmermann" }).first().waitFor({ state: "detached" });
    assert.ok((await rows(page)).last < 200);
    await page.goto(inside("members?status=deactivated"));
    await page.getByText("Nobody is like that").waitFor();
    await leave(look);
  });
});

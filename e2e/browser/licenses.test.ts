// Licenses: how many there are, who holds them, and what is said before and after they run out.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { onEachEngine } from "./company.ts";
import { everySize, leave, looksRight } from "./walk.ts";

const people = ["Bram de Wit", "Cleo Marsh", "Dev Okafor", "Elif Kaya", "Finn Berg"].map((name) => {
  const [given = "", ...family] = name.split(" ");
  return { login: `${given.toLowerCase()}@fernhill.example`, given, family: family.join(" ") };
});
const [bram, cleo, dev, elif, finn] = people.map(({ login }) => login);
const support = "licenses@northlight.example";

onEachEngine(
  "Licenses",
  (company) => {
    const buy = (licenses: number) => company.call(`PATCH /organizations/${company.organization}`, { licenses });
    const assign = (...logins: (string | undefined)[]) => company.scene.play({ do: "assign", okta: "main", logins });

    test("R42 R43: the page counts what is bought, in use and free, and names who holds one, as it changes", async () => {
      await assign(bram, cleo);
      const look = await company.visit("licenses");
      const { page } = look;
      await page.getByText("3 of 5 licenses in use").waitFor();
      assert.deepEqual(await counts(page), { Bought: "5", "In use": "3", Free: "2" });
      assert.equal(await page.getByText("Make sure there are enough").count(), 0, "two of five is no shortage");
      for (const name of ["Ana Ruiz", "Bram de Wit", "Cleo Marsh"]) await holder(page, name).waitFor();
      await page.getByRole("link", { name: support }).waitFor();
      assert.equal(await page.getByRole("link", { name: support }).getAttribute("href"), `mailto:${support}`);

      await company.scene.play({ do: "deactivate", okta: "main", logins: [bram] });
      await holder(page, "Bram de Wit").waitFor({ state: "detached" });
      await page.getByText("2 of 5 licenses in use").waitFor();
      await leave(look);
    });

    test("R43: the last license is announced before they run out, and their end when it comes", async () => {
      const look = await company.visit("licenses");
      const { page } = look;
      await page.getByText("2 of 5 licenses in use").waitFor();
      await assign(dev, elif);
      await page.getByText("1 of 5 licenses is free. Make sure there are enough for everyone you will assign.").waitFor();
      await looksRight(look, "licenses-low-light-1440");
      await company.scene.play({ do: "reassign", okta: "main", logins: [bram] });
      await page.getByText("All 5 licenses are in use. Buy more or deactivate someone before you add people.").waitFor();
      assert.deepEqual(await counts(page), { Bought: "5", "In use": "5", Free: "0" });
      await leave(look);
      await everySize(company, {
        name: "licenses",
        path: "licenses",
        ready: async (page) => {
          await page.getByText("All 5 licenses are in use.").waitFor();
          await holder(page, "Bram de Wit").waitFor();
          await page.getByRole("link", { name: support }).waitFor();
        },
      });
    });

    test("R43 R82: where none is free Okta's create is refused in one sentence, here and there, until more are bought", async () => {
      const refusal =
        "No license is free for finn@fernhill.example: all 5 are in use. Buy more licenses or deactivate someone, then retry in Okta.";
      await assert.rejects(assign(finn), (error: Error) => error.message.includes(refusal));

      const look = await company.visit("settings/access");
      const { page } = look;
      const card = page.getByRole("region", { name: "Okta" });
      await card.getByText("Failing", { exact: true }).waitFor();
      await card.getByText("Okta asked to create Finn Berg. Refused.").waitFor();
      await card.getByText("No license is free for finn@fernhill.example: all 5 are in use.").waitFor();
      await card.getByText("Buy more licenses or deactivate someone, then retry in Okta.").waitFor();
      await looksRight(look, "access-no-license-light-1440");
      await page.goto(`${company.scene.url}/o/${company.organization}/activity?refusals=true`);
      await page.getByText("got no license for Finn Berg: every license is in use.").waitFor();
      await page.getByText("No license was free.").waitFor();
      await page.goto(`${company.scene.url}/o/${company.organization}/licenses`);
      await page.getByText("All 5 licenses are in use.").waitFor();
      assert.equal(await holder(page, "Finn Berg").count(), 0);

      await buy(8);
      await page.getByText("5 of 8 licenses in use").waitFor();
      await page.getByText("All 5 licenses are in use.").waitFor({ state: "detached" });
      await assign(finn);
      await holder(page, "Finn Berg").waitFor();
      await buy(3);
      await page
        .getByText("6 licenses are in use and 3 are bought. Nobody can be added until 4 more are bought or given back.")
        .waitFor();
      await looksRight(look, "licenses-over-light-1440");
      await leave(look);
    });
  },
  async (company) => {
    await company.found();
    await company.call(`PATCH /organizations/${company.organization}`, { licenses: 5 });
    await company.connect("main");
    await company.scene.play({ do: "hire", okta: "main", people });
  },
  "--support",
  support,
);

function holder(page: Page, name: string) {
  return page.getByRole("table", { name: "Who holds a license" }).getByRole("link", { name });
}

/** What stands beside each word under Count. */
async function counts(page: Page): Promise<Record<string, string>> {
  const lines = page.getByRole("complementary", { name: "About the licenses" }).locator("dl").first().locator("> div");
  const pairs = await lines.evaluateAll((all) =>
    all.map((line) => Array.from(line.children, (part) => part.textContent?.trim() ?? "")),
  );
  return Object.fromEntries(pairs);
}

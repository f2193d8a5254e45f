// How one finds what happened: the search and the filters of Actions and of the provisioning log, and the way from a
// member to the requests about them.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { type Company, onEachEngine } from "./company.ts";
import { bram, chiyo, idOf } from "./people.ts";
import { Provider } from "./provider.ts";
import { leave, looksRight } from "./walk.ts";

onEachEngine(
  "Finding what happened",
  (company) => {
    const choose = async (page: Page, filter: string, value: string) => {
      await page.getByRole("button", { name: filter, exact: true }).click();
      await page.getByRole("menuitemcheckbox", { name: value, exact: true }).click();
      await page.keyboard.press("Escape");
    };
    const named = (page: Page) => new URL(page.url()).searchParams;

    test("R80: Actions is searched and filtered by who and what, in its address, and says what was searched", async () => {
      const look = await company.visit("activity");
      const { page } = look;
      const entry = (text: string) => page.locator(".log > li").filter({ hasText: text });
      await entry("Okta (SCIM) added Bram de Wit.").waitFor();
      await entry("Ana Ruiz created the team Workshop").waitFor();

      await choose(page, "Who", "Okta (SCIM)");
      await entry("created the team Workshop").waitFor({ state: "detached" });
      await entry("Okta (SCIM) added Chiyo Tanabe.").waitFor();
      assert.ok(named(page).get("actor"));
      await looksRight(look, "actions-filtered-light-1440");
      await page.reload();
      await entry("Okta (SCIM) added Chiyo Tanabe.").waitFor();
      assert.equal(await entry("created the team Workshop").count(), 0, "the address forgot who");
      await page.getByRole("button", { name: "Remove the filter Who" }).click();

      await choose(page, "What", "Teams");
      await entry("added Chiyo Tanabe.").waitFor({ state: "detached" });
      await entry("created the team Workshop").waitFor();
      await page.getByRole("button", { name: "Remove the filter What" }).click();
      await choose(page, "Since", "today");
      await entry("added Chiyo Tanabe.").waitFor();
      assert.equal(named(page).get("since"), "today");
      await page.getByRole("button", { name: "Remove the filter Since" }).click();

      await page.keyboard.press("/");
      await page.keyboard.type("tanabe");
      await entry("added Bram de Wit.").waitFor({ state: "detached" });
      await entry("added Chiyo Tanabe.").waitFor();
      await page.getByLabel("Search activity").fill("nobody at all");
      await page.getByText("The whole journal was searched.").waitFor();
      await page.getByRole("button", { name: "Clear search and filters" }).click();
      await entry("added Bram de Wit.").waitFor();
      assert.equal(new URL(page.url()).search, "");
      await leave(look);
    });

    test("R82: the provisioning log is searched by person and filtered by how a request ended, and tells how long it took", async () => {
      const look = await company.visit("activity/requests");
      const { page } = look;
      const row = (text: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name: text }) });
      await row("Okta created Bram de Wit.").waitFor();
      assert.match(
        await row("Okta created Bram de Wit.").getByRole("cell").last().innerText(),
        /^[\d.,]+ (ms|s)$/,
        "how long it took",
      );

      await page.getByLabel("Search the provisioning log").fill("tanabe");
      await row("Okta created Bram de Wit.").waitFor({ state: "detached" });
      await row("Okta created Chiyo Tanabe.").waitFor();
      assert.equal(named(page).get("q"), "tanabe");
      await page.getByLabel("Search the provisioning log").fill("");
      await row("Okta created Bram de Wit.").waitFor();

      await choose(page, "Outcome", "Refused");
      await row("Okta created Bram de Wit.").waitFor({ state: "detached" });
      await page.getByText("400", { exact: true }).waitFor();
      await looksRight(look, "requests-refused-light-1440");
      await choose(page, "Method", "DELETE");
      await page.getByText("No request fits").waitFor();
      await page.getByRole("button", { name: "Clear search and filters" }).click();
      await row("Okta created Bram de Wit.").waitFor();
      await leave(look);
    });

    test("R82: from a member one comes to the requests about them alone", async () => {
      const look = await company.visit(`members/${await idOf(company, chiyo.login)}`);
      const { page } = look;
      await page.getByRole("link", { name: "Requests about this member" }).click();
      await page.getByRole("link", { name: "Okta created Chiyo Tanabe." }).waitFor();
      assert.equal(await page.getByText("Bram de Wit").count(), 0, "somebody else's request is among them");
      await page.getByRole("button", { name: "About one person" }).click();
      await page.getByRole("link", { name: "Okta created Bram de Wit." }).waitFor();
      await leave(look);
    });
  },
  furnish,
);

async function furnish(company: Company): Promise<void> {
  await company.found();
  await company.call(`POST /organizations/${company.organization}/teams`, { name: "Workshop" }, company.owner);
  const okta = new Provider(await company.connect("main"));
  await company.provision("main", bram, chiyo);
  const nameless = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], displayName: "Nobody" };
  assert.equal((await okta.ask("POST /Users", nameless)).status, 400);
}

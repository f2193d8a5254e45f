// The list of teams: those that Okta pushes as they arrive, those that are made here, and how one is found.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { onEachEngine } from "./company.ts";
import { idOf } from "./provider.ts";
import { everySize, leave, looksRight } from "./walk.ts";

const coaters = [
  { login: "bram.dewit@fernhill.example", given: "Bram", family: "de Wit" },
  { login: "cleo.marsh@fernhill.example", given: "Cleo", family: "Marsh" },
];
const logins = coaters.map(({ login }) => login);

/** The line of a team in the list. */
function teamLine(page: Page, name: string) {
  return page.getByRole("table", { name: "Teams" }).locator("tbody").filter({ hasText: name });
}

onEachEngine("Teams", (company) => {
  test("R47 R60 R61 R62: a group that is assigned brings its people, a group that is pushed becomes a team, without a reload", async () => {
    await company.connect("main");
    const look = await company.visit("teams");
    const { page } = look;
    await page.getByText("No team has arrived yet").waitFor();
    await page.getByText("To bring the group itself as a team, add it under Push Groups.").waitFor();
    assert.equal(await page.getByText("are edited in Okta").count(), 0, "R47: nothing is provisioned yet");
    await looksRight(look, "teams-none-light-1440");

    await company.scene.play({ do: "hire", okta: "main", people: coaters });
    await company.scene.play({ do: "group", okta: "main", group: "Coatings", logins });
    await company.scene.play({ do: "assign", okta: "main", logins });
    await page.getByText("Provisioned members and teams are edited in Okta.").waitFor();
    await page.getByText("No team has arrived yet").waitFor();
    const { total } = await company.call<{ total: number }>(`GET /organizations/${company.organization}/teams`);
    assert.equal(total, 0, "the API has a team that nobody pushed");

    await company.scene.play({ do: "push", okta: "main", group: "Coatings" });
    const line = teamLine(page, "Coatings");
    await line.getByRole("link", { name: "Coatings" }).waitFor();
    await line.getByText("Provisioned by Okta").waitFor({ state: "attached" });
    await line.getByText("SCIM", { exact: true }).waitFor();
    await line.getByRole("cell", { name: "2", exact: true }).waitFor();
    await leave(look);
  });

  test("R65 R66: Create team makes one by hand, with provisioned members in it, while Okta is on", async () => {
    const look = await company.visit("teams");
    const { page } = look;
    await page.getByRole("button", { name: "Create team" }).click();
    await page.waitForURL(/window=create/);
    const window = page.getByRole("dialog", { name: "Create team" });
    await window.getByLabel("Search people").fill("marsh");
    const people = window.getByRole("list", { name: "People" });
    await people.getByText("Bram de Wit").waitFor({ state: "detached" });
    const cleo = people.getByRole("listitem").filter({ hasText: "Cleo Marsh" });
    await cleo.getByText("Provisioned by Okta").waitFor({ state: "attached" });
    await cleo.getByRole("checkbox").click();
    await window.getByLabel("Search people").fill("");
    await people.getByRole("listitem").filter({ hasText: "Ana Ruiz" }).getByRole("checkbox").click();
    await window.getByRole("list", { name: "Picked" }).getByText("Cleo Marsh").waitFor();

    // A name is missing: that is said at its field, and nobody who was picked is lost.
    await window.getByRole("button", { name: "Create team" }).click();
    await window.getByText("Name is empty. Enter something.").waitFor();
    await looksRight(look, "teams-create-light-1440", true);
    await window.getByLabel("Name").fill("Clean room");
    await window.getByRole("button", { name: "Create team" }).click();

    await page.getByRole("heading", { name: "Clean room" }).waitFor();
    await page.getByText("2 members, made by hand").waitFor();
    const members = page.getByRole("table", { name: "Members of this team" });
    for (const name of ["Ana Ruiz", "Cleo Marsh"]) await members.getByRole("link", { name }).waitFor();
    await leave(look, /^4\d\d: \S+\/teams$/);
  });

  test("R45: the list marks what came from Okta, and is searched and filtered in its address", async () => {
    const look = await company.visit("teams");
    const { page } = look;
    await page.getByRole("link", { name: "Clean room" }).waitFor();
    assert.equal(await teamLine(page, "Clean room").getByText("SCIM", { exact: true }).count(), 0);
    assert.equal(await teamLine(page, "Clean room").locator(".badge").count(), 0);
    assert.equal(await teamLine(page, "Coatings").locator(".badge").count(), 1);

    await page.getByRole("button", { name: "Source" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Okta" }).click();
    await page.getByRole("link", { name: "Clean room" }).waitFor({ state: "detached" });
    const filtered = new URL(page.url());
    assert.match(filtered.searchParams.get("source") ?? "", /./);
    await looksRight(look, "teams-filtered-light-1440");
    await page.goto(filtered.href);
    await page.getByRole("link", { name: "Coatings" }).waitFor();
    assert.equal(await page.getByRole("link", { name: "Clean room" }).count(), 0);

    await page.getByRole("button", { name: "Source Okta" }).click();
    await page.getByRole("menuitemcheckbox", { name: "By hand" }).click();
    await page.getByRole("link", { name: "Clean room" }).waitFor();
    await page.getByRole("link", { name: "Coatings" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Remove the filter Source" }).click();
    await page.getByRole("link", { name: "Coatings" }).waitFor();

    await page.keyboard.press("/");
    await page.keyboard.type("clean");
    await page.getByRole("link", { name: "Coatings" }).waitFor({ state: "detached" });
    await page.waitForURL(/[?&]q=clean$/);
    await page.getByLabel("Search teams").fill("nowhere");
    await page.getByText("No team is like that").waitFor();
    await looksRight(look, "teams-not-found-light-1440");
    await page.getByRole("button", { name: "Show all teams" }).click();
    await page.getByRole("link", { name: "Coatings" }).waitFor();
    assert.equal(new URL(page.url()).search, "");
    await leave(look);
  });

  test("the list of teams, in every size", async () => {
    await everySize(company, {
      name: "teams",
      path: "teams",
      ready: async (page) => {
        await page.getByRole("link", { name: "Coatings" }).waitFor();
        await page.getByText("Provisioned members and teams are edited in Okta.").waitFor();
      },
    });
  });

  test("R02: who manages nothing reads the teams and is offered no change", async () => {
    const { cookies } = await company.invite({ name: "Dora Falk", email: "dora.falk@fernhill.example" });
    const look = await company.visit("teams", { as: cookies });
    const { page } = look;
    await page.getByRole("link", { name: "Clean room" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Create team" }).count(), 0);
    await page.getByRole("link", { name: "Clean room" }).click();
    await page.getByRole("table", { name: "Members of this team" }).getByText("Ana Ruiz").waitFor();
    for (const name of ["Rename", "Add a member", "More"]) {
      assert.equal(await page.getByRole("button", { name, exact: true }).count(), 0, name);
    }
    const clean = await idOf(company, "teams", "Clean room");
    await assert.rejects(
      company.call(`PATCH /organizations/${company.organization}/teams/${clean}`, { name: "Mine" }, cookies),
      /403/,
    );
    await leave(look);
  });
});

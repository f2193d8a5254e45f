// One team: who decides what of it, who may join it, and who is awaited.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { onEachEngine } from "./company.ts";
import { idOf, Provider } from "./provider.ts";
import { everySize, focused, leave, looksRight } from "./walk.ts";

const people = [
  { login: "bram.dewit@fernhill.example", given: "Bram", family: "de Wit" },
  { login: "cleo.marsh@fernhill.example", given: "Cleo", family: "Marsh" },
  { login: "dev.okafor@fernhill.example", given: "Dev", family: "Okafor" },
];
const [bram, cleo, dev] = people.map(({ login }) => login);
const theo = { name: "Theo Lang", email: "theo.lang@fernhill.example" };

onEachEngine(
  "A team",
  (company) => {
    let coatings = "";
    let cleanRoom = "";
    let theoId = "";
    let okta: Provider;
    const teamsPath = () => `/organizations/${company.organization}/teams`;

    /** Everyone in the team, as its table has them. */
    const members = (page: Page) => page.getByRole("table", { name: "Members of this team" });

    test("R65 R66: a team that is made here takes members by hand and provisioned ones, and holds both", async () => {
      theoId = (await company.invite(theo)).id;
      const connection = await company.connect("main");
      okta = new Provider(connection);
      await company.provision("main", ...people);
      await company.scene.play({ do: "group", okta: "main", group: "Coatings", logins: [bram, cleo] });
      await company.scene.play({ do: "push", okta: "main", group: "Coatings" });
      coatings = await idOf(company, "teams", "Coatings");
      cleanRoom = (await company.call<{ id: string }>(`POST ${teamsPath()}`, { name: "Clean room" })).id;

      const look = await company.visit(`teams/${cleanRoom}`);
      const { page } = look;
      await page.getByText("Nobody is in this team.").waitFor();
      await looksRight(look, "team-empty-light-1440");
      await page.getByRole("button", { name: "Add a member" }).click();
      const window = page.getByRole("dialog", { name: "Add a member to Clean room" });
      await window.getByText("Everyone who is not in the team yet, provisioned members too.").waitFor();
      for (const name of ["Bram de Wit", "Dev Okafor", "Theo Lang"]) {
        await window.getByRole("listitem").filter({ hasText: name }).getByRole("checkbox").click();
      }
      await window.getByRole("button", { name: "Do not add Dev Okafor" }).click();
      await window.getByText("2 people picked").waitFor();
      await looksRight(look, "team-add-light-1440", true);
      await window.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByText("Clean room has new members.").waitFor();
      await members(page).getByRole("link", { name: "Theo Lang" }).waitFor();
      await members(page).getByRole("link", { name: "Bram de Wit" }).waitFor();
      await page.getByText("2 members, made by hand").waitFor();

      await page.getByRole("button", { name: "Add a member" }).click();
      await window.getByText("Dev Okafor").waitFor();
      assert.equal(await window.getByText("Theo Lang").count(), 0, "who is in the team is offered again");
      await leave(look);
    });

    test("a member is dropped from a team and a team is renamed and deleted, each asked first", async () => {
      const look = await company.visit(`teams/${cleanRoom}`);
      const { page } = look;
      await page.getByRole("button", { name: "Actions for Theo Lang" }).click();
      await page.getByRole("menuitem", { name: "Remove from the team" }).click();
      const drop = page.getByRole("dialog", { name: "Remove Theo Lang from Clean room?" });
      await drop.getByText("member leaves the team, and stays in the organization.").waitFor();
      await drop.getByText("member is left in it.").waitFor();
      await looksRight(look, "team-drop-light-1440", true);
      await drop.getByRole("button", { name: "Keep" }).click();
      await drop.waitFor({ state: "detached" });
      await members(page).getByRole("link", { name: "Theo Lang" }).waitFor();
      await page.getByRole("button", { name: "Actions for Theo Lang" }).click();
      await page.getByRole("menuitem", { name: "Remove from the team" }).click();
      await drop.getByRole("button", { name: "Remove" }).click();
      await members(page).getByRole("link", { name: "Theo Lang" }).waitFor({ state: "detached" });
      await company.call(`GET /organizations/${company.organization}/members/${theoId}`);

      await page.getByRole("button", { name: "Rename" }).click();
      const rename = page.getByRole("dialog", { name: "Rename team" });
      await rename.getByLabel("Name").fill("Clean room 2");
      await rename.getByRole("button", { name: "Rename" }).click();
      await page.getByRole("heading", { name: "Clean room 2" }).waitFor();
      await page.getByRole("complementary", { name: "About this team" }).getByText("renamed").waitFor();

      const doomed = await company.call<{ id: string }>(`POST ${teamsPath()}`, {
        name: "Interim",
        member_ids: [theoId],
      });
      await page.goto(`${company.scene.url}/o/${company.organization}/teams/${doomed.id}`);
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("menuitem", { name: "Delete team" }).click();
      const question = page.getByRole("dialog", { name: "Delete the team Interim?" });
      await question.getByText("member leaves it, and stays in the organization.").waitFor();
      await focused(page, "Keep");
      await looksRight(look, "team-delete-light-1440", true);
      await question.getByRole("button", { name: "Delete" }).click();
      await page.getByText("The team Interim is deleted.").waitFor();
      await page.getByRole("heading", { name: "Teams" }).waitFor();
      await page.getByRole("link", { name: "Clean room 2" }).waitFor();
      await page.getByRole("link", { name: "Interim" }).waitFor({ state: "detached" });
      // The stream may tell of the deletion before its own answer does.
      await leave(look, new RegExp(`^404: \\S+/teams/${doomed.id}`));
    });

    test("R40 R46 R67: of a provisioned team nothing is changed here: its controls keep their place, say why, and the API says the same", async () => {
      const look = await company.visit(`teams/${coatings}`);
      const { page } = look;
      await page.getByText("2 members, pushed by Okta").waitFor();
      const where = "In Okta: Directory › Groups › Coatings.";
      for (const [control, why] of [
        ["Rename", "Okta decides the name of Coatings."],
        ["Add a member", "Okta decides who is in Coatings."],
      ] as const) {
        const button = page.getByRole("button", { name: control });
        await reachByKeyboard(page, button);
        assert.equal(await button.getAttribute("aria-disabled"), "true");
        await page.locator(".tip").getByText(why).waitFor();
        await page.locator(".tip").getByText(where).waitFor();
        assert.equal(await describedBy(button), `${why} ${where}`);
        await page.keyboard.press("Enter");
        assert.equal(await page.getByRole("dialog").count(), 0, `${control} opened a window`);
      }
      await looksRight(look, "team-locked-light-1440", true);
      await page.getByRole("button", { name: "More" }).click();
      await lockedItem(page, "Delete team", "Okta decides whether Coatings is here.");
      await looksRight(look, "team-locked-menu-light-1440", true);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Actions for Bram de Wit" }).click();
      await lockedItem(page, "Remove from the team", "Okta decides who is in Coatings.");

      const bramId = await idOf(company, "members", "Bram de Wit");
      const one = `${teamsPath()}/${coatings}`;
      for (const [what, body, why] of [
        [`PATCH ${one}`, { name: "Mine" }, /Okta decides the name of Coatings/],
        [`POST ${one}/members`, { member_ids: [theoId] }, /Okta decides who is in Coatings/],
        [`DELETE ${one}/members/${bramId}`, undefined, /Okta decides who is in Coatings/],
        [`DELETE ${one}`, undefined, /Okta decides whether Coatings is here/],
      ] as const) {
        await assert.rejects(company.call(what, body, company.owner), why);
      }
      await leave(look);
    });

    test("R60 R61: what Okta changes of a pushed group stands on its page at once", async () => {
      const look = await company.visit(`teams/${coatings}`);
      const { page } = look;
      await members(page).getByRole("link", { name: "Cleo Marsh" }).waitFor();
      await company.scene.play({ do: "add", okta: "main", group: "Coatings", logins: [dev] });
      await members(page).getByRole("link", { name: "Dev Okafor" }).waitFor();
      await page.getByText("3 members, pushed by Okta").waitFor();
      await company.scene.play({ do: "remove", okta: "main", group: "Coatings", logins: [cleo] });
      await members(page).getByRole("link", { name: "Cleo Marsh" }).waitFor({ state: "detached" });
      await company.scene.play({ do: "rename", okta: "main", group: "Coatings", name: "Thin films" });
      await page.getByRole("heading", { name: "Thin films" }).waitFor();
      await leave(look);
    });

    test("people whom a push names and nobody knows stand with the team, and what to do in Okta", async () => {
      const look = await company.visit(`teams/${coatings}`);
      const { page } = look;
      await page.getByText("2 members, pushed by Okta").waitFor();
      assert.equal(await page.getByRole("region", { name: "Not here yet" }).count(), 0);
      assert.equal((await okta.add("Thin films", "00u1nobody", "00u2nobody", "00u3nobody")).status, 200);
      const missing = page.getByRole("region", { name: "Not here yet" });
      await missing.getByRole("heading", { name: "3 people in the Okta group are not here yet" }).waitFor();
      await missing.getByText("00u2nobody").waitFor();
      await missing.getByText("They are in the group Thin films in Okta, but not in the app.").waitFor();
      await page.getByText("2 here, 3 awaited").waitFor();
      await page.getByRole("link", { name: "Teams", exact: true }).last().click();
      const line = page.getByRole("table", { name: "Teams" }).locator("tbody").filter({ hasText: "Thin films" });
      await line.getByRole("cell", { name: "3", exact: true }).waitFor();
      await leave(look);
      await everySize(company, {
        name: "team",
        path: `teams/${coatings}`,
        ready: async (page) => {
          await page.getByText("00u2nobody").waitFor();
          await members(page).getByRole("link", { name: "Dev Okafor" }).waitFor();
        },
      });
    });

    test("R49 R50 R63 R68: while Okta is off its team is edited here, keeps its badge, and still takes only those who came from Okta", async () => {
      const path = `/organizations/${company.organization}/connections`;
      const { items } = await company.call<{ items: { id: string }[] }>(`GET ${path}`);
      const look = await company.visit(`teams/${coatings}`);
      const { page } = look;
      await page.getByRole("button", { name: "Rename" }).and(page.locator("[aria-disabled]")).waitFor();
      await company.call(`POST ${path}/${items[0]?.id}/disable`);
      await page.getByText("2 members, came from Okta").waitFor();
      assert.equal(await page.locator(".head .badge, header .badge").count(), 1, "the badge is gone");
      await page.getByText("SCIM", { exact: true }).first().waitFor();

      await page.getByRole("button", { name: "Add a member" }).click();
      const add = page.getByRole("dialog", { name: "Add a member to Thin films" });
      await add.getByText("people made by hand cannot join a provisioned team").waitFor();
      await add.getByText("Cleo Marsh").waitFor();
      assert.equal(await add.getByText("Theo Lang").count(), 0, "somebody made by hand is offered");
      await looksRight(look, "team-add-provisioned-light-1440", true);
      await assert.rejects(
        company.call(`POST ${teamsPath()}/${coatings}/members`, { member_ids: [theoId] }, company.owner),
        /Thin films was provisioned by Okta and takes only people whom it provisioned; Theo Lang is none of them/,
      );
      await add.getByRole("listitem").filter({ hasText: "Cleo Marsh" }).getByRole("checkbox").click();
      await add.getByRole("button", { name: "Add", exact: true }).click();
      await members(page).getByRole("link", { name: "Cleo Marsh" }).waitFor();

      await page.getByRole("button", { name: "Rename" }).click();
      const rename = page.getByRole("dialog", { name: "Rename team" });
      await rename.getByText("Okta's first push gives the team its name back.").waitFor();
      await looksRight(look, "team-rename-off-light-1440", true);
      await rename.getByLabel("Name").fill("Films");
      await rename.getByRole("button", { name: "Rename" }).click();
      await page.getByRole("heading", { name: /^Films/ }).waitFor();
      await looksRight(look, "team-off-light-1440");

      // Okta finds its group by the name that it knows, and the push gives it that name back.
      const { connection, secret_token: token } = await company.call<{
        connection: { tenant_url: string };
        secret_token: string;
      }>(`POST ${path}/${items[0]?.id}/enable`, { issue_token: true });
      const again = new Provider({ tenantUrl: connection.tenant_url, token });
      const found = await again.ask(`GET /Groups?filter=${encodeURIComponent('displayName eq "Thin films"')}`);
      assert.equal(((await found.json()) as { totalResults: number }).totalResults, 1);
      const pushed = await again.push("Thin films");
      assert.equal(pushed.status, 201);
      assert.equal(((await pushed.json()) as { id: string }).id, coatings);
      await page.getByRole("heading", { name: /^Thin films/ }).waitFor();
      await leave(look);
    });

    test("a team that is deleted elsewhere is not shown any longer, and its page says so", async () => {
      const look = await company.visit(`teams/${cleanRoom}`);
      const { page } = look;
      await members(page).getByRole("link", { name: "Bram de Wit" }).waitFor();
      await company.call(`DELETE ${teamsPath()}/${cleanRoom}`);
      await page.getByRole("alert").getByRole("heading").waitFor();
      await members(page).waitFor({ state: "detached" });
      await looksRight(look, "team-gone-light-1440");
      await page.getByRole("link", { name: "Go to Teams" }).click(); // to try again would not help
      await page.getByRole("heading", { name: "Teams", exact: true }).waitFor();
      await leave(look, /^404: /);
    });
  },
);

/** Goes to a control by the Tab key alone. */
async function reachByKeyboard(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("the Tab key does not reach it");
}

/** What is read aloud after the control's own name. */
function describedBy(control: Locator): Promise<string | undefined> {
  return control.evaluate((element) => {
    const id = element.getAttribute("aria-describedby");
    return id ? document.getElementById(id)?.textContent?.trim() : undefined;
  });
}

async function lockedItem(page: Page, name: string, why: string): Promise<void> {
  const item = page.getByRole("menuitem", { name });
  await item.waitFor();
  assert.equal(await item.getAttribute("aria-disabled"), "true");
  await page.getByRole("menu").getByText(why).waitFor();
}

// The list of members: what a row says, what is searched and filtered, and who may do what with it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { type Company, type Cookies, onEachEngine } from "./company.ts";
import { bram, chiyo, farah, listed, rowOf } from "./people.ts";
import { everySize, leave, looksRight } from "./walk.ts";

const elif = { name: "Elif Kaya", email: "elif.kaya@fernhill.example", role: "administrator" };
const nils = { name: "Nils Berg", email: "nils.berg@fernhill.example" };
const dafydd = { name: "Dafydd Pryce", email: "dafydd@pryceworks.example" };
/** What a spreadsheet would calculate, and what a page would run, if either took a name for more than text. */
const formula = { name: '=HYPERLINK("https://evil.example","Pay")', email: "formula@fernhill.example" };
const script = { name: "<img src=x onerror=alert(1)>", email: "script@fernhill.example" };

const everybody = [
  script.name,
  formula.name,
  "Ana Ruiz",
  "Bram de Wit",
  "Chiyo Tanabe",
  dafydd.name,
  elif.name,
  "Farah Haddad",
  nils.name,
];

/** Nils, who has no role, in each company. */
const plain = new Map<Company, Cookies>();

onEachEngine(
  "Members",
  (company) => {
    test("R44 R45: a row says who somebody is, where they came from and what they have", async () => {
      const look = await company.visit("members");
      const { page } = look;
      await listed(page, ...everybody);
      assert.deepEqual(
        await page.getByRole("columnheader").allInnerTexts(),
        ["Member", "Email", "Status", "Role", "Teams", "License", "Changed", "Actions"],
      );
      const provisioned = rowOf(page, "Bram de Wit");
      await provisioned.getByText("Provisioned by Okta").waitFor();
      await provisioned.getByText("SCIM", { exact: true }).waitFor();
      assert.deepEqual((await provisioned.getByRole("cell").allInnerTexts()).slice(1, 6), [
        bram.login,
        "Active",
        "Member",
        "Lens Engineering",
        "Held",
      ]);
      const invited = rowOf(page, dafydd.name);
      assert.equal(await invited.getByText("SCIM").count(), 0);
      assert.equal(await invited.getByText("Provisioned by").count(), 0);
      assert.deepEqual((await invited.getByRole("cell").allInnerTexts()).slice(1, 6), [
        dafydd.email,
        "Invited",
        "Member",
        "Workshop",
        "Held",
      ]);
      assert.deepEqual((await rowOf(page, "Farah Haddad").getByRole("cell").allInnerTexts()).slice(2, 6), [
        "Deactivated",
        "Member",
        "",
        "Released",
      ]);
      await rowOf(page, "Ana Ruiz").getByText("you", { exact: true }).waitFor();
      await page.getByText("3 from Okta, 6 by hand. Provisioned members are edited in Okta").waitFor();
      await page.getByText("8 of 240").waitFor();

      // The whole row opens the member, and a name that is markup is a name.
      await rowOf(page, script.name).click({ position: { x: 400, y: 10 } });
      await page.getByRole("heading", { name: script.name }).waitFor();
      await leave(look);
    });

    test("the list in every size", async () => {
      await everySize(company, {
        name: "members",
        path: "members",
        ready: (page) => rowOf(page, "Nils Berg").waitFor(),
      });
    });

    test("a search is found by name and address, lives in the address of the page, and is reached by a key", async () => {
      const look = await company.visit("members");
      const { page } = look;
      await listed(page, ...everybody);
      await page.keyboard.press("/");
      await page.keyboard.type("pryceworks");
      await listed(page, dafydd.name);
      await page.waitForURL(/[?&]q=pryceworks$/);
      await page.keyboard.press("Escape");
      await listed(page, ...everybody);
      await page.getByLabel("Search members").fill("de wit");
      await listed(page, "Bram de Wit");
      await page.reload();
      await listed(page, "Bram de Wit");
      assert.equal(await page.getByLabel("Search members").inputValue(), "de wit");
      await page.getByLabel("Search members").fill("nobody at all");
      await page.getByText("Nobody is like that").waitFor();
      await looksRight(look, "members-nobody-light-1440");
      await page.getByRole("button", { name: "Show all members" }).click();
      await listed(page, ...everybody);
      await leave(look);
    });

    test("each filter narrows the list, lives in the address, and goes back and forward", async () => {
      const look = await company.visit("members");
      const { page } = look;
      const choose = async (filter: string, ...values: string[]) => {
        await page.getByRole("button", { name: filter, exact: true }).click();
        for (const value of values) await page.getByRole("menuitemcheckbox", { name: value, exact: true }).click();
        await page.keyboard.press("Escape");
      };
      await listed(page, ...everybody);
      await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: /^Deactivated/ }).click();
      await listed(page, "Farah Haddad");
      await page.goBack();
      await listed(page, ...everybody);

      await choose("Source", "Okta");
      await listed(page, "Bram de Wit", "Chiyo Tanabe", "Farah Haddad");
      await choose("Team", "Lens Engineering");
      await listed(page, "Bram de Wit");
      await looksRight(look, "members-filtered-light-1440");
      await page.reload();
      await listed(page, "Bram de Wit");
      await page.goBack();
      await listed(page, "Bram de Wit", "Chiyo Tanabe", "Farah Haddad");
      await page.goForward();
      await listed(page, "Bram de Wit");
      await page.getByRole("button", { name: "Remove the filter Team" }).click();
      await page.getByRole("button", { name: "Remove the filter Source" }).click();
      await listed(page, ...everybody);

      await choose("Role", "Owner", "Administrator");
      await listed(page, "Ana Ruiz", elif.name);
      await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: /^Invited/ }).click();
      await page.getByText("Nobody is like that").waitFor();
      await leave(look);
    });

    test("columns are put away, and stay away in this browser", async () => {
      const look = await company.visit("members");
      const { page } = look;
      await page.getByRole("button", { name: "Columns" }).click();
      await page.getByRole("menuitemcheckbox", { name: "License" }).click();
      await page.getByRole("menuitemcheckbox", { name: "Changed" }).click();
      assert.equal(await page.getByRole("menuitemcheckbox", { name: "Member", exact: true }).count(), 0);
      await looksRight(look, "members-columns-light-1440", true);
      await page.keyboard.press("Escape");
      await page.reload();
      await listed(page, ...everybody);
      assert.deepEqual(
        await page.getByRole("columnheader").allInnerTexts(),
        ["Member", "Email", "Status", "Role", "Teams", "Actions"],
      );
      await leave(look);
    });

    test("what is exported is what is filtered, and no name in it is a formula", async () => {
      const look = await company.visit("members?status=active");
      const { page } = look;
      const linesOf = async () => {
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("link", { name: "Export CSV" }).click(),
        ]);
        assert.match(download.suggestedFilename(), /members.*\.csv$/);
        return (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
      };
      await listed(page, "Ana Ruiz", "Bram de Wit", "Chiyo Tanabe", elif.name, nils.name);
      assert.deepEqual(
        (await linesOf()).map((line) => line.split(",")[0]),
        ["Name", "Ana Ruiz", "Bram de Wit", "Chiyo Tanabe", elif.name, nils.name],
      );
      await page.goto(`${company.scene.url}/o/${company.organization}/members?q=hyperlink`);
      await listed(page, formula.name);
      const [, line] = await linesOf();
      assert.ok(line?.startsWith(`"'=HYPERLINK(""https://evil.example"",""Pay"")",${formula.email},invited,`), line);
      await leave(look);
    });

    test("R30 R31: whom Okta assigns stands in the list at once, without a reload", async () => {
      const look = await company.visit("members");
      const { page } = look;
      await listed(page, ...everybody);
      await company.provision("main", { login: "greta.moser@fernhill.example", given: "Greta", family: "Moser" });
      const greta = rowOf(page, "Greta Moser");
      await greta.getByText("Active").waitFor();
      await greta.getByText("Provisioned by Okta").waitFor();
      await page.getByText("4 from Okta, 6 by hand.").waitFor();
      await page.getByText("9 of 240").waitFor();
      await leave(look);
    });

    test("R02: whoever is a plain member sees who is here, and nothing to change", async () => {
      const look = await company.visit("members", { as: plain.get(company) ?? [] });
      const { page } = look;
      await rowOf(page, "Bram de Wit").getByText("Provisioned by Okta").waitFor();
      assert.equal(await page.getByRole("button", { name: /^Actions for/ }).count(), 0);
      for (const control of ["Invite new member", "Export CSV", "Source"]) {
        assert.equal(await page.getByText(control, { exact: true }).count(), 0, control);
      }
      await looksRight(look, "members-plain-light-1440");
      await rowOf(page, "Bram de Wit").getByRole("link").click();
      await page.getByRole("heading", { name: "Bram de Wit" }).waitFor();
      await page.getByText("Provisioned by Okta").waitFor();
      for (const part of ["What Okta sent", "Sessions", "History", "Who changes what"]) {
        assert.equal(await page.getByRole("heading", { name: part }).count(), 0, part);
      }
      await looksRight(look, "member-plain-light-1440");
      await leave(look);
    });

    test("where nobody is, it is said what brings somebody", async () => {
      const corvid = await company.organize("Corvid Tools", 5);
      const look = await company.visit(`/o/${corvid}/members`, { as: company.operator });
      await look.page.getByText("Nobody is here yet").waitFor();
      await look.page.getByText("Invite somebody, or assign people to the application").waitFor();
      await looksRight(look, "members-empty-light-1440");
      await look.page.locator(".instead").getByRole("button", { name: "Invite new member" }).click();
      await look.page.getByRole("dialog", { name: "Invite new member" }).waitFor();
      await leave(look);
    });
  },
  furnish,
);

async function furnish(company: Company): Promise<void> {
  await company.found();
  const members = `POST /organizations/${company.organization}/members`;
  const { id: workshop } = await company.call<{ id: string }>(
    `POST /organizations/${company.organization}/teams`,
    { name: "Workshop" },
  );
  await company.call(members, { ...dafydd, team_ids: [workshop] });
  for (const name of [formula, script]) await company.call(members, name);
  await company.invite(elif);
  plain.set(company, (await company.invite(nils)).cookies);
  await company.connect("main");
  await company.provision("main", bram, chiyo, farah);
  await company.scene.play({ do: "group", okta: "main", group: "Lens Engineering", logins: [bram.login] });
  await company.scene.play({ do: "push", okta: "main", group: "Lens Engineering" });
  await company.scene.play({ do: "unassign", okta: "main", logins: [farah.login] });
}

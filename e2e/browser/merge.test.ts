// Two who are one: what a merge does is said before, done when it is confirmed, and told in one sentence after. What
// Okta decides is kept, and what cannot be merged says why.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { type Company, goodPassword, onEachEngine } from "./company.ts";
import { idOf } from "./people.ts";
import { everySize, leave, looksRight } from "./walk.ts";

const nils = { login: "nils.berg@fernhill.example", given: "Nils", family: "Berg" };
const greta = { login: "greta.moser@fernhill.example", given: "Greta", family: "Moser" };
const old = { name: "Nils B.", email: "nils@fernhill.example" };
const chief = { name: "Greta Chief", email: "greta@fernhill.example", role: "administrator" };

onEachEngine(
  "Merging",
  (company) => {
    const dialog = (page: Page, name: string) => page.getByRole("dialog", { name: `Merge ${name}` });

    test("R51: an address opens the preview, which says exactly what happens", async () => {
      const [going, staying] = [await idOf(company, old.email), await idOf(company, nils.login)];
      await everySize(company, {
        name: "merge-members",
        path: `members/${going}?merge=${staying}`,
        floating: true,
        ready: async (page) => {
          const window = dialog(page, "Nils B.");
          await window.getByText("Nils B. is removed, and nils@fernhill.example is free. The history of both stays.").waitFor();
          await window.getByText("Nils Berg joins Chess.", { exact: true }).waitFor();
          await window.getByText("The license of Nils B. becomes free.").waitFor();
          await window.getByText("All sessions of Nils B. end. Nils Berg signs in as before. The password of Nils B. is deleted.").waitFor();
        },
      });
    });

    test("a member is merged from the menu, and the page of who stays tells it", async () => {
      const look = await company.visit(`members/${await idOf(company, old.email)}`);
      const { page } = look;
      await page.getByRole("button", { name: "Actions for Nils B." }).click();
      await page.getByRole("menuitem", { name: "Merge…" }).click();
      const window = dialog(page, "Nils B.");
      await window.getByText("Who else is the same person? Nothing is merged yet.").waitFor();
      await window.getByLabel("Search people").fill("nils");
      const one = window.getByRole("button", { name: /Nils Berg/ });
      await one.waitFor();
      assert.equal(await window.getByRole("button", { name: /Nils B\./ }).count(), 0, "nobody is merged with themselves");
      await looksRight(look, "merge-choose-light-1440", true);
      await one.click();
      await window.getByText("Nils Berg joins Chess.", { exact: true }).waitFor();
      assert.equal(await window.getByRole("radio").count(), 0, "Okta's stays, and nobody chooses");
      await window.getByRole("button", { name: "Merge", exact: true }).click();
      await page.getByText("Nils B. was merged into Nils Berg.").waitFor();
      await page.getByRole("heading", { name: "Nils Berg" }).waitFor();
      await page.getByRole("complementary").getByText("Chess").waitFor();
      const entry = page.getByRole("listitem").filter({ hasText: "merged Nils B. into Nils Berg." });
      await entry.getByText("Nils Berg joined Chess.").waitFor();
      await entry.getByText("The license of Nils B. became free.").waitFor();
      await entry.getByText("Ways in of Nils B. that ended: password.").waitFor();
      // Whoever goes may be asked for once more by the page that is open.
      await leave(look, /^404: /);
      const { items } = await company.call<{ items: unknown[] }>(`GET /organizations/${company.organization}/members?q=nils`);
      assert.equal(items.length, 1);

      const told = await company.visit("activity?what=members");
      const line = told.page.getByRole("listitem").filter({ hasText: "Ana Ruiz merged Nils B. into Nils Berg." });
      await line.getByText("Nils Berg joined Chess.").waitFor();
      await line.getByText("The license of Nils B. became free.").waitFor();
      await line.getByText("Ways in of Nils B. that ended: password.").waitFor();
      assert.equal(await line.locator("dl").count(), 0, "a password that ended is no change of who stays");
      await looksRight(told, "merge-activity-light-1440");
      await leave(told);
    });

    test("an administrator's role is handed on by an owner with a fresh proof, and no way in is", async () => {
      const staying = await idOf(company, greta.login);
      await company.scene.play({ do: "age proofs" });
      const look = await company.visit(`members/${staying}?merge=${await idOf(company, chief.email)}`);
      const { page } = look;
      const window = dialog(page, "Greta Moser");
      await window.getByText("Greta Moser gets the role Administrator.").waitFor();
      await window.getByText("The password of Greta Chief is deleted.").waitFor();
      await window.getByRole("button", { name: "Merge", exact: true }).click();
      const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
      await proof.getByLabel("Password").fill(goodPassword);
      await proof.getByRole("button", { name: "Confirm" }).click();
      await page.getByText("Greta Chief was merged into Greta Moser.").waitFor();
      await page.getByRole("complementary").getByText("Administrator").waitFor();
      await leave(look, /^403: \S+\/merge$/);
    });

    test("two whom Okta speaks for are not merged, and the window says what to do", async () => {
      const look = await company.visit(`members/${await idOf(company, greta.login)}?merge=${await idOf(company, nils.login)}`);
      const { page } = look;
      const window = dialog(page, "Greta Moser");
      await window
        .getByText("Identity providers speak for both Greta Moser and Nils Berg, and would make anew whoever goes.")
        .waitFor();
      assert.equal(await window.getByRole("button", { name: "Merge", exact: true }).count(), 0);
      await looksRight(look, "merge-refused-light-1440", true);
      await page.emulateMedia({ colorScheme: "dark" });
      await page.setViewportSize({ width: 320, height: 800 });
      await looksRight(look, "merge-refused-dark-320", true);
      await leave(look, /^404: /);
    });

    test("R68: of two teams the pushed one stays as Okta says, and the preview lists who does not come along", async () => {
      const optics = await teamOf(company, "Optics");
      const lenses = await teamOf(company, "Lens Engineering");
      await everySize(company, {
        name: "merge-teams",
        path: `teams/${optics}?merge=${lenses}`,
        floating: true,
        ready: async (page) => {
          const window = dialog(page, "Optics");
          await window.getByText("1 member is only in Optics and does not come along: Greta Moser").waitFor();
          await window.getByText("Okta decides who is in Lens Engineering.").waitFor();
        },
      });
      const look = await company.visit(`teams/${optics}`);
      const { page } = look;
      await page.getByRole("button", { name: "More" }).click();
      await page.getByRole("menuitem", { name: "Merge…" }).click();
      const window = dialog(page, "Optics");
      await window.getByLabel("Search teams").fill("lens");
      await window.getByRole("button", { name: /Lens Engineering/ }).click();
      await window.getByRole("button", { name: "Merge", exact: true }).click();
      await page.getByText("Optics was merged into Lens Engineering.").waitFor();
      await page.getByRole("heading", { name: "Lens Engineering" }).waitFor();
      await page.getByText("merged the team Optics into Lens Engineering.").waitFor();
      await leave(look, /^404: /);
    });

    test("of two teams made by hand one chooses which stays", async () => {
      const [chess, go] = [await teamOf(company, "Chess"), await teamOf(company, "Go")];
      const look = await company.visit(`teams/${chess}?merge=${go}`);
      const { page } = look;
      const window = dialog(page, "Chess");
      await window.getByText("1 member joins Chess: Greta Moser").waitFor();
      await window.getByRole("radio", { name: /^Go/ }).check();
      await window.getByText("1 member joins Go: Nils Berg").waitFor();
      await looksRight(look, "merge-teams-choice-light-1440", true);
      await window.getByRole("button", { name: "Merge", exact: true }).click();
      await page.getByText("Chess was merged into Go.").waitFor();
      await page.getByRole("heading", { name: "Go", exact: true }).waitFor();
      await leave(look, /^404: /);
    });
  },
  async (company) => {
    await company.found();
    await company.connect("main");
    await company.scene.play({ do: "hire", okta: "main", people: [nils, greta] });
    for (const { login } of [nils, greta]) await company.scene.play({ do: "assign", okta: "main", logins: [login] });
    await company.scene.play({ do: "group", okta: "main", group: "Lens Engineering", logins: [nils.login] });
    await company.scene.play({ do: "push", okta: "main", group: "Lens Engineering" });
    const nilsB = await company.invite(old);
    await company.invite(chief);
    const berg = await idOf(company, nils.login);
    const moser = await idOf(company, greta.login);
    const make = (name: string, ...member_ids: string[]) =>
      company.call(`POST /organizations/${company.organization}/teams`, { name, member_ids });
    await make("Chess", nilsB.id);
    await make("Go", moser);
    await make("Optics", berg, moser);
  },
);

async function teamOf(company: Company, name: string): Promise<string> {
  const { items } = await company.call<{ items: { id: string; name: string }[] }>(
    `GET /organizations/${company.organization}/teams?q=${encodeURIComponent(name)}`,
  );
  const found = items.find((team) => team.name === name);
  assert.ok(found, `there is no team ${name}`);
  return found.id;
}

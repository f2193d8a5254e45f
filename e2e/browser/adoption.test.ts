// Somebody who is here already when Okta creates them: a plain member is adopted, an owner or administrator once an
// owner has linked the two, with a fresh proof.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Company, goodPassword, onEachEngine } from "./company.ts";
import { idOf, rowOf } from "./people.ts";
import { everySize, leave, looksRight } from "./walk.ts";

const nils = { login: "nils.berg@fernhill.example", given: "Nils", family: "Berg" };
const greta = { login: "greta.moser@fernhill.example", given: "Greta", family: "Moser" };
const person = ({ login, given, family }: typeof nils, role?: string) => ({
  name: `${given} ${family}`,
  email: login,
  ...(role && { role }),
});

const administrators = new Map<Company, Awaited<ReturnType<Company["invite"]>>>();

onEachEngine(
  "Members who were made by hand",
  (company) => {
    const assign = (login: string) => company.scene.play({ do: "assign", okta: "main", logins: [login] });
    const pageOf = (id: string | undefined, more = "") => company.visit(`members/${id}${more}`);

    test("a plain member is adopted as soon as Okta creates them, on the page that is open, and keeps what is theirs", async () => {
      const id = await idOf(company, nils.login);
      const look = await pageOf(id);
      const { page } = look;
      await page.locator('button:not([aria-disabled="true"])', { hasText: /^Edit$/ }).waitFor();
      await assign(nils.login);
      await page.locator('button[aria-disabled="true"]', { hasText: /^Edit$/ }).waitFor();
      await page.getByText("made by hand, then linked").waitFor();
      await page.getByText("SCIM", { exact: true }).waitFor();
      await page.getByText("Provisioned by Okta").waitFor();
      const about = page.getByRole("complementary");
      await about.getByText("By hand").waitFor();
      await about.getByText("Linked on").waitFor();
      await page.getByText("adopted Nils Berg, who was made by hand.").waitFor();
      await looksRight(look, "adopted-light-1440");
      await leave(look);
      const { items } = await company.call<{ items: unknown[] }>(
        `GET /organizations/${company.organization}/members?q=${nils.login}`,
      );
      assert.equal(items.length, 1);
    });

    test("an administrator is not adopted: Okta is refused in one sentence, and the page says what waits", async () => {
      const refusal =
        "Greta Moser is an administrator here already, and is linked to Okta only once an owner has confirmed it. Open Members › Greta Moser › Link to Okta, then retry.";
      await assert.rejects(assign(greta.login), (error: Error) => error.message.includes(refusal));
      const id = administrators.get(company)?.id;
      await everySize(company, {
        name: "adoption-asked",
        path: `members/${id}`,
        ready: (page) =>
          page.getByText("Okta wants to create greta.moser@fernhill.example, whose address Greta Moser has.").waitFor(),
      });
      const look = await company.visit("activity?refusals=true");
      await look.page.getByText(refusal).waitFor();
      await looksRight(look, "adoption-refused-activity-light-1440");
      await leave(look);

      // An administrator sees it, and is told whom to ask.
      const theirs = await company.visit(`members/${id}`, { as: administrators.get(company)?.cookies ?? [] });
      await theirs.page.getByText("It was refused until an owner links the two; ask one.").waitFor();
      assert.equal(await theirs.page.getByRole("button", { name: "Link to Okta" }).count(), 0);
      await leave(theirs);
    });

    test("an owner links the two with a fresh proof, and Okta's retry is answered", async () => {
      await company.scene.play({ do: "age proofs" });
      const look = await pageOf(administrators.get(company)?.id);
      const { page } = look;
      await page.getByRole("button", { name: "Link to Okta" }).click();
      const window = page.getByRole("dialog", { name: "Link Greta Moser to Okta" });
      await window
        .getByText(
          "Whoever Okta signs in as greta.moser@fernhill.example will be Greta Moser here, with the role Administrator.",
        )
        .waitFor();
      await looksRight(look, "adoption-link-light-1440", true);
      await page.setViewportSize({ width: 320, height: 800 });
      await looksRight(look, "adoption-link-light-320", true);
      await page.setViewportSize({ width: 1440, height: 900 });
      await window.getByRole("button", { name: "Link to Okta" }).click();
      const proof = page.getByRole("dialog", { name: "Confirm that it is you" });
      await proof.getByLabel("Password").fill(goodPassword);
      await proof.getByRole("button", { name: "Confirm" }).click();
      await page.getByText("Retry in Okta now: it may link itself to Greta Moser.").waitFor();
      await page.getByText("Okta may link itself to Greta Moser.", { exact: true }).waitFor();
      await looksRight(look, "adoption-confirmed-light-1440");

      await assign(greta.login);
      await page.getByText("made by hand, then linked").waitFor();
      await page.getByRole("complementary").getByText("Administrator").waitFor();
      await page.getByText("Okta may link itself to Greta Moser.", { exact: true }).waitFor({ state: "detached" });
      await leave(look, /^403: \S+\/adoption$/);

      const list = await company.visit("members");
      await rowOf(list.page, "Greta Moser").getByText("Provisioned by Okta").waitFor();
      await looksRight(list, "adopted-members-light-1440");
      await leave(list);
    });
  },
  async (company) => {
    await company.found();
    await company.connect("main");
    await company.invite(person(nils));
    administrators.set(company, await company.invite(person(greta, "administrator")));
    await company.scene.play({ do: "hire", okta: "main", people: [nils, greta] });
  },
);

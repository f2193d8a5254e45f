// Access management: what a token, the switch and the rules of a connection do to those who depend on them.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { onEachEngine } from "./company.ts";
import { idOf, Provider } from "./provider.ts";
import { choose, focused, leave, looksRight, shownOnce } from "./walk.ts";

const people = [
  { login: "bram.dewit@fernhill.example", given: "Bram", family: "de Wit" },
  { login: "cleo.marsh@fernhill.example", given: "Cleo", family: "Marsh" },
];
const logins = people.map(({ login }) => login);
const support = "help@northlight.example";

onEachEngine(
  "Access management",
  (company) => {
    let okta: Provider;
    let bram = "";
    const memberPath = () => `/organizations/${company.organization}/members/${bram}`;
    const connections = () => company.call<object>(`GET /organizations/${company.organization}/connections`);
    const card = (page: Page) => page.getByRole("region", { name: "Okta" });
    const toggle = (page: Page, checked: boolean) =>
      page.getByRole("switch", { name: "User provisioning with Okta", checked });

    /** Reads the token off its window, copies it and goes on. */
    async function take(page: Page): Promise<Provider> {
      const window = page.getByRole("dialog", { name: "Connect Okta" });
      await window.waitFor();
      const made = { tenantUrl: await shownOnce(page, "Tenant URL"), token: await shownOnce(page, "Secret Token") };
      await window.getByText("The token does not expire. Making a new one ends this one at once.").waitFor();
      await window.getByRole("button", { name: "Copy Secret Token" }).click();
      await window.getByRole("button", { name: "Continue" }).click();
      await window.waitFor({ state: "detached" });
      await company.scene.play({ do: "connect", okta: "main", tenant_url: made.tenantUrl, token: made.token });
      return new Provider(made);
    }

    test("R47 R83: that provisioned members are edited in Okta is said from the first one on; that Okta signs nobody in, at once", async () => {
      okta = new Provider(await company.connect("main"));
      const look = await company.visit("settings/access");
      const { page } = look;
      await page.getByText("Sign-in with Okta is off.").waitFor();
      await page.getByText("Activate Okta as a login method as well").waitFor();
      assert.equal(await page.getByText("are edited in Okta").count(), 0, "R47: nothing is provisioned yet");
      await company.provision("main", ...people);
      await page.getByText("2 members and 0 teams are read-only here").waitFor();
      await company.scene.play({ do: "group", okta: "main", group: "Coatings", logins });
      await company.scene.play({ do: "push", okta: "main", group: "Coatings" });
      await page.getByText("2 members and 1 team are read-only here").waitFor();
      bram = await idOf(company, "members", "Bram de Wit");
      await page.getByRole("link", { name: "Open Login methods" }).click();
      await page.getByRole("heading", { name: "Only these login methods" }).waitFor();
      await leave(look);
    });

    test("R11 R12 R13 R43: a new token is asked first, is shown once, and ends the old one at once", async () => {
      const look = await company.visit("settings/access");
      const { page } = look;
      const question = page.getByRole("dialog", { name: "Make a new Secret Token for Okta?" });
      await card(page).getByRole("button", { name: "New token" }).click();
      await counted(question, "1", "Secret Token stops working now. Okta is answered 401 until it has the new one.");
      await counted(question, "2", "members get no change until then.");
      await counted(question, "1", "team gets no change until then.");
      await focused(page, "Keep this one");
      await looksRight(look, "token-question-light-1440", true);
      await question.getByRole("button", { name: "Keep this one" }).click();
      await question.waitFor({ state: "detached" });
      assert.equal((await okta.ask("GET /Users?count=1")).status, 200, "who was only asked has lost the token");

      await card(page).getByRole("button", { name: "New token" }).click();
      await question.getByRole("button", { name: "Make a new token" }).click();
      const window = page.getByRole("dialog", { name: "Connect Okta" });
      await window.getByText("237 of 240 licenses are free").waitFor();
      await window.getByText("Make sure there are enough for everyone you will assign.").waitFor();
      await looksRight(look, "token-new-light-1440", true);
      const answer = await okta.ask("GET /Users?count=1");
      assert.equal(answer.status, 401);
      assert.match(await answer.text(), /token/);

      // Who had the old token is told apart from nobody: a test with it has failed, in words.
      await assert.rejects(company.scene.play({ do: "test", okta: "main" }), /The Secret Token is not valid/);
      const renewed = await take(page);
      assert.notEqual(renewed.token, okta.token);
      okta = renewed;
      await card(page).getByText("Waiting for the first request").waitFor();
      await card(page).getByText("Not used yet", { exact: true }).waitFor();
      await card(page).getByText("Failed: the token is not this connection's.").waitFor();
      await looksRight(look, "access-test-failed-light-1440");
      await company.scene.play({ do: "test", okta: "main" });
      await card(page).getByText("Passed: Okta asked for users, there are 2").waitFor();
      await card(page).getByText("Connected", { exact: true }).waitFor();

      const ending = okta.token.slice(-4);
      await card(page).getByText(`Secret Token that ends in ${ending}`).waitFor();
      await page.reload();
      await card(page).getByText(`Secret Token that ends in ${ending}`).waitFor();
      await card(page).getByText(/^Created \S/).waitFor();
      await card(page).getByText(/^Last used .+ from 127\.0\.0\.1$/).waitFor();
      assert.ok(!(await page.content()).includes(okta.token), "the page shows the token again");
      assert.ok(!JSON.stringify(await connections()).includes(okta.token), "the API tells the token again");
      await page.goto(`${company.scene.url}/o/${company.organization}/activity`);
      await page.getByText("made a Secret Token for").first().waitFor();
      await page.getByText("ended the Secret Token for").first().waitFor();
      assert.ok(!(await page.content()).includes(okta.token), "the log holds the token");
      await leave(look);
    });

    test("R13 R46 R49 R50: off, what Okta made is edited here and keeps its badge; on again, it is Okta's, with a new token", async () => {
      const edit = (name: string) => company.call(`PATCH ${memberPath()}`, { name }, company.owner);
      await assert.rejects(edit("Bram Witt"), /Okta decides the name and address of Bram de Wit/);
      const look = await company.visit("settings/access");
      const { page } = look;
      await toggle(page, true).click();
      const off = page.getByRole("dialog", { name: "Turn off user provisioning with Okta?" });
      await counted(off, "2", "members become editable. Their badges stay.");
      await counted(off, "1", "team becomes editable. The badge stays.");
      await counted(off, "1", "Secret Token stops working now. Okta is answered 401.");
      await off.getByText("Okta overwrites with its first push when provisioning is on again").waitFor();
      await off.getByRole("button", { name: "Turn off" }).click();
      await page.getByText("User provisioning with Okta is off.").waitFor();
      await toggle(page, false).waitFor();
      await card(page).getByText("Off", { exact: true }).first().waitFor();
      await page.getByText("are read-only here").waitFor({ state: "detached" });
      await page.getByText("Sign-in with Okta is off.").waitFor({ state: "detached" });
      await looksRight(look, "access-off-light-1440");
      assert.equal((await okta.ask("GET /Users?count=1")).status, 401);
      await edit("Bram Witt");
      await edit("Bram de Wit");
      await page.goto(`${company.scene.url}/o/${company.organization}/activity`);
      await page.getByText("Ana Ruiz turned off user provisioning with Okta.").waitFor();
      await page.goto(`${company.scene.url}/o/${company.organization}/members`);
      const line = page.getByRole("table").locator("tbody").filter({ hasText: "Bram de Wit" });
      await line.getByText("Came from Okta").waitFor({ state: "attached" });
      assert.equal(await line.locator(".badge").count(), 1);
      await line.getByText("SCIM", { exact: true }).waitFor();

      await page.goto(`${company.scene.url}/o/${company.organization}/settings/access`);
      await toggle(page, false).click();
      const on = page.getByRole("dialog", { name: "Turn on user provisioning with Okta again?" });
      await counted(on, "2", "members become read-only here.");
      await counted(on, "1", "team becomes read-only here.");
      await counted(on, "1", "new Secret Token is made, to be pasted into Okta.");
      await looksRight(look, "turn-on-light-1440", true);
      await on.getByRole("button", { name: "Turn on" }).click();
      const old = okta;
      okta = await take(page);
      assert.equal((await old.ask("GET /Users?count=1")).status, 401, "a token from before has come back to life");
      assert.equal((await okta.ask("GET /Users?count=1")).status, 200);
      await page.getByText("2 members and 1 team are read-only here").waitFor();
      await assert.rejects(edit("Bram Witt"), /Okta decides the name and address of Bram de Wit/);
      await leave(look);
    });

    test("R38 R40: a rule that is saved decides what happens from then on", async () => {
      const { identity_id: known } = await company.call<{ identity_id: string }>(`GET ${memberPath()}`);
      assert.equal((await okta.push("Optics", known, "00u1nobody")).status, 201, "unknown people are passed over");
      await company.scene.play({ do: "deactivate", okta: "main", logins: [logins[0]] });
      const remove = () => fetchAsOwner("DELETE", memberPath());
      const refused = await remove();
      assert.ok(refused.status >= 400 && refused.text.includes("only Okta removes people"), refused.text);

      const look = await company.visit("settings/access");
      const { page } = look;
      await card(page).getByText("Rules: Standard").waitFor();
      await card(page).getByRole("link", { name: "Rules Okta" }).click();
      await page.getByText("Only Okta takes its members away").waitFor();
      await choose(page, "People unknown here in a pushed group", "Refuse the push");
      await page.getByText("A pushed group that names people unknown here is refused whole").waitFor();
      await choose(page, "Who may remove provisioned members", "Administrators too");
      await page.getByText("2 rules change when you save.").waitFor();
      await looksRight(look, "rules-changed-light-1440");
      await page.getByRole("button", { name: "Save rules" }).click();
      await page.getByRole("status").getByText("The rules are saved and count from now on.").waitFor();
      await page.getByRole("link", { name: "Access management" }).last().click();
      await card(page).getByText("Administrators may remove members whom Okta has deactivated").waitFor();
      await card(page).getByText("Rules: Custom").waitFor();
      await looksRight(look, "access-rules-light-1440");

      const push = await okta.push("Lenses", known, "00u2nobody");
      assert.equal(push.status, 400);
      assert.match(await push.text(), /The group names people who are unknown here: 00u2nobody/);
      await card(page).getByText("Failing", { exact: true }).waitFor();
      await looksRight(look, "access-push-refused-light-1440");
      await card(page).getByText("The group names people who are unknown here: 00u2nobody.").waitFor();
      assert.equal((await remove()).status, 204);
      await leave(look);
    });

    test("R03 R85: where the plan has no provisioning the switch says so and whom to ask, and the API the same", async () => {
      const corvid = await company.organize("Corvid Tools", 5, false);
      const look = await company.visit(`/o/${corvid}/settings/access`, { as: company.operator });
      const { page } = look;
      await page.getByText(`Support: ${support}`).first().waitFor();
      assert.equal(await page.getByRole("switch").count(), 0);
      const locked = page.getByRole("button", { name: "User provisioning" }).first();
      await locked.focus();
      await page.locator(".tip").getByText(`Support: ${support}`).waitFor();
      await looksRight(look, "access-plan-support-light-1440", true);
      await assert.rejects(
        company.call(`POST /organizations/${corvid}/connections`, { provider: "okta", issue_token: true }),
        /plan/,
      );
      await leave(look);
    });

    async function fetchAsOwner(method: string, path: string): Promise<{ status: number; text: string }> {
      const context = await company.browser.newContext();
      await context.addCookies(company.owner);
      const answer = await context.request.fetch(`${company.scene.url}/api/v1${path}`, {
        method,
        headers: { Origin: company.scene.url },
      });
      const told = { status: answer.status(), text: await answer.text() };
      await context.close();
      return told;
    }
  },
  undefined,
  "--support",
  support,
);

/** A consequence with its number. */
async function counted(question: Locator, count: string, text: string): Promise<void> {
  const line = question.getByRole("listitem").filter({ hasText: text });
  await line.waitFor();
  assert.equal(await line.locator("b").innerText(), count, text);
}

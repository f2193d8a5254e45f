import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { onEachEngine } from "./company.ts";
import type { Theme } from "./look.ts";
import { everySize, focused, leave, looksRight } from "./walk.ts";

/** What stands in a field to copy. */
async function valueOf(page: Page, label: string): Promise<string> {
  return page.getByRole("dialog").locator(".valued").filter({ hasText: label }).locator("code").innerText();
}

onEachEngine("Provisioning", (company) => {
  const visit = (path: string, theme: Theme = "light", width = 1440) => company.visit(path, { theme, width });

  test("R04 R05 R07 R08 R11 R12 R43 R81 R83: turning Okta on shows both values once, and the guide follows the traffic", async () => {
    const look = await visit("settings/access");
    const { page } = look;
    await page.getByRole("heading", { name: "User & Group Provisioning" }).waitFor();
    await looksRight(look, "access-new-light");
    await page.getByRole("switch", { name: "User provisioning with Okta" }).click();

    const window = page.getByRole("dialog", { name: "Connect Okta" });
    await window.waitFor();
    await window.getByText("239 of 240 licenses are free").waitFor();
    await window.getByText("The token does not expire. Making a new one ends this one at once.").waitFor();
    await looksRight(look, "access-secret-light", true);
    const [tenantUrl, token] = [await valueOf(page, "Tenant URL"), await valueOf(page, "Secret Token")];

    // Nothing was copied: closing asks once.
    await window.getByRole("button", { name: "Continue" }).click();
    await window.getByText("The Secret Token was not copied.").waitFor();
    await window.getByRole("button", { name: "Continue" }).click();
    await window.waitFor({ state: "detached" });
    assert.ok(!(await page.content()).includes(token), "the token is shown after its window");

    await page.getByText("Waiting for the first request").first().waitFor();
    await page.getByText("Sign-in with Okta is off.").waitFor();
    assert.equal(await page.getByText("are edited in Okta").count(), 0, "R47: nothing is provisioned yet");
    const guide = page.getByRole("complementary", { name: "Setup guide" });
    await guide.getByText(tenantUrl).waitFor();
    await looksRight(look, "guide-waiting-light");

    await company.scene.play({ do: "connect", okta: "main", tenant_url: tenantUrl, token });
    await company.scene.play({ do: "test", okta: "main" });
    await guide.getByText(/^Passed: Okta/).waitFor();
    await guide.getByRole("button", { name: /Done in Okta/ }).click();
    await guide.getByText("Ticked by you").waitFor();
    await guide.locator('[aria-current="step"]').getByText("First member").waitFor();
    assert.equal(await guide.locator('[aria-current="step"]').count(), 1);
    await looksRight(look, "guide-watching-light");

    const people = [
      {
        login: "elif.kaya@fernhill.example",
        given: "Elif",
        family: "Kaya",
        title: "Process engineer",
        department: "Coatings",
      },
      { login: "bo.lindqvist@fernhill.example", given: "Bo", family: "Lindqvist" },
    ];
    await company.scene.play({ do: "hire", okta: "main", people });
    const logins = people.map(({ login }) => login);
    await company.scene.play({ do: "assign", okta: "main", logins });
    await guide.getByText(/^First member: /).waitFor();
    // R47: said from the first provisioned member on, without a reload.
    await page.getByText("Provisioned members and teams are edited in Okta.").waitFor();
    await company.scene.play({ do: "group", okta: "main", group: "Coatings", logins });
    await company.scene.play({ do: "push", okta: "main", group: "Coatings" });
    await guide.getByText("First team: Coatings").waitFor();
    await looksRight(look, "guide-done-light");
    await page.emulateMedia({ colorScheme: "dark" });
    await looksRight(look, "guide-done-dark");
    await page.setViewportSize({ width: 320, height: 800 });
    await guide.getByText("First team: Coatings").waitFor();
    await looksRight(look, "guide-done-dark-320");
    await leave(look);

    await everySize(company, {
      name: "access-on",
      path: "settings/access",
      ready: async (page) => {
        await page.getByText("Connected", { exact: true }).first().waitFor();
        await page.getByText(/Secret Token that ends in/).waitFor();
      },
    });
  });

  test("R06 R09: Manage, Enable and Save show the Tenant URL, and Generate token issues one later", async () => {
    const look = await visit("settings/access");
    const { page } = look;
    await page.getByRole("button", { name: "Manage OneLogin" }).click();
    const window = page.getByRole("dialog", { name: "Manage user provisioning with OneLogin" });
    await window.getByRole("checkbox", { name: /^Enable/ }).click();
    await window.getByRole("button", { name: "Save" }).click();
    await window.getByText("Tenant URL").waitFor();
    await window.getByText("None has been issued.").waitFor();
    await looksRight(look, "manage-light", true);
    await window.getByRole("button", { name: "Generate token" }).click();
    await page
      .getByRole("dialog", { name: "Connect OneLogin" })
      .getByRole("button", { name: "Copy Secret Token" })
      .click();
    await page.getByRole("dialog", { name: "Connect OneLogin" }).getByRole("button", { name: "Continue" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await leave(look);
  });

  test("R13 R49 R50: turning off asks first, with what follows counted", async () => {
    const look = await visit("settings/access", "dark");
    const { page } = look;
    await page.getByRole("switch", { name: "User provisioning with Okta" }).click();
    const question = page.getByRole("dialog", { name: "Turn off user provisioning with Okta?" });
    await question.getByText("members become editable. Their badges stay.").waitFor();
    await question.getByText("team becomes editable. The badge stays.").waitFor();
    await focused(page, "Keep on");
    await looksRight(look, "turn-off-dark", true);
    await question.getByRole("button", { name: "Keep on" }).click();
    await question.waitFor({ state: "detached" });
    await page.getByRole("switch", { name: "User provisioning with Okta", checked: true }).waitFor();
    await leave(look);
  });

  test("R80: Actions tells what happened, as it happens, and keeps its filters in the address", async () => {
    const look = await visit("activity");
    const { page } = look;
    await page.getByText("turned on user provisioning with").first().waitFor();
    await page.locator(".log").getByRole("link", { name: "Elif Kaya" }).first().waitFor();
    await looksRight(look, "actions-light");

    await company.scene.play({
      do: "edit",
      okta: "main",
      logins: ["elif.kaya@fernhill.example"],
      title: "Lead process engineer",
    });
    const entry = page.locator(".log > li.new");
    await entry.getByText("Lead process engineer").waitFor();
    await entry.getByText("Process engineer", { exact: true }).waitFor();

    await page.getByRole("button", { name: "Pause" }).click();
    await company.scene.play({
      do: "edit",
      okta: "main",
      logins: ["elif.kaya@fernhill.example"],
      title: "Head of coatings",
    });
    await page.getByText("1 new entry since the pause").waitFor();
    assert.equal(await page.getByText("Head of coatings").count(), 0, "a paused list grows");
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByText("Head of coatings").waitFor();

    await page.getByRole("button", { name: "Refusals only" }).click();
    await page.waitForURL(/refusals=true/);
    await page.getByText("No entry fits").waitFor();
    await looksRight(look, "actions-none-light");
    await page.goBack();
    await leave(look);

    await everySize(company, {
      name: "actions",
      path: "activity?what=%5B%22members%22%5D",
      ready: (page) => page.getByText("Head of coatings").waitFor(),
    });
  });

  test("R21 R82: the provisioning log shows each request, its bodies without secrets, and what it changed", async () => {
    const look = await visit("activity/requests");
    const { page } = look;
    await page.getByRole("link", { name: "Okta created Elif Kaya." }).waitFor();
    await looksRight(look, "requests-light");
    await page.getByRole("link", { name: "Okta created Elif Kaya." }).click();
    await page.getByRole("heading", { name: "What it changed" }).waitFor();
    await page.locator(".log").getByRole("link", { name: "Elif Kaya" }).waitFor();
    await page.locator("pre").first().getByText('"userName": "elif.kaya@fernhill.example"').waitFor();
    await looksRight(look, "request-light");
    const { pathname } = new URL(page.url());
    await leave(look);
    await everySize(company, {
      name: "request",
      path: pathname,
      ready: (page) => page.getByRole("heading", { name: "What it changed" }).waitFor(),
    });

    await everySize(company, {
      name: "requests",
      path: "activity/requests?method=POST",
      ready: (page) => page.getByRole("link", { name: "Okta created Elif Kaya." }).waitFor(),
    });
  });

  test("R43 R82: what was refused says why, what to do, and the request that the provider can name too", async () => {
    const larkfield = await company.organize("Larkfield Dental", 1);
    const { id: connection } = await company.connect("small", larkfield);
    const people = [
      { login: "cy.adams@larkfield.example", given: "Cy", family: "Adams" },
      { login: "di.brandt@larkfield.example", given: "Di", family: "Brandt" },
    ];
    await company.scene.play({ do: "hire", okta: "small", people });
    const [first, second] = people.map(({ login }) => login);
    await company.scene.play({ do: "assign", okta: "small", logins: [first] });
    await assert.rejects(company.scene.play({ do: "assign", okta: "small", logins: [second] }));

    const look = await company.visit(`/o/${larkfield}/activity?refusals=true`, { as: company.operator });
    await look.page.getByText("Refused", { exact: true }).waitFor();
    await look.page.getByRole("button", { name: "Copy request id" }).waitFor();
    await looksRight(look, "actions-refused-light");
    const request = await look.page.locator(".note-line code").first().innerText();
    await look.page.goto(`${company.scene.url}/o/${larkfield}/activity/requests/${request}`);
    await look.page.getByText(/Refused: /).waitFor();
    await looksRight(look, "request-refused-light");
    await look.page.goto(`${company.scene.url}/o/${larkfield}/settings/access?guide=${connection}`);
    await look.page.getByText("Failing", { exact: true }).waitFor();
    await looksRight(look, "access-failing-light");
    await leave(look);
  });

  test("R03: where the plan has no provisioning, the toggle says so", async () => {
    const corvid = await company.organize("Corvid Tools", 5, false);
    const look = await company.visit(`/o/${corvid}/settings/access`, { as: company.operator });
    await look.page.getByRole("button", { name: "User provisioning" }).first().waitFor();
    assert.equal(await look.page.getByRole("switch").count(), 0);
    await looksRight(look, "access-plan-light");
    await leave(look);
  });

  test("in German the same is said, with the providers' own labels", async () => {
    const look = await visit("activity");
    const bo = { okta: "main", group: "Coatings", logins: ["bo.lindqvist@fernhill.example"] };
    await company.scene.play({ do: "remove", ...bo });
    await company.scene.play({ do: "add", ...bo });
    await look.page.addInitScript(() => localStorage.setItem("muster.language", "de"));
    const { page } = look;
    await page.goto(`${company.scene.url}/o/${company.organization}/activity`);
    await page.getByText("hat die Benutzerbereitstellung mit").first().waitFor();
    await page.getByText("hat Elif Kaya hinzugefügt.").waitFor();
    await looksRight(look, "actions-german");
    await page.goto(`${company.scene.url}/o/${company.organization}/activity/requests`);
    await page.getByRole("link", { name: "Okta hat Elif Kaya angelegt." }).waitFor();
    await page.getByRole("link", { name: "Okta hat 1 Person aus der Gruppe Coatings herausgenommen." }).waitFor();
    await page.getByRole("link", { name: "Okta hat 1 Person in die Gruppe Coatings übertragen." }).waitFor();
    await page.goto(`${company.scene.url}/o/${company.organization}/settings/access`);
    await page.getByRole("button", { name: "Anleitung zur Einrichtung von Microsoft Entra ID" }).click();
    await page.getByText("Provision on demand").waitFor();
    await looksRight(look, "guide-german");
    await leave(look);
  });
});

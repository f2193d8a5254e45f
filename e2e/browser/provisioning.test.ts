import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { findings, type Look, launch, open, overhang, picture, type Theme } from "./look.ts";
import { call, firstOrganization, type Scene, setTheScene } from "./scene.ts";

let browser: Browser;
let scene: Scene;
let organization: string;
let cookies: Awaited<ReturnType<Look["context"]["cookies"]>>;

before(async () => {
  browser = await launch();
  scene = await setTheScene();
  const context = await browser.newContext();
  organization = await firstOrganization(context, scene, "Fernhill Optics");
  cookies = await context.cookies();
  await context.close();
});
after(async () => {
  await browser.close();
  await scene.stop();
});

/** A page of the organization, for the owner. */
async function visit(path: string, theme: Theme = "light", width = 1440, height = 900): Promise<Look> {
  const look = await open(browser, "about:blank", theme, width, height);
  await look.context.addCookies(cookies);
  await look.page.goto(`${scene.url}/o/${organization}/${path}`);
  await look.page.evaluate(() => document.fonts.ready);
  return look;
}

async function looksRight({ page, wrong }: Look, name: string, floating = false): Promise<void> {
  await picture(page, name);
  assert.deepEqual(await findings(page, floating), [], name);
  assert.equal(await overhang(page), 0, `${name} is wider than its window`);
  assert.deepEqual(wrong, [], name);
}

/** What stands in a field to copy. */
async function valueOf(page: Page, label: string): Promise<string> {
  return page.getByRole("dialog").locator(".valued").filter({ hasText: label }).locator("code").innerText();
}

test("R05 R07 R08 R11 R12 R43 R81 R83: turning Okta on shows both values once, and the guide follows the traffic", async () => {
  const look = await visit("settings/access");
  const { page } = look;
  await page.getByRole("heading", { name: "User & Group Provisioning" }).waitFor();
  await looksRight(look, "access-new-light");
  await page.getByRole("switch", { name: "User provisioning with Okta" }).click();

  const window = page.getByRole("dialog", { name: "Connect Okta" });
  await window.waitFor();
  await window.getByText("240 of 240 licenses are free").waitFor();
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

  await scene.play({ do: "connect", okta: "main", tenant_url: tenantUrl, token });
  await scene.play({ do: "test", okta: "main" });
  await guide.getByText(/^Passed: Okta/).waitFor();
  await guide.getByRole("button", { name: /Done in Okta/ }).click();
  await guide.getByText("Ticked by you").waitFor();
  assert.equal(await guide.locator('[aria-current="step"]').count(), 1);
  await guide.locator('[aria-current="step"]').getByText("First member").waitFor();
  await looksRight(look, "guide-watching-light");

  const people = [
    { login: "ana.ruiz@fernhill.example", given: "Ana", family: "Ruiz", title: "Process engineer", department: "Coatings" },
    { login: "bo.lindqvist@fernhill.example", given: "Bo", family: "Lindqvist" },
  ];
  await scene.play({ do: "hire", okta: "main", people });
  const logins = people.map(({ login }) => login);
  await scene.play({ do: "assign", okta: "main", logins });
  await guide.getByText(/^First member: /).waitFor();
  // R47: said from the first provisioned member on, without a reload.
  await page.getByText("Provisioned members and teams are edited in Okta.").waitFor();
  await scene.play({ do: "group", okta: "main", group: "Coatings", logins });
  await scene.play({ do: "push", okta: "main", group: "Coatings" });
  await guide.getByText("First team: Coatings").waitFor();
  await looksRight(look, "guide-done-light");
  await look.context.close();

  for (const [theme, width] of [["dark", 1440], ["light", 390], ["dark", 320]] as const) {
    const again = await visit("settings/access", theme, width);
    await again.page.getByText("Connected", { exact: true }).first().waitFor();
    await again.page.getByText(/Secret Token that ends in/).waitFor();
    await looksRight(again, `access-on-${theme}-${width}`);
    await again.context.close();
  }
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
  await page.getByRole("dialog", { name: "Connect OneLogin" }).getByRole("button", { name: "Copy Secret Token" }).click();
  await page.getByRole("dialog", { name: "Connect OneLogin" }).getByRole("button", { name: "Continue" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.deepEqual(look.wrong, []);
  await look.context.close();
});

test("R13 R49 R50: turning off asks first, with what follows counted", async () => {
  const look = await visit("settings/access", "dark");
  const { page } = look;
  await page.getByRole("switch", { name: "User provisioning with Okta" }).click();
  const question = page.getByRole("dialog", { name: "Turn off user provisioning with Okta?" });
  await question.getByText("members become editable. Their badges stay.").waitFor();
  await question.getByText("team becomes editable. The badge stays.").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Keep on");
  await looksRight(look, "turn-off-dark", true);
  await question.getByRole("button", { name: "Keep on" }).click();
  await question.waitFor({ state: "detached" });
  await page.getByRole("switch", { name: "User provisioning with Okta", checked: true }).waitFor();
  await look.context.close();
});

test("R80: Actions tells what happened, as it happens, and keeps its filters in the address", async () => {
  const look = await visit("activity");
  const { page } = look;
  await page.getByText("turned on user provisioning with").first().waitFor();
  await page.locator(".log").getByRole("link", { name: "Ana Ruiz" }).first().waitFor();
  await looksRight(look, "actions-light");

  await scene.play({ do: "edit", okta: "main", logins: ["ana.ruiz@fernhill.example"], title: "Lead process engineer" });
  const entry = page.locator(".log > li.new");
  await entry.getByText("Lead process engineer").waitFor();
  await entry.getByText("Process engineer", { exact: true }).waitFor();

  await page.getByRole("button", { name: "Pause" }).click();
  await scene.play({ do: "edit", okta: "main", logins: ["ana.ruiz@fernhill.example"], title: "Head of coatings" });
  await page.getByText("1 new entry since the pause").waitFor();
  assert.equal(await page.getByText("Head of coatings").count(), 0, "a paused list grows");
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByText("Head of coatings").waitFor();

  await page.getByRole("button", { name: "Refusals only" }).click();
  await page.waitForURL(/refusals=true/);
  await page.getByText("No entry fits").waitFor();
  await looksRight(look, "actions-none-light");
  await page.goBack();
  await look.context.close();

  for (const [theme, width] of [["dark", 1440], ["light", 390], ["light", 320]] as const) {
    const again = await visit("activity?what=%5B%22members%22%5D", theme, width);
    await again.page.getByText("Head of coatings").waitFor();
    await looksRight(again, `actions-${theme}-${width}`);
    await again.context.close();
  }
});

test("R21 R82: the provisioning log shows each request, its bodies without secrets, and what it changed", async () => {
  const look = await visit("activity/requests");
  const { page } = look;
  await page.getByRole("link", { name: "Okta created Ana Ruiz." }).waitFor();
  await looksRight(look, "requests-light");
  await page.getByRole("link", { name: "Okta created Ana Ruiz." }).click();
  await page.getByRole("heading", { name: "What it changed" }).waitFor();
  await page.locator(".log").getByRole("link", { name: "Ana Ruiz" }).waitFor();
  await page.locator("pre").first().getByText('"userName": "ana.ruiz@fernhill.example"').waitFor();
  await looksRight(look, "request-light");
  await look.context.close();

  for (const [theme, width] of [["dark", 1440], ["light", 390], ["dark", 320]] as const) {
    const again = await visit("activity/requests?method=POST", theme, width);
    await again.page.getByRole("link", { name: "Okta created Ana Ruiz." }).waitFor();
    await looksRight(again, `requests-${theme}-${width}`);
    await again.context.close();
  }
});

test("R43 R82: what was refused says why, what to do, and the request that the provider can name too", async () => {
  const context = await browser.newContext();
  await context.addCookies(cookies);
  const made = await call<{ id: string }>(context, scene.url, "POST /organizations", {
    name: "Larkfield Dental",
    licenses: 1,
    provisioning: true,
  });
  const opened = await call<{ connection: { id: string; tenant_url: string }; secret_token: string }>(
    context,
    scene.url,
    `POST /organizations/${made.id}/connections`,
    { provider: "okta", issue_token: true },
  );
  await context.close();
  await scene.play({ do: "connect", okta: "small", tenant_url: opened.connection.tenant_url, token: opened.secret_token });
  const people = [
    { login: "cy.adams@larkfield.example", given: "Cy", family: "Adams" },
    { login: "di.brandt@larkfield.example", given: "Di", family: "Brandt" },
  ];
  await scene.play({ do: "hire", okta: "small", people });
  const [first, second] = people.map(({ login }) => login);
  await scene.play({ do: "assign", okta: "small", logins: [first] });
  await assert.rejects(scene.play({ do: "assign", okta: "small", logins: [second] }));

  const look = await open(browser, "about:blank", "light", 1440);
  await look.context.addCookies(cookies);
  await look.page.goto(`${scene.url}/o/${made.id}/activity?refusals=true`);
  await look.page.getByText("Refused", { exact: true }).waitFor();
  await look.page.getByRole("button", { name: "Copy request id" }).waitFor();
  await looksRight(look, "actions-refused-light");
  const request = await look.page.locator(".note-line code").first().innerText();
  await look.page.goto(`${scene.url}/o/${made.id}/activity/requests/${request}`);
  await look.page.getByText(/Refused: /).waitFor();
  await looksRight(look, "request-refused-light");
  await look.page.goto(`${scene.url}/o/${made.id}/settings/access?guide=${opened.connection.id}`);
  await look.page.getByText("Failing", { exact: true }).waitFor();
  await looksRight(look, "access-failing-light");
  await look.context.close();
});

test("R03: where the plan has no provisioning, the toggle says so", async () => {
  const context = await browser.newContext();
  await context.addCookies(cookies);
  const { id } = await call<{ id: string }>(context, scene.url, "POST /organizations", {
    name: "Corvid Tools",
    licenses: 5,
    provisioning: false,
  });
  await context.close();
  const look = await open(browser, "about:blank", "light", 1440);
  await look.context.addCookies(cookies);
  await look.page.goto(`${scene.url}/o/${id}/settings/access`);
  await look.page.getByRole("button", { name: "User provisioning" }).first().waitFor();
  assert.equal(await look.page.getByRole("switch").count(), 0);
  await looksRight(look, "access-plan-light");
  await look.context.close();
});

test("in German the same is said, with the providers' own labels", async () => {
  const look = await open(browser, "about:blank", "light", 1440);
  await look.context.addCookies(cookies);
  await look.page.addInitScript(() => localStorage.setItem("muster.language", "de"));
  const { page } = look;
  await page.goto(`${scene.url}/o/${organization}/activity`);
  await page.getByText("hat die Benutzerbereitstellung mit").first().waitFor();
  await page.getByText("hat Ana Ruiz hinzugefügt.").waitFor();
  await looksRight(look, "actions-german");
  await page.goto(`${scene.url}/o/${organization}/activity/requests`);
  await page.getByRole("link", { name: "Okta hat Ana Ruiz angelegt." }).waitFor();
  await page.goto(`${scene.url}/o/${organization}/settings/access`);
  await page.getByRole("button", { name: "Anleitung zur Einrichtung von Microsoft Entra ID" }).click();
  await page.getByText("Provision on demand").waitFor();
  await looksRight(look, "guide-german");
  await look.context.close();
});

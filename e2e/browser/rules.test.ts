// The rules of a connection: each is said with what follows from it, a preset shows what it would change, and nothing
// counts before it is saved.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { onEachEngine } from "./company.ts";
import { open } from "./look.ts";
import { idOf, Provider } from "./provider.ts";
import { choose, everySize, leave, looksRight, shownOnce } from "./walk.ts";

interface Shown {
  id: string;
  preset?: string;
  policy: { [rule: string]: string };
}

interface List {
  items: Shown[];
  presets: { preset: string; policy: Shown["policy"] }[];
}

onEachEngine("The rules of a connection", (company) => {
  let id = "";
  let okta: Provider;
  const list = () => company.call<List>(`GET /organizations/${company.organization}/connections`);
  const shown = async () => (await list()).items.find((each) => each.id === id);
  const path = () => `settings/access/${id}`;
  const rule = (policy: Shown["policy"]) =>
    company.call(`PATCH /organizations/${company.organization}/connections/${id}`, { policy });
  const changes = (page: Page) => page.getByRole("region", { name: "What saving changes" });
  /** How many pixels of the window it takes from the rules, on a page that was not scrolled. */
  const covers = (page: Page) =>
    changes(page).evaluate((part) => Math.max(0, Math.round(window.innerHeight - part.getBoundingClientRect().top)));
  const areSaved = async (page: Page) => {
    await page.getByRole("status").getByText("The rules are saved and count from now on.").waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
  };

  test("every rule is said with its consequence, in every size", async () => {
    const made = await company.connect("main");
    id = made.id;
    okta = new Provider(made);
    await everySize(company, {
      name: "rules",
      path: path(),
      ready: (page) => page.getByRole("heading", { name: "Rules for Okta" }).waitFor(),
    });
    const look = await company.visit(path());
    const { page } = look;
    await changes(page).getByText("Nothing is changed.").waitFor();
    assert.equal(await covers(page), 0, "something covers the rules where there is nothing to save");
    const rules = page.locator(".rules > li");
    const { policy } = (await shown()) ?? { policy: {} };
    assert.equal(await rules.count(), Object.keys(policy).length, "a rule is not shown");
    for (const rule of await rules.all()) assert.match(await rule.locator(".hint").innerText(), /\.$/);
    await leave(look);
  });

  test("a preset shows exactly what it would change, and changes nothing before it is saved", async () => {
    const { presets } = await list();
    const standard = presets.find(({ preset }) => preset === "standard")?.policy ?? {};
    const nulab = presets.find(({ preset }) => preset === "nulab")?.policy ?? {};
    const differ = Object.keys(standard).filter((rule) => standard[rule] !== nulab[rule]);
    const look = await company.visit(path());
    const { page } = look;
    await choose(page, "Preset", "Nulab");
    await changes(page).getByText(`${differ.length} rules change when you save.`).waitFor();
    assert.equal(await changes(page).locator("dt").count(), differ.length);
    assert.notEqual(await covers(page), 0, "what would be saved is out of sight");
    const change = changes(page).locator("dl").getByText("Who may remove provisioned members");
    assert.match(await change.locator("xpath=following-sibling::dd[1]").innerText(), /The provider alone/);
    assert.match(await change.locator("xpath=following-sibling::dd[2]").innerText(), /Administrators too/);
    await page.getByText("Now: The provider alone").waitFor();
    for (const [theme, width] of [["light", 1440], ["dark", 1440], ["light", 320], ["dark", 320]] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: 900 });
      await looksRight(look, `rules-preset-${theme}-${width}`);
    }
    assert.equal((await shown())?.preset, "standard", "a preset counts before it is saved");

    await page.getByRole("button", { name: "Discard" }).click();
    await changes(page).getByText("Nothing is changed.").waitFor();
    await page.getByRole("combobox", { name: "Preset" }).getByText("Standard").waitFor();

    await changes(page).and(page.locator(":focus")).waitFor(); // the button that had it is gone

    await choose(page, "Preset", "Nulab");
    await page.getByRole("button", { name: "Save rules" }).click();
    await areSaved(page);
    await page.getByRole("button", { name: "Save rules" }).waitFor({ state: "detached" });
    assert.deepEqual((await shown())?.policy, nulab);
    await page.reload();
    await page.getByRole("combobox", { name: "Preset" }).getByText("Nulab").waitFor();
    await page.goto(`${company.scene.url}/o/${company.organization}/activity`);
    const entry = page.getByRole("listitem").filter({ hasText: "Who may remove provisioned members" });
    await entry.getByText("Administrators too").waitFor();
    await leave(look);
  });

  test("rules that are nobody's preset are called custom, and what another changed meanwhile is not put back", async () => {
    const look = await company.visit(path());
    const { page } = look;
    await choose(page, "People unknown here in a pushed group", "Refuse the push");
    await page.getByRole("combobox", { name: "Preset" }).getByText("Custom").waitFor();
    await page.getByText("These rules are nobody's preset").waitFor();
    await rule({ sso_prerequisite: "suggest" });
    await page.getByRole("combobox", { name: "Sign-in by an identity provider" }).getByText("Suggested").waitFor();
    await changes(page).getByText("1 rule changes when you save.").waitFor();
    await page.getByRole("button", { name: "Save rules" }).click();
    await areSaved(page);
    const saved = await shown();
    assert.equal(saved?.preset, undefined);
    assert.equal(saved?.policy.sso_prerequisite, "suggest");
    assert.equal(saved?.policy.unknown_member, "refuse");
    await leave(look);
  });

  test("a connection is made with a vendor's rules under Manage", async () => {
    const look = await company.visit("settings/access");
    const { page } = look;
    await page.getByRole("button", { name: "Manage OneLogin" }).click();
    const window = page.getByRole("dialog", { name: "Manage user provisioning with OneLogin" });
    await window.getByRole("checkbox", { name: /^Enable/ }).click();
    await choose(page, "Preset", "NordPass");
    await looksRight(look, "manage-preset-light-1440", true);
    await window.getByRole("button", { name: "Save" }).click();
    await window.getByText("Tenant URL").waitFor();
    const { items, presets } = await list();
    const made = items.find((each) => each.id !== id);
    assert.deepEqual(made?.policy, presets.find(({ preset }) => preset === "nordpass")?.policy);
    await leave(look);
  });

  test("R69 R70: without groups the guide leaves them out, Okta reads why, and the teams that came are edited here", async () => {
    await rule({ groups: "on", read_only: "locked" });
    const bram = { login: "bram.dewit@fernhill.example", given: "Bram", family: "de Wit" };
    await company.provision("main", bram);
    await company.scene.play({ do: "group", okta: "main", group: "Coatings", logins: [bram.login] });
    await company.scene.play({ do: "push", okta: "main", group: "Coatings" });
    const team = `/organizations/${company.organization}/teams/${await idOf(company, "teams", "Coatings")}`;
    const rename = (name: string) => company.call(`PATCH ${team}`, { name }, company.owner);
    await assert.rejects(rename("Coating"), /Okta decides the name of Coatings/);

    const look = await company.visit(path());
    const { page } = look;
    await choose(page, "Pushed groups", "Need an encryption service");
    await page.getByText("Groups become teams only while an encryption service is connected. None is").waitFor();
    await page.getByRole("button", { name: "Save rules" }).click();
    await areSaved(page);
    const pushed = await okta.push("Optics", "00u1nobody");
    assert.equal(pushed.status, 403);
    assert.match(await pushed.text(), /only with an encryption service and none is connected/);
    await choose(page, "Pushed groups", "Are refused");
    await page.getByRole("button", { name: "Save rules" }).click();
    await areSaved(page);
    const refused = await okta.push("Optics", "00u1nobody");
    assert.equal(refused.status, 403);
    assert.match(await refused.text(), /takes no groups, so nothing was changed; stop pushing groups in Okta/);
    const asked = await okta.ask("GET /Groups?startIndex=1&count=100");
    assert.equal(asked.status, 200);
    assert.equal(((await asked.json()) as { totalResults: number }).totalResults, 0);
    await rename("Coating");

    await page.goto(`${company.scene.url}/o/${company.organization}/settings/access?guide=${id}`);
    const guide = page.getByRole("complementary", { name: "Setup guide" });
    const step = guide.getByRole("listitem").filter({ hasText: "Push groups" });
    await step.getByText("Groups that Okta pushes are refused.").waitFor();
    await step.getByText("Left out, as the rules have it").waitFor();
    await page.getByText("1 member and 0 teams are read-only here").waitFor();
    await looksRight(look, "guide-without-groups-light-1440");

    await page.goto(`${company.scene.url}/o/${company.organization}/activity`);
    const told = page.getByRole("listitem").filter({ hasText: "pushed groups, which the connection's policy does not take." });
    await told.filter({ hasText: "This connection takes no groups, so nothing was changed;" }).waitFor();
    assert.equal(await told.count(), 2, "each rule's refusal is told once");
    await looksRight(look, "activity-groups-refused-light-1440");
    await leave(look);
  });

  test("R13: where tokens overlap, two are shown with their last use, and each is revoked by itself", async () => {
    await rule({ token_rotation: "overlap" });
    const look = await company.visit("settings/access");
    const { page } = look;
    const card = page.getByRole("region", { name: "Okta" });
    await card.getByRole("button", { name: "New token" }).click();
    const question = page.getByRole("dialog", { name: "Make a new Secret Token for Okta?" });
    await question.getByText("works for 24 hours more.").waitFor();
    await looksRight(look, "token-overlap-question-light-1440", true);
    await question.getByRole("button", { name: "Make a new token" }).click();
    const window = page.getByRole("dialog", { name: "Connect Okta" });
    await window.getByText("Making a new one ends this one 24 hours later.").waitFor();
    const latter = new Provider({ tenantUrl: okta.tenantUrl, token: await shownOnce(page, "Secret Token") });
    await window.getByRole("button", { name: "Copy Secret Token" }).click();
    await window.getByRole("button", { name: "Continue" }).click();
    await window.waitFor({ state: "detached" });
    for (const each of [okta, latter]) assert.equal((await each.ask("GET /Users?count=1")).status, 200);

    await page.getByRole("button", { name: "Close the guide" }).click();
    const tokens = card.getByRole("list", { name: "Secret Tokens" });
    const former = tokens.getByRole("listitem").filter({ hasText: "Former Secret Token" });
    await former.getByText(`ends in ${okta.token.slice(-4)}`).waitFor();
    await former.getByText(/^Works until \S/).waitFor();
    await tokens.getByRole("listitem").first().getByText(/^Last used .+ from 127\.0\.0\.1$/).waitFor();
    for (const [theme, width] of [["light", 1440], ["dark", 1440], ["light", 320], ["dark", 320]] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: 900 });
      await looksRight(look, `tokens-${theme}-${width}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await former.getByRole("button", { name: "Revoke" }).click();
    const revoke = page.getByRole("dialog", { name: `Revoke the Secret Token that ends in ${okta.token.slice(-4)}?` });
    await looksRight(look, "token-revoke-dark-1440", true);
    await revoke.getByRole("button", { name: "Revoke" }).click();
    await revoke.waitFor({ state: "detached" });
    assert.equal((await okta.ask("GET /Users?count=1")).status, 401);
    assert.equal((await latter.ask("GET /Users?count=1")).status, 200);
    await tokens.waitFor({ state: "detached" });
    await leave(look);
  });

  test("who came by a setup link sets the rules too; a member sees none of them", async () => {
    const { url } = await company.call<{ url: string }>(`POST /organizations/${company.organization}/setup-links`, {
      label: "IT at Fernhill Optics",
    });
    const it = await open(company.browser, url, "light", 1440);
    await it.page.getByRole("button", { name: "Open" }).click();
    await it.page.getByRole("link", { name: "Rules Okta" }).click();
    await choose(it.page, "People unknown here in a pushed group", "Pass them over");
    await it.page.getByRole("button", { name: "Save rules" }).click();
    await areSaved(it.page);
    assert.equal((await shown())?.policy.unknown_member, "skip");
    await it.page.setViewportSize({ width: 320, height: 800 });
    await looksRight(it, "rules-setup-light-320");
    await leave(it);

    const cleo = await company.invite({ name: "Cleo Marsh", email: "cleo.marsh@fernhill.example" });
    const look = await company.visit(path(), { as: cleo.cookies });
    await look.page.getByRole("heading").first().waitFor();
    assert.equal(await look.page.getByText("Rules for Okta").count(), 0);
    await leave(look);
  });
});

// What both editions of NordLayer's guide say of members and teams once Okta provisions them: the statements that
// follow the clicks, as tests after those of either guide.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { antonio, assignGroup, emma, engineering, felix, francesca, type GuideWalk, isFree, isLocked, pushGroup } from "./guide_walk.ts";
import { assignPeople, follow, openApp, press, rowSays, shows } from "./okta_console.ts";
import { rowOf } from "./people.ts";

const owner = "Ana Ruiz";
const workshop = "Workshop";

/** Assigns people and a group, and pushes the group: the steps before the statements. */
export function assignAndPush(walk: GuideWalk, app: string): void {
  test("who is assigned becomes a member, and from the first one on the panel says where they are edited", async () => {
    const { admin, panel } = walk;
    const notice = panel.getByText("Provisioned members and teams are edited in Okta.");
    await walk.open("members");
    await rowOf(panel, owner).waitFor();
    assert.equal(await notice.count(), 0, "it is said before anybody is provisioned");
    await openApp(admin, app);
    await assignPeople(admin, francesca.name);
    await rowSays(admin, "Assigned people", francesca.name, "Provisioned");
    await notice.waitFor();
    await rowOf(panel, francesca.name).waitFor();
  });

  test("a group that is assigned brings its people, and becomes a team when it is pushed", async () => {
    const { admin } = walk;
    await assignGroup(admin, engineering);
    await rowSays(admin, "Assigned groups", engineering, "2 people");
    await rowOf(walk.panel, felix.name).waitFor();
    assert.deepEqual(await walk.teams(), []);
    await pushGroup(admin, engineering);
    await rowSays(admin, "Pushed groups", engineering, "Active");
    assert.deepEqual((await walk.teams()).map(({ name, size }) => [name, size]), [[engineering, 2]]);
  });
}

/** Gives the app that is open a new Secret Token, under Provisioning › Integration. */
async function paste(admin: Page, token: string): Promise<void> {
  await follow(admin, "Provisioning");
  await follow(admin, "Integration");
  await press(admin, "Edit");
  await admin.getByLabel(/Token$/).fill(token);
  await press(admin, "Save");
  await admin.getByRole("heading", { name: "Provisioning to App" }).waitFor();
}

/** What holds while provisioning is on, then while it is off; the log of both stands at the end. */
export function statements(walk: GuideWalk, app: string): void {
  const actions = (name: string) => walk.panel.getByRole("button", { name: `Actions for ${name}` });
  const edit = () => walk.panel.getByRole("button", { name: "Edit", exact: true });
  const button = (name: string) => walk.panel.getByRole("button", { name, exact: true });

  test("provisioned members and teams are read-only: they are neither edited nor deleted here", async () => {
    const { panel } = walk;
    await walk.openMember(francesca.name);
    await isLocked(edit());
    await isLocked(button("Deactivate"));
    await actions(francesca.name).click();
    await isLocked(panel.getByRole("menuitem", { name: "Remove" }));
    await panel.keyboard.press("Escape");
    await walk.openTeam(engineering);
    await isLocked(button("Rename"));
    await isLocked(button("Add a member"));
    await button("More").click();
    await isLocked(panel.getByRole("menuitem", { name: "Delete team" }));
    await panel.keyboard.press("Escape");
  });

  test("members and teams are still made by hand: an invitation offers the teams that were made by hand alone", async () => {
    const { panel } = walk;
    await panel.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Teams" }).click();
    await panel.getByRole("button", { name: "Create team" }).click();
    const team = panel.getByRole("dialog", { name: "Create team" });
    await team.getByLabel("Name").fill(workshop);
    await team.getByRole("listitem").filter({ hasText: francesca.name }).getByRole("checkbox").click();
    await team.getByRole("button", { name: "Create team" }).click();
    await panel.getByRole("heading", { level: 1, name: workshop }).waitFor();

    await panel.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Members" }).click();
    await panel.getByRole("button", { name: "Invite new member" }).click();
    const ask = panel.getByRole("dialog", { name: "Invite new member" });
    await ask.getByLabel("Name").fill("Nils Berg");
    await ask.getByLabel("Email").fill("nils.berg@northwind.example");
    await ask.getByRole("combobox", { name: "Assign to team (optional)" }).click();
    assert.deepEqual(await panel.getByRole("option").allInnerTexts(), ["No team", workshop]);
    await panel.getByRole("option", { name: workshop }).click();
    await ask.getByRole("button", { name: "Invite", exact: true }).click();
    const shown = panel.getByRole("dialog", { name: "Nils Berg is invited" });
    await shown.getByRole("button", { name: "Copy Invitation link" }).click();
    await shown.getByRole("button", { name: "Done" }).click();
    await shown.waitFor({ state: "detached" });
  });

  test("provisioned members join teams that were made by hand, by Create team and by Add a member", async () => {
    const { panel } = walk;
    await walk.openTeam(workshop);
    const members = panel.getByRole("table", { name: "Members of this team" });
    await members.getByRole("link", { name: francesca.name }).waitFor();
    await button("Add a member").click();
    const window = panel.getByRole("dialog", { name: `Add a member to ${workshop}` });
    await window.getByRole("listitem").filter({ hasText: felix.name }).getByRole("checkbox").click();
    await window.getByRole("button", { name: "Add", exact: true }).click();
    for (const name of [felix.name, "Nils Berg"]) await members.getByRole("link", { name }).waitFor();
  });

  test("the avatars of provisioned members and teams carry Okta's badge, those made by hand none", async () => {
    const { panel } = walk;
    await walk.open("members");
    await rowOf(panel, francesca.name).getByText("Provisioned by Okta").waitFor({ state: "attached" });
    for (const name of [owner, "Nils Berg"]) assert.equal(await rowOf(panel, name).locator(".badge").count(), 0, name);
    await walk.open("teams");
    await rowOf(panel, engineering).getByText("Provisioned by Okta").waitFor({ state: "attached" });
    assert.equal(await rowOf(panel, workshop).locator(".badge").count(), 0);
  });

  test("members made by hand cannot join provisioned teams, from outside the panel neither", async () => {
    const { company } = walk;
    const [nils, team] = [
      await walk.member("nils.berg@northwind.example"),
      (await walk.teams()).find(({ name }) => name === engineering),
    ];
    const path = `/organizations/${company.organization}/teams/${team?.id}/members`;
    await assert.rejects(company.call(`POST ${path}`, { member_ids: [nils.id] }, company.owner), /: 403 /);
    assert.equal((await walk.teams()).find(({ name }) => name === engineering)?.size, 2);
  });

  test("new credentials cancel the integration until Okta has them", async () => {
    const { admin, panel } = walk;
    await walk.openAccess();
    await panel.getByRole("region", { name: "Okta" }).getByRole("button", { name: "New token" }).click();
    await panel.getByRole("dialog", { name: "Make a new Secret Token for Okta?" }).getByRole("button", { name: "Make a new token" }).click();
    const { token } = await walk.noteCredentials();
    await openApp(admin, app);
    await assignPeople(admin, antonio.name);
    await rowSays(admin, "Assigned people", antonio.name, "The Secret Token is not valid");
    await paste(admin, token);
    await follow(admin, "Assignments");
    await press(admin, `Retry ${antonio.name}`);
    await follow(admin, "Tasks");
    await rowSays(admin, "Tasks", `Create user ${antonio.login}`, "Completed");
    assert.equal((await walk.member(antonio.login)).status, "active");
  });

  test("off: the integration ends, provisioned members and teams are editable, and the badge stays", async () => {
    const { admin, panel } = walk;
    await walk.openAccess();
    await walk.toggle.click();
    await panel.getByRole("dialog", { name: "Turn off user provisioning with Okta?" }).getByRole("button", { name: "Turn off" }).click();
    await panel.getByRole("switch", { name: "User provisioning with Okta", checked: false }).waitFor();
    await openApp(admin, app);
    await assignPeople(admin, emma.name);
    await rowSays(admin, "Assigned people", emma.name, "Error");
    await walk.openMember(francesca.name);
    await isFree(edit());
    await panel.locator("header").getByText("Came from Okta", { exact: true }).waitFor({ state: "attached" });
    await walk.openTeam(engineering);
    await isFree(button("Rename"));
    await panel.locator("header").getByText("Came from Okta", { exact: true }).waitFor({ state: "attached" });
  });

  test("on again: a team that was renamed meanwhile arrives a second time, and so does a member whose address was changed", async () => {
    const { admin, panel } = walk;
    await button("Rename").click();
    const rename = panel.getByRole("dialog", { name: "Rename team" });
    await rename.getByLabel("Name").fill("Optics engineers");
    await rename.getByRole("button", { name: "Rename" }).click();
    await panel.getByRole("heading", { level: 1, name: "Optics engineers" }).waitFor();
    await walk.openMember(francesca.name);
    await edit().click();
    const form = panel.getByRole("dialog", { name: "Edit name and email" });
    await form.getByLabel("Email").fill("francesca@elsewhere.example");
    await form.getByRole("button", { name: "Save" }).click();
    await form.waitFor({ state: "detached" });

    await walk.openAccess();
    await walk.toggle.click();
    await panel.getByRole("dialog", { name: "Turn on user provisioning with Okta again?" }).getByRole("button", { name: "Turn on" }).click();
    const { token } = await walk.noteCredentials();
    await openApp(admin, app);
    await paste(admin, token);
    await follow(admin, "Assignments");
    await press(admin, `Unassign ${francesca.name}`);
    await press(admin, "OK");
    await assignPeople(admin, francesca.name);
    await rowSays(admin, "Assigned people", francesca.name, "Provisioned");
    await follow(admin, "Push Groups");
    await press(admin, `Unlink pushed group ${engineering}`);
    await admin.getByRole("radio", { name: "Leave the group in the target app" }).check();
    await press(admin, "Unlink");
    await shows(admin, admin.getByText("No group is pushed."));
    await pushGroup(admin, engineering);
    await rowSays(admin, "Pushed groups", engineering, "Active");
    const twice = (await walk.members()).filter(({ name }) => name === francesca.name).map(({ email }) => email);
    assert.deepEqual(twice.sort(), [francesca.login, "francesca@elsewhere.example"]);
    const teams = (await walk.teams()).map(({ name }) => name);
    assert.deepEqual(teams.sort(), [engineering, "Optics engineers", workshop]);
  });

  test("Activity › Actions lists that provisioning was turned on and off, and what it did", async () => {
    const { panel } = walk;
    await panel.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Activity" }).click();
    const tabs = panel.getByRole("navigation", { name: "Activity" });
    const actions = tabs.getByRole("link", { name: "Actions" });
    await tabs.getByRole("link", { name: "Provisioning log" }).click();
    await panel.waitForURL(/\/activity\/requests$/);
    assert.equal(await actions.getAttribute("aria-current"), null);
    await actions.click();
    await panel.waitForURL(/\/activity$/);
    assert.equal(await actions.getAttribute("aria-current"), "page");
    const log = panel.locator(".log");
    for (const said of ["turned on user provisioning with Okta", "turned off user provisioning with Okta", `added ${francesca.name}`]) {
      await log.getByRole("listitem").filter({ hasText: said }).first().waitFor();
    }
  });
}

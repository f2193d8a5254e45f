// Nulab Pass, "how to set up SCIM in Nulab Pass and Okta", walked step by step.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addFromCatalog,
  configureIntegration,
  emma,
  felix,
  fill,
  francesca,
  gone,
  nameByEmail,
  walkGuide,
} from "./guide_walk.ts";
import { add, guided, read } from "./login_setup.ts";
import { assignPeople, follow, openApp, press, rowSays, shows, tickToApp } from "./okta_console.ts";
import { choose } from "./walk.ts";

const app = "Nulab Pass";
const userName = "francesca@optics.example";

walkGuide("The guide of Nulab Pass", { provoked: [/^403: \S+\/connections$/, gone] }, (walk) => {
  const credentials = { tenantUrl: "", token: "" };

  test("before: without a way to sign in by Okta provisioning is not enabled, and the panel says what to do", async () => {
    const { panel } = walk;
    await walk.openAccess();
    await panel.getByRole("button", { name: "Manage Okta" }).click();
    const window = panel.getByRole("dialog", { name: "Manage user provisioning with Okta" });
    await choose(panel, "Preset", "Nulab");
    await window.getByRole("checkbox", { name: /^Enable/ }).click();
    await window.getByRole("button", { name: "Save" }).click();
    await window.getByText("Activate a login method under Settings › Login methods").waitFor();
    await panel.keyboard.press("Escape");
    await window.waitFor({ state: "detached" });
  });

  test("before: SAML is configured by each side's values", async () => {
    const { admin, panel } = walk;
    await panel.getByRole("link", { name: "Login methods", exact: true }).click();
    await add(panel, { protocol: "SAML 2.0" });
    await follow(admin, "Applications");
    await press(admin, "Create App Integration");
    await admin.getByRole("radio", { name: "SAML 2.0" }).check();
    await press(admin, "Next");
    await fill(admin, "App name", "Nulab sign-in");
    await admin.getByLabel(/^Single sign-on URL/).fill(await guided(panel, "Single sign-on URL"));
    await admin.getByLabel(/^Audience URI/).fill(await guided(panel, "Audience URI (SP Entity ID)"));
    await press(admin, "Finish");
    await follow(admin, "Sign On");
    await read(panel, await admin.getByRole("link", { name: /\/sso\/saml\/metadata$/ }).innerText());
    await panel.getByRole("button", { name: "Activate", exact: true }).click();
    await panel.getByRole("button", { name: "Deactivate", exact: true }).waitFor();
  });

  test("steps 1 to 5: Manage › Enable › Save shows the SCIM URL, Generate token the token", async () => {
    const { panel } = walk;
    await walk.openAccess();
    await panel.getByRole("button", { name: "Manage Okta" }).click();
    const window = panel.getByRole("dialog", { name: "Manage user provisioning with Okta" });
    await choose(panel, "Preset", "Nulab");
    await window.getByRole("checkbox", { name: /^Enable/ }).click();
    await window.getByRole("button", { name: "Save" }).click();
    await window.getByText("None has been issued.").waitFor();
    credentials.tenantUrl = (await walk.connection()).tenantUrl;
    await window.getByText(credentials.tenantUrl).waitFor();
    await window.getByRole("button", { name: "Generate token" }).click();
    const noted = await walk.noteCredentials();
    assert.equal(noted.tenantUrl, credentials.tenantUrl);
    credentials.token = noted.token;
    assert.equal((await walk.connection()).preset, "nulab");
  });

  test("steps 6 to 11: Browse App Catalog has Nulab Pass, which is added under a label", async () => {
    await addFromCatalog(walk.admin, "Nulab Pass", "Nulab Pass");
    await fill(walk.admin, "Application label", app);
    await press(walk.admin, "Done");
    await walk.admin.getByRole("heading", { level: 1, name: app }).waitFor();
  });

  test("steps 12 to 16: Configure API Integration takes the token, is tested, and saved in the message of success", async () => {
    await configureIntegration(walk.admin, { url: "Base URL", token: "API Token" }, credentials);
  });

  test("steps 17 to 20: To App takes three check boxes, Sign on the address as user name", async () => {
    const { admin } = walk;
    await follow(admin, "To App");
    await tickToApp(admin);
    await nameByEmail(admin);
  });

  test("create: what is entered at the assignment is the account's information, the user name its address; Okta's email is not taken", async () => {
    const { admin, panel } = walk;
    await openApp(admin, app);
    await follow(admin, "Assignments");
    await press(admin, "Assign");
    await follow(admin, "Assign to People");
    await press(admin, `Assign ${francesca.name}`);
    await fill(admin, "Username", userName);
    await fill(admin, "Title", "Head of optics");
    await press(admin, "Save and Go Back");
    await press(admin, "Done");
    await rowSays(admin, "Assigned people", francesca.name, "Provisioned");
    assert.equal((await walk.member(userName)).status, "active");
    assert.ok((await walk.members()).every(({ email }) => email !== francesca.login));
    await walk.openMember(francesca.name);
    await panel.getByRole("region", { name: "What Okta sent" }).getByRole("cell", { name: "Head of optics" }).waitFor();
  });

  test("update: the pencil changes attributes; Okta's email changes nothing", async () => {
    const { admin, panel } = walk;
    await press(admin, `Edit ${francesca.name}`);
    await fill(admin, "Title", "Head of coatings");
    await fill(admin, "Primary email", "francesca@elsewhere.example");
    await press(admin, "Save");
    await rowSays(admin, "Assigned people", francesca.name, "Provisioned");
    await panel.getByRole("region", { name: "What Okta sent" }).getByRole("cell", { name: "Head of coatings" }).waitFor();
    assert.equal((await walk.member(userName)).status, "active");
  });

  test("update: another user name invalidates the account and makes a new one", async () => {
    const { admin } = walk;
    const before = await walk.member(userName);
    await press(admin, `Edit ${francesca.name}`);
    await fill(admin, "Username", "f.santos@optics.example");
    await press(admin, "Save");
    await rowSays(admin, "Assigned people", francesca.name, "Provisioned");
    const now = await walk.member("f.santos@optics.example");
    assert.notEqual(now.id, before.id);
    assert.deepEqual([now.status, now.licensed], ["active", true]);
    const former = (await walk.members()).find(({ id }) => id === before.id);
    assert.deepEqual([former?.status, former?.licensed], ["deactivated", false]);
  });

  test("deactivate: the x and OK deactivate the account", async () => {
    const { admin } = walk;
    await press(admin, `Unassign ${francesca.name}`);
    await press(admin, "OK");
    await follow(admin, "Tasks");
    await rowSays(admin, "Tasks", `Deactivate user ${francesca.login}`, "Completed");
    assert.equal((await walk.member("f.santos@optics.example")).status, "deactivated");
  });

  test("delete: deleting somebody in Okta disables the account and does not delete it; an administrator deletes it by hand", async () => {
    const { admin, panel } = walk;
    await openApp(admin, app);
    await assignPeople(admin, emma.name, felix.name);
    await rowSays(admin, "Assigned people", emma.name, "Provisioned");
    await walk.openMember(emma.name);
    await admin.getByRole("navigation", { name: "Admin Console" }).getByRole("link", { name: "People" }).click();
    await admin.getByRole("list", { name: "People" }).getByRole("link", { name: emma.name }).click();
    await press(admin, "Deactivate");
    await press(admin, "Delete");
    await shows(admin, admin.getByText("Deleted."));
    await panel.locator("header").getByText("Deactivated", { exact: true }).waitFor();
    await panel.getByRole("button", { name: `Actions for ${emma.name}` }).click();
    await panel.getByRole("menuitem", { name: "Remove" }).click();
    await panel.getByRole("dialog", { name: `Remove ${emma.name}?` }).getByRole("button", { name: "Remove" }).click();
    await panel.getByText(`${emma.name} is removed.`).waitFor();
    assert.ok((await walk.members()).every(({ email }) => email !== emma.login));
    assert.equal((await walk.member(felix.login)).status, "active");
  });
});

// The Admin Console of the stand-in for Okta, in front of the real program: what its administrator clicks, and what
// comes of it in Muster.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { onEachEngine } from "./company.ts";
import { engines } from "./scene.ts";
import {
  addTestApp,
  assignPeople,
  follow,
  type OktaConsole,
  openApp,
  openConsole,
  press,
  rowSays,
  shows,
  startOkta,
  tickToApp,
} from "./okta_console.ts";
import { leave, looksRight } from "./walk.ts";

interface Member {
  name: string;
  email: string;
  status: string;
}

interface Team {
  name: string;
  size: number;
}

const ana = "Ana Ruiz";

onEachEngine("Okta's Admin Console", (company) => {
  let okta: OktaConsole;
  let tenantUrl: string;
  let token: string;

  before(async () => {
    okta = await startOkta(company.scene.program, "--people", "12", "--groups", "4", "--seed", "7");
    const made = await company.call<{ connection: { tenant_url: string }; secret_token: string }>(
      `POST /organizations/${company.organization}/connections`,
      { provider: "okta", issue_token: true },
    );
    tenantUrl = made.connection.tenant_url;
    token = made.secret_token;
  });
  after(() => okta?.stop());

  const list = async <T>(what: string): Promise<T[]> =>
    (await company.call<{ items: T[] }>(`GET /organizations/${company.organization}/${what}`)).items;
  const members = () => list<Member>("members?limit=100");
  const teams = () => list<Team>("teams");

  test("an app of the catalog is added, and its credentials are tested before they are kept", async () => {
    const look = await openConsole(company.browser, okta);
    const { page } = look;
    await addTestApp(page, "SCIM 2.0 Test App (Header Auth)", "Enpass SCIM");
    await follow(page, "Provisioning");
    await press(page, "Configure API Integration");
    await page.getByRole("checkbox", { name: "Enable API Integration" }).check();
    await page.getByRole("textbox", { name: "Base URL" }).fill(tenantUrl);
    await page.getByLabel("API Token").fill(`${token}x`);
    await press(page, "Test API Credentials");
    const refusal = /^Error authenticating: Unauthorized\. Errors reported by remote server: The Secret Token is not valid/;
    await page.getByRole("alert").getByText(refusal).waitFor();
    await press(page, "Save");
    await page.getByRole("alert").getByText(refusal).waitFor();
    await page.getByLabel("API Token").fill(token);
    await press(page, "Test API Credentials");
    await page.getByRole("status").getByText("Enpass SCIM was verified.").waitFor();
    await page.getByRole("status").getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Provisioning to App" }).waitFor();
    await tickToApp(page);
    await leave(look, /422: .*\/provisioning\/integration/);
  });

  test("a person is added in the directory, assigned, changed with the pencil, and becomes a member of Muster", async () => {
    const look = await openConsole(company.browser, okta);
    const { page } = look;
    await follow(page, "People");
    await follow(page, "Add person");
    await page.getByRole("textbox", { name: "First name" }).fill("Ana");
    await page.getByRole("textbox", { name: "Last name" }).fill("Ruiz");
    await page.getByRole("textbox", { name: "Username" }).fill("ana@northwind.example");
    await page.getByRole("textbox", { name: "Primary email" }).fill("ana@northwind.example");
    await press(page, "Save");
    await page.getByRole("status").getByText("Created.").waitFor();

    await openApp(page, "Enpass SCIM");
    await assignPeople(page, ana);
    await rowSays(page, "Assigned people", ana, "Provisioned");
    const arrived = (await members()).find(({ email }) => email === "ana@northwind.example");
    assert.equal(arrived?.status, "active");
    assert.equal(arrived?.name, ana);

    await press(page, `Edit ${ana}`);
    await page.getByRole("textbox", { name: "Display name" }).fill("Ana Ruiz-Voss");
    await press(page, "Save");
    await page.getByRole("status").getByText("Saved.").waitFor();
    await rowSays(page, "Assigned people", ana, "Provisioned");
    assert.ok((await members()).some(({ name }) => name === "Ana Ruiz-Voss"));
    await leave(look);
  });

  test("a group is assigned, and becomes a team only when it is pushed", async () => {
    const look = await openConsole(company.browser, okta);
    const { page } = look;
    await openApp(page, "Enpass SCIM");
    await follow(page, "Assignments");
    await press(page, "Assign");
    await follow(page, "Assign to Groups");
    await page.getByRole("checkbox", { name: "All staff" }).check();
    await press(page, "Assign");
    await press(page, "Done");
    await rowSays(page, "Assigned groups", "All staff", "12 people");
    await page.getByRole("navigation", { name: "Filters" }).getByRole("link", { name: "People" }).click();
    await rowSays(page, "Assigned people", "by All staff", "Provisioned");
    assert.equal((await members()).filter(({ email }) => email.endsWith("@northwind.example")).length, 13);
    assert.deepEqual(await teams(), []);

    await follow(page, "Push Groups");
    await press(page, "Push Groups");
    await follow(page, "Find groups by name");
    await page.getByRole("radio", { name: "All staff" }).check();
    await press(page, "Save");
    await rowSays(page, "Pushed groups", "All staff", "Active");
    assert.deepEqual(
      (await teams()).map(({ name, size }) => [name, size]),
      [["All staff", 12]],
    );
    await press(page, "Push now All staff");
    await page.getByRole("status").waitFor();
    await press(page, "Unlink pushed group All staff");
    await page.getByRole("radio", { name: "Delete the group in the target app" }).check();
    await press(page, "Unlink");
    await shows(page, page.getByText("No group is pushed."));
    assert.deepEqual(await teams(), []);
    await leave(look);
  });

  test("the x and OK deactivate, and what Muster refuses reads the same in Tasks and is retried", async () => {
    const look = await openConsole(company.browser, okta);
    const { page } = look;
    await openApp(page, "Enpass SCIM");
    await follow(page, "Assignments");
    await press(page, `Unassign ${ana}`);
    await press(page, "OK");
    await page.getByRole("status").getByText("Unassigned.").waitFor();
    await follow(page, "Tasks");
    await rowSays(page, "Tasks", "Deactivate user ana@northwind.example", "Completed");
    assert.equal((await members()).find(({ email }) => email === "ana@northwind.example")?.status, "deactivated");

    const organization = `/organizations/${company.organization}`;
    await company.call(`PATCH ${organization}`, { licenses: 13 }); // the owner's, and those of the group
    await openApp(page, "Enpass SCIM");
    await assignPeople(page, ana);
    await rowSays(page, "Assigned people", ana, "No license is free");
    await follow(page, "Tasks");
    await rowSays(page, "Tasks", "Reactivate user ana@northwind.example", "No license is free");
    await company.call(`PATCH ${organization}`, { licenses: 20 });
    await page.getByRole("checkbox", { name: "Reactivate user ana@northwind.example" }).check();
    await press(page, "Retry Selected");
    await rowSays(page, "Tasks", "Reactivate user ana@northwind.example", "Completed");
    assert.equal((await members()).find(({ email }) => email === "ana@northwind.example")?.status, "active");
    await leave(look);
  });

  // How its pages look does not follow from the engine of the program that it talks to.
  if (company.engine !== engines[0]) return;
  test("every page is right, light and dark, wide and narrow", async () => {
    const look = await openConsole(company.browser, okta);
    const { page } = look;
    await openApp(page, "Enpass SCIM");
    const app = page.url().split("?")[0];
    const tabs = ["", "?edit=app", "/sign-on", "/sign-on?edit=yes", "/provisioning", "/provisioning/to-app?edit=yes"];
    const more = ["/provisioning/integration?edit=yes", "/import", "/assignments", "/assignments?show=groups"];
    const rest = ["/assignments/people", "/assignments/groups", "/push-groups", "/push-groups/new"];
    const directory = ["", "tasks", "log", "people", "people/new", "groups", "apps", "catalog", "wizard"];
    const wizard = ["wizard/settings?method=swa", "wizard/settings?method=saml", "wizard/settings?method=oidc"];
    const adding = ["catalog/scim-header", "catalog/scim-header/general", "catalog/scim-header/sign-on?label=Enpass"];
    const sizes = [
      ["light", 1440],
      ["dark", 320],
    ] as const;
    for (const path of [
      ...[...tabs, ...more, ...rest].map((one) => app + one),
      ...[...directory, ...wizard, ...adding].map((one) => okta.admin + one),
    ]) {
      await page.goto(path);
      const name = path.slice(path.indexOf("/admin/") + 7).replace(/[^a-z]+/gi, "-");
      for (const [theme, width] of sizes) {
        await page.emulateMedia({ colorScheme: theme });
        await page.setViewportSize({ width, height: 900 });
        await looksRight(look, `okta-console-${name}-${theme}-${width}`);
      }
    }
    await leave(look);
  });
});

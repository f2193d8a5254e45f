// The setup guides: for each provider and each of Okta's kinds of app the values for its fields, and steps that turn
// green by what the provider sends.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { onEachEngine } from "./company.ts";
import { picture } from "./look.ts";
import { Provider } from "./provider.ts";
import { leave, looksRight } from "./walk.ts";

interface Connection {
  id: string;
  tenantUrl: string;
  token: string;
}

/** What belongs into the fields of a provider's pages, label by label. */
type Fields = Record<string, string>;

interface Kind {
  provider: string;
  /** As the address and the list of kinds name it; where a provider has one kind only, nothing is to choose. */
  app?: readonly [id: string, name: string];
  steps: number;
  /** How many steps are green after the test of the connection, after the first person, and after the first group. */
  green?: readonly [tested: number, created: number, pushed: number];
  fields: (tenantUrl: string, token: string) => Fields;
}

const kinds: readonly Kind[] = [
  {
    provider: "okta",
    app: ["okta-bearer", "SCIM 2.0 Test App (OAuth Bearer Token)"],
    steps: 6,
    fields: (url, token) => ({ "Application Label": "Muster", "SCIM 2.0 Base Url": url, "OAuth Bearer Token": token }),
  },
  {
    provider: "okta",
    app: ["okta-header", "SCIM 2.0 Test App (Header Auth)"],
    steps: 7,
    fields: (url, token) => ({ "Application Label": "Muster", "Base URL": url, "API Token": token }),
  },
  {
    provider: "okta",
    app: ["okta-wizard", "Create App Integration (SWA with SCIM)"],
    steps: 7,
    fields: (url, token) => ({
      "App name": "Muster Provisioning",
      "SCIM connector base URL": url,
      "Unique identifier field for users": "userName",
      "Authentication Mode": "HTTP Header",
      "Authorization: Bearer": token,
    }),
  },
  {
    provider: "okta",
    app: ["okta-catalog", "App of the Okta catalog"],
    steps: 7,
    green: [3, 5, 6], // nothing is sent by which the username's format would show
    fields: (url, token) => ({ "API Token": token, "Base URL": url }),
  },
  {
    provider: "entra",
    steps: 6,
    green: [3, 5, 6],
    fields: (url, token) => ({ "What's the name of your app?": "Muster", "Tenant URL": url, "Secret Token": token }),
  },
  {
    provider: "onelogin",
    steps: 6,
    green: [3, 5, 6],
    fields: (url, token) => ({ "Display Name": "Muster", "SCIM Base URL": url, "SCIM Bearer Token": token }),
  },
  {
    provider: "jumpcloud",
    steps: 5,
    green: [3, 4, 5],
    fields: (url, token) => ({
      "Display Label": "Muster",
      "API Type": "SCIM API",
      "SCIM Version": "SCIM 2.0",
      "Base URL": url,
      "Token Key": token,
      "Test User Email": "muster.test@example.com",
    }),
  },
  {
    provider: "google",
    steps: 5,
    green: [2, 5, 5],
    fields: (url, token) => ({ "Access token": token, "Endpoint URL": url }),
  },
  {
    provider: "other",
    steps: 3,
    green: [1, 2, 3],
    fields: (url, token) => ({ "Base URL": url, "Bearer token": token }),
  },
];

onEachEngine("Setup guides", (company) => {
  const connections = new Map<string, Connection>();
  const guideOf = (page: Page) => page.getByRole("complementary", { name: "Setup guide" });
  const visit = (provider: string, app?: string) => {
    const guide = connections.get(provider)?.id ?? provider;
    return company.visit(`settings/access?guide=${guide}${app ? `&app=${app}` : ""}`);
  };
  const connectionTo = (provider: string): Connection => {
    const found = connections.get(provider);
    assert.ok(found, `nothing connects ${provider}`);
    return found;
  };

  test("R14 R86: before there is a connection the guide is read without values, and its kind of app is chosen", async () => {
    const look = await visit("okta");
    const { page } = look;
    const guide = guideOf(page);
    await guide.getByText("Not listening yet").waitFor();
    for (const { app, steps } of kinds.filter(({ provider }) => provider === "okta")) {
      assert.ok(app);
      await chooseApp(page, app[1]);
      await page.waitForURL(new RegExp(`app=${app[0]}`));
      await guide.getByRole("combobox", { name: "App" }).getByText(app[1]).waitFor();
      assert.equal(await guide.locator("ol > li").count(), steps, app[1]);
      assert.equal(await guide.locator("dl").count(), 0, "a value is shown that does not exist yet");
    }
    await looksRight(look, "guide-preview-light-1440");
    await leave(look);
  });

  test("R07 R08 R10 R14 R15 R16 R17 R18 R19: every guide names the exact values, and its steps turn green by traffic alone", async () => {
    for (const provider of new Set(kinds.map((kind) => kind.provider))) {
      const made = await company.call<{ connection: { id: string; tenant_url: string }; secret_token: string }>(
        `POST /organizations/${company.organization}/connections`,
        { provider, issue_token: true },
      );
      const { id, tenant_url: tenantUrl } = made.connection;
      connections.set(provider, { id, tenantUrl, token: made.secret_token });
    }
    const look = await visit("okta", "okta-bearer");
    const { page } = look;
    const guide = guideOf(page);
    for (const { provider, app, steps, green, fields } of kinds) {
      const { id, tenantUrl, token } = connectionTo(provider);
      const name = app?.[0] ?? provider;
      if (app) await chooseApp(page, app[1]);
      else await page.goto(`${company.scene.url}/o/${company.organization}/settings/access?guide=${id}`);
      await guide.locator("ol > li").nth(steps - 1).waitFor();
      assert.equal(await guide.locator("ol > li").count(), steps, name);
      assert.deepEqual(await shownFields(guide), fields(tenantUrl, `The Secret Token that ends in ${token.slice(-4)}`), name);
      assert.equal(await guide.locator('li[aria-current="step"]').count(), 1, name);
      assert.ok(!(await page.content()).includes(token), `${name} shows the token`);
      await picture(page, `guide-${name}-light-1440`);
      if (!green) continue;
      const done = guide.locator("ol > li.done");
      assert.equal(await done.count(), 0, `${name} begins with a green step`);
      const left = [...green];
      await setUp(new Provider(connectionTo(provider)), provider, async () => {
        const wanted = left.shift() ?? 0;
        await done.nth(wanted - 1).waitFor();
        assert.equal(await done.count(), wanted, `${name}: a step is green too early`);
      });
    }
    await looksRight(look, "guide-other-done-light-1440");

    // What Okta's connection has heard counts for its other kinds of app too; what sends nothing is ticked.
    await page.goto(`${company.scene.url}/o/${company.organization}/settings/access?guide=${connectionTo("okta").id}`);
    await chooseApp(page, "SCIM 2.0 Test App (Header Auth)");
    await guide.locator("ol > li.done").nth(5).waitFor();
    await guide.locator('li[aria-current="step"]').getByRole("heading", { name: "Set the username to Email" }).waitFor();
    await guide.getByRole("button", { name: /Done in Okta/ }).click();
    await guide.getByText("Ticked by you").waitFor();
    await guide.locator("ol > li:not(.done)").waitFor({ state: "detached" });
    await guide.getByRole("button", { name: /Take back/ }).click();
    await guide.locator('li[aria-current="step"]').getByRole("heading", { name: "Set the username to Email" }).waitFor();
    await leave(look);
  });

  test("R21: the test of a connection is told in words, also one with a wrong token, in the step that asks for it", async () => {
    const parallax = await company.organize("Parallax Calibration", 5);
    const { id, tenantUrl, token } = await company.connect("second", parallax);
    const play = (line: object) => company.scene.play({ okta: "second", ...line });
    const look = await company.visit(`/o/${parallax}/settings/access?guide=${id}`, { as: company.operator });
    const { page } = look;
    const guide = guideOf(page);
    await guide.getByText("No request yet.").waitFor();
    // Somebody cut off the last letter as they copied it.
    await play({ do: "connect", tenant_url: tenantUrl, token: token.slice(0, -1) });
    await assert.rejects(play({ do: "test" }), /The Secret Token is not valid/);
    const card = page.getByRole("region", { name: "Okta" });
    await card.getByText("Failed: the token is not this connection's.").waitFor();
    await card.getByText("Waiting for the first request").waitFor();
    await looksRight(look, "guide-test-failed-light-1440");
    assert.equal(await guide.locator("ol > li.done").count(), 0, "a wrong token turned a step green");

    await play({ do: "connect", tenant_url: tenantUrl, token });
    await play({ do: "test" });
    await card.getByText(/^Passed: Okta asked for users, there are none yet/).waitFor();
    await guide.getByText(/^Passed: Okta/).waitFor();
    await card.getByText("Connected", { exact: true }).waitFor();
    await leave(look);
  });
});

async function chooseApp(page: Page, name: string): Promise<void> {
  await page.getByRole("combobox", { name: "App" }).click();
  await page.getByRole("option", { name }).click();
}

/** What each field is to be filled with, over all steps that are ahead. */
async function shownFields(guide: Locator): Promise<Fields> {
  const pairs = await guide.locator("dl.fields > div").evaluateAll((all) =>
    all.map((field) => {
      const [label, value] = [field.querySelector("dt"), field.querySelector("dd code, dd > span")];
      return [label?.textContent ?? "", value?.textContent ?? ""];
    }),
  );
  return Object.fromEntries(pairs);
}

/** What any provider sends while it is set up: its test, one person, one group; after each the guide has heard it. */
async function setUp(provider: Provider, name: string, heard: () => Promise<void>): Promise<void> {
  const userName = `first@${name}.example`;
  const filter = encodeURIComponent(`userName eq "${userName}"`);
  assert.equal((await provider.ask("GET /Users?startIndex=1&count=2")).status, 200);
  await heard();
  assert.equal((await provider.ask(`GET /Users?filter=${filter}`)).status, 200);
  const created = await provider.ask("POST /Users", {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName,
    name: { givenName: "First", familyName: name },
    active: true,
  });
  assert.equal(created.status, 201);
  await heard();
  assert.equal((await provider.push(`Group of ${name}`, ((await created.json()) as { id: string }).id)).status, 201);
  await heard();
}

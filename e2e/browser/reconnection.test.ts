// Off and on again: what people edited meanwhile is overwritten, or comes twice, as the connection's rule says; both
// are said before, and shown after.
import assert from "node:assert/strict";
import { test } from "node:test";
import { onEachEngine } from "./company.ts";
import { idOf, Provider } from "./provider.ts";
import { leave, looksRight } from "./walk.ts";

interface Opened {
  connection: { tenant_url: string };
  secret_token: string;
}

onEachEngine("A connection that was off", (company) => {
  let id = "";
  let okta: Provider;
  const connections = () => `/organizations/${company.organization}/connections`;
  const rule = (policy: { [rule: string]: string }) => company.call(`PATCH ${connections()}/${id}`, { policy });
  const off = () => company.call(`POST ${connections()}/${id}/disable`);
  const on = async () => {
    const opened = await company.call<Opened>(`POST ${connections()}/${id}/enable`, { issue_token: true });
    okta = new Provider({ tenantUrl: opened.connection.tenant_url, token: opened.secret_token });
  };
  const person = {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
    userName: "petra@example.com",
    displayName: "Petra Vogel",
    active: true,
    emails: [{ value: "petra@example.com", type: "work", primary: true }],
  };

  test("R51: under match the form and the question say what is overwritten, and the first push does it", async () => {
    const made = await company.connect("main");
    id = made.id;
    okta = new Provider(made);
    const created = await okta.ask("POST /Users", person);
    assert.equal(created.status, 201);
    const petra = ((await created.json()) as { id: string }).id;
    await off();
    const look = await company.visit(`members/${await idOf(company, "members", "Petra Vogel")}`);
    const { page } = look;
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    const window = page.getByRole("dialog", { name: "Edit name and email" });
    await window.getByText("Okta's first push overwrites what you change here.").waitFor();
    await window.getByLabel("Name").fill("Petra María");
    await window.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Petra María" }).waitFor();
    await page.goto(`${company.scene.url}/o/${company.organization}/settings/access?window=on&about=${id}`);
    const preview = page.getByRole("region", { name: "What is overwritten" });
    await preview.getByText("Petra María").waitFor();
    await preview.getByText("Petra Vogel").waitFor();
    await on();
    assert.equal((await okta.ask(`PUT /Users/${petra}`, person)).status, 200);
    await page.goto(`${company.scene.url}/o/${company.organization}/members/${await idOf(company, "members", "Petra Vogel")}`);
    await page.getByRole("heading", { name: "Petra Vogel" }).waitFor();
    await leave(look);
  });

  test("R51 R68: under duplicate the form warns, and both are shown as possible duplicates", async () => {
    assert.equal((await okta.push("Crew")).status, 201);
    await rule({ reconnect: "duplicate" });
    await off();
    const crew = await idOf(company, "teams", "Crew");
    const look = await company.visit(`teams/${crew}`);
    const { page } = look;
    await page.getByRole("button", { name: "Rename" }).click();
    const rename = page.getByRole("dialog", { name: "Rename team" });
    await rename.getByText("Okta does not find this team any more").waitFor();
    await rename.getByLabel("Name").fill("Builders");
    await rename.getByRole("button", { name: "Rename" }).click();
    await page.getByRole("heading", { name: /^Builders/ }).waitFor();
    await on();
    const second = await okta.push("Crew");
    assert.equal(second.status, 201);
    assert.notEqual(await idOf(company, "teams", "Crew"), crew);
    await page.reload();
    await page.getByText("Possible duplicate of").waitFor();
    await looksRight(look, "possible-duplicate-light-1440");
    const duplicates = page.locator("main").getByText("Possible duplicate of");
    await duplicates.getByRole("link", { name: "Crew" }).click();
    await page.getByRole("heading", { name: /^Crew/ }).waitFor();
    await duplicates.getByRole("link", { name: "Builders" }).waitFor();
    await page.getByRole("button", { name: "Merge…" }).click();
    const merge = page.getByRole("dialog");
    await merge.getByText("Builders").first().waitFor();
    await looksRight(look, "possible-duplicate-merge-light-1440", true);
    await leave(look);
  });

  test("R51: a member whose address was changed meanwhile comes a second time, and each page names the other", async () => {
    const tove = {
      ...person,
      userName: "tove@example.com",
      displayName: "Tove Lind",
      emails: [{ value: "tove@example.com", type: "work", primary: true }],
    };
    assert.equal((await okta.ask("POST /Users", tove)).status, 201);
    await off();
    const older = await idOf(company, "members", "Tove Lind");
    const path = `/organizations/${company.organization}/members/${older}`;
    await company.call(`PATCH ${path}`, { name: "Tove Berg", email: "tove.berg@example.com" }, company.owner);
    await on();
    assert.equal((await okta.ask("POST /Users", tove)).status, 201);
    const newer = await idOf(company, "members", "Tove Lind");
    assert.notEqual(newer, older);

    const look = await company.visit(`members/${older}`);
    const { page } = look;
    await page.getByRole("heading", { name: "Tove Berg" }).waitFor();
    const duplicates = page.locator("main").getByText("Possible duplicate of");
    await duplicates.getByRole("link", { name: "Tove Lind" }).waitFor();
    await page.getByText("This one was edited here while provisioning was off").waitFor();
    await looksRight(look, "possible-duplicate-member-light-1440");
    await duplicates.getByRole("link", { name: "Tove Lind" }).click();
    await page.getByRole("heading", { name: "Tove Lind" }).waitFor();
    await duplicates.getByRole("link", { name: "Tove Berg" }).waitFor();
    await page.getByText("The other was edited here while provisioning was off").waitFor();
    await page.getByRole("button", { name: "Merge…" }).click();
    await page.getByRole("dialog").getByText("Tove Berg").first().waitFor();
    await leave(look);
  });

  test("R46 R49: read_only lets administrators edit what the provider overwrites, on_disable keeps it as it was left", async () => {
    await rule({ read_only: "editable", reconnect: "match" });
    const nils = { ...person, userName: "nils@example.com", displayName: "Nils Berg" };
    const created = await okta.ask("POST /Users", { ...nils, emails: [] });
    assert.equal(created.status, 201);
    const { id: user } = (await created.json()) as { id: string };
    const look = await company.visit(`members/${await idOf(company, "members", "Nils Berg")}`);
    const { page } = look;
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    const window = page.getByRole("dialog", { name: "Edit name and email" });
    await window.getByText("Okta's next change of this person overwrites what you change here.").waitFor();
    await window.getByLabel("Name").fill("Nils B.");
    await window.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Nils B." }).waitFor();
    assert.equal((await okta.ask(`PUT /Users/${user}`, { ...nils, emails: [] })).status, 200);
    await page.getByRole("heading", { name: "Nils Berg" }).waitFor();
    const settings = await company.visit("settings/access");
    await settings.page.getByText("What you edit of provisioned members and teams may be overwritten by Okta.").waitFor();
    await settings.page.getByText(/Names and addresses of \d+ members? and the names of \d+ teams? are editable here/).waitFor();
    assert.equal(await settings.page.getByText("are read-only here").count(), 0);
    await looksRight(settings, "provisioned-editable-light-1440");
    await leave(settings);

    await rule({ on_disable: "locked" });
    await off();
    await page.reload();
    await page.getByRole("heading", { name: "Nils Berg" }).waitFor();
    const edit = page.getByRole("button", { name: "Edit", exact: true });
    await edit.focus();
    await page.getByText("While the connection is off, name, address and teams of Nils Berg stay as Okta left them.").first().waitFor();
    await looksRight(look, "member-off-locked-light-1440", true);
    await edit.press("Enter");
    assert.equal(await window.count(), 0);
    await leave(look);
  });
});

// Settings that are no provider's: the name, the log, login methods before there are any, and keys for programs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { onEachEngine } from "./company.ts";
import { everySize, looksRight, shownOnce, surprises } from "./walk.ts";

onEachEngine("Settings", (company) => {
  const visit = (page: string) => company.visit(`settings/${page}`);

  test("General, Login methods and API keys, in every size", async () => {
    for (const [name, ready] of [
      ["general", "Provisioning log"],
      ["login-methods", "Only these login methods"],
      ["api-keys", "There is no API key"],
    ] as const) {
      await everySize(company, {
        name: `settings-${name}`,
        path: `settings/${name}`,
        ready: (page) => page.getByRole("heading", { name: ready }).waitFor(),
      });
    }
  });

  test("an owner reads the name and whom to ask, and decides how long the log remembers", async () => {
    const look = await visit("general");
    const { page } = look;
    const name = page.getByLabel("Name of the organization");
    await name.waitFor();
    assert.ok(!(await name.isEditable()));
    await page.getByText("Whoever runs this installation decides the name. Ask them to change it.").waitFor();

    const days = page.getByLabel("Days to keep a request");
    await days.fill("401");
    await page.getByText("Choose a whole number from 1 to 400.").waitFor();
    await days.fill("7");
    await page.getByText("Once saved, requests older than 7 days are deleted for good within the hour.").waitFor();
    await looksRight(look, "settings-general-lower-light-1440");
    await page.locator("form").filter({ has: days }).getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved").waitFor();
    await page.reload();
    assert.equal(await days.inputValue(), "7");
    assert.deepEqual(surprises(look), []);
    await look.context.close();
  });

  test("an API key made in the panel works for a program, does only what it may, and dies when it is revoked", async () => {
    const look = await visit("api-keys");
    const { page } = look;
    await page.getByRole("button", { name: "Create API key" }).click();
    const ask = page.getByRole("dialog", { name: "Create API key" });
    await ask.getByLabel("Name").fill("Nightly report");
    await looksRight(look, "settings-create-key-light-1440", true);
    await ask.getByRole("button", { name: "Create" }).click();
    await page.getByRole("dialog", { name: "API key for Nightly report" }).waitFor();
    await looksRight(look, "settings-key-light-1440", true);
    const secret = await shownOnce(page, "API key");
    assert.match(secret, /^muster_key_/);
    await page.getByRole("dialog").getByRole("button", { name: "Copy API key" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
    await page.getByRole("list", { name: "API keys" }).getByText("Nightly report").waitFor();

    const fetched = (path: string, method = "GET") =>
      fetch(`${company.scene.url}/api/v1/organizations/${company.organization}${path}`, {
        method,
        headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" },
        ...(method === "POST" && { body: JSON.stringify({ name: "Coatings" }) }),
      });
    const members = await fetched("/members");
    assert.equal(members.status, 200);
    assert.equal(
      ((await members.json()) as { items: { email: string }[] }).items[0]?.email,
      "ana.ruiz@fernhill.example",
    );
    assert.equal((await fetched("/teams", "POST")).status, 403, "a key that may read has written");

    await page.getByRole("button", { name: "Revoke Nightly report" }).click();
    const question = page.getByRole("dialog", { name: "Revoke Nightly report?" });
    await question.getByText("key stops working now.").waitFor();
    await looksRight(look, "settings-revoke-key-light-1440", true);
    await question.getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("list", { name: "Keys that have ended" }).getByText("Nightly report").waitFor();
    assert.equal((await fetched("/members")).status, 401);
    assert.deepEqual(surprises(look), []);
    await look.context.close();
  });
});

// The line for licenses: who waits for one, what is said of them, and who gets the next.
import assert from "node:assert/strict";
import { test } from "node:test";
import { onEachEngine } from "./company.ts";
import { everySize, leave, looksRight } from "./walk.ts";

const people = ["Bram de Wit", "Cleo Marsh", "Dev Okafor", "Elif Kaya"].map((name) => {
  const [given = "", ...family] = name.split(" ");
  return { login: `${given.toLowerCase()}@fernhill.example`, given, family: family.join(" ") };
});
const [bram, cleo, dev, elif] = people.map(({ login }) => login);
let connection = "";

onEachEngine(
  "The line for licenses",
  (company) => {
    const assign = (...logins: (string | undefined)[]) => company.scene.play({ do: "assign", okta: "main", logins });
    const change = (path: string, body: unknown) =>
      company.call(`PATCH /organizations/${company.organization}${path}`, body);

    test("R43: where none is left whom Okta sends waits, with a place, until one is free", async () => {
      await change(`/connections/${connection}`, { policy: { licenses: "wait", license_on_deactivate: "keep" } });
      await assign(bram);
      await assign(cleo);
      await assign(dev);
      const look = await company.visit("licenses");
      const { page } = look;
      const line = page.getByRole("region", { name: "Next in line" });
      await line.getByRole("listitem").filter({ hasText: "Cleo Marsh" }).waitFor();
      assert.deepEqual(await line.getByRole("listitem").getByRole("link").allInnerTexts(), ["Cleo Marsh", "Dev Okafor"]);
      await page.getByText("2 waiting").first().waitFor();
      await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Ledger" }).click();
      await page.waitForURL(/\/licenses\?view=ledger$/);
      await page.getByText("added Cleo Marsh, for whom no license was free.").waitFor();
      await everySize(company, {
        name: "license-line",
        path: "licenses?view=ledger",
        ready: async (page) => {
          await page.getByRole("region", { name: "Next in line" }).getByText("Dev Okafor").waitFor();
          await page.getByText("added Dev Okafor, for whom no license was free.").waitFor();
        },
      });
      await page.goto(`${company.scene.url}/o/${company.organization}/members?status=waiting`);
      await page.getByRole("link", { name: "Dev Okafor" }).click();
      await page.getByText("Waiting for a license since").waitFor();
      await page.getByText("place 2 of 2.").waitFor();
      await page.getByText("They cannot sign in yet. Buy more licenses or deactivate someone.").waitFor();
      await looksRight(look, "member-waiting-light-1440");
      await leave(look);
    });

    test("R36 R43: who is deactivated keeps the license until an administrator releases it, and the first in line gets it", async () => {
      await company.scene.play({ do: "deactivate", okta: "main", logins: [bram] });
      const look = await company.visit("members?q=Bram");
      const { page } = look;
      await page.getByText("Kept", { exact: true }).waitFor();
      await page.getByRole("link", { name: "Bram de Wit" }).click();
      await page.getByRole("button", { name: "Actions for Bram de Wit" }).click();
      await page.getByRole("menuitem", { name: "Release license" }).click();
      await page.getByRole("dialog", { name: "Release the license of Bram de Wit?" }).getByRole("button", { name: "Release" }).click();
      await page.getByText("The license of Bram de Wit is released.").waitFor();
      await page.goto(`${company.scene.url}/o/${company.organization}/licenses`);
      await page.getByRole("table", { name: "Who holds a license" }).getByRole("link", { name: "Cleo Marsh" }).waitFor();
      await page.goto(`${company.scene.url}/o/${company.organization}/licenses?view=ledger`);
      await page.getByText("freed a license, and Cleo Marsh got it.").waitFor();
      await page.getByText("released the license that Bram de Wit had kept.").waitFor();
      await leave(look);
    });

    test("R43: where people may work without a license, they are counted apart and get the next", async () => {
      await change(`/connections/${connection}`, { policy: { licenses: "allow" } });
      await assign(elif);
      const look = await company.visit("licenses");
      const { page } = look;
      const line = page.getByRole("region", { name: "Next in line" });
      await line.getByRole("listitem").filter({ hasText: "Elif Kaya" }).getByText("Works without one").waitFor();
      await change("", { licenses: 8 });
      await line.waitFor({ state: "detached" });
      await page.getByText("4 of 8 licenses in use").waitFor();
      await leave(look);
    });
  },
  async (company) => {
    await company.found();
    await company.call(`PATCH /organizations/${company.organization}`, { licenses: 2 });
    connection = (await company.connect("main")).id;
    await company.scene.play({ do: "hire", okta: "main", people });
  },
);

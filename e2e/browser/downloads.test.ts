// What leaves the panel as a file, read as whoever gets it does: the activity and the support bundle.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { unpack } from "./archive.ts";
import { onEachEngine } from "./company.ts";
import { leave, looksRight } from "./walk.ts";

interface Entry {
  number: number;
  kind: string;
  sentence: string;
  refused: boolean;
  actor: { name: string };
}

onEachEngine("Downloads", (company) => {
  let token = "";
  let connection = "";

  test("R80: what is filtered of the activity is exported as CSV and as JSON", async () => {
    ({ id: connection, token } = await company.connect("main"));
    await company.provision("main", { login: "bram.dewit@fernhill.example", given: "Bram", family: "de Wit" });
    await company.invite({ name: "=1+1", email: "eve@fernhill.example" });
    const look = await company.visit("activity");
    const { page } = look;
    await page.getByRole("link", { name: "Bram de Wit" }).first().waitFor();
    await page.getByRole("button", { name: "Export" }).click();
    await looksRight(look, "actions-export-light-1440", true);
    await page.keyboard.press("Escape");

    const csv = await download(page, "Export", "As CSV, for a spreadsheet");
    assert.equal(csv.name, "activity.csv");
    const [head, ...lines] = csv.content.toString("utf8").replace(/^\ufeff/, "").trimEnd().split("\r\n");
    assert.equal(head, "Number,Time,Kind,Actor,Sentence,Changes,Reason,Request");
    assert.ok(lines.some((line) => /Okta \(SCIM\).*Bram de Wit/.test(line)), "Okta's member is in no line");
    assert.ok(lines.some((line) => /Ana Ruiz/.test(line)), "what a person did is in no line");
    const byEve = lines.filter((line) => line.includes(" accepted the invitation") && line.includes("=1+1"));
    assert.equal(byEve.length, 1);
    assert.match(byEve[0] ?? "", /,"'=1\+1",/, "a spreadsheet would calculate the name of a person");

    await page.goto(`${company.scene.url}/o/${company.organization}/activity?q=Bram`);
    await page.getByRole("link", { name: "Bram de Wit" }).first().waitFor();
    const json = await download(page, "Export", "As JSON, for a program");
    assert.equal(json.name, "activity.json");
    const entries = JSON.parse(json.content.toString("utf8")) as Entry[];
    assert.ok(entries.length > 0 && entries.length < lines.length, "the filter of the page is not the file's");
    for (const { sentence } of entries) assert.match(sentence, /Bram/);
    assert.ok(entries.some(({ actor }) => actor.name === "Okta (SCIM)"));
    assert.ok(!csv.content.includes(token) && !json.content.includes(token), "an export holds the token");
    await leave(look);
  });

  test("R82: the support bundle holds the provider's requests, what they changed, and no secret", async () => {
    await assert.rejects(company.scene.play({ do: "assign", okta: "main", logins: ["nobody@fernhill.example"] }));
    const look = await company.visit("activity/requests");
    const { page } = look;
    await page.getByRole("link", { name: "Okta created Bram de Wit." }).waitFor();
    const bundle = await download(page, "Support bundle");
    assert.equal(bundle.name, `muster-support-${connection}.zip`);
    const files = unpack(bundle.content);
    assert.deepEqual(
      [...files.keys()].sort(),
      ["README.txt", "connection.json", "journal.jsonl", "requests.jsonl", "versions.json"],
    );
    const requests = (files.get("requests.jsonl") ?? "").trimEnd().split("\n").map((line) => JSON.parse(line));
    assert.ok(
      requests.some(({ kind, sentence }) => kind === "create" && sentence === "Okta created Bram de Wit."),
      "the request that created somebody is missing",
    );
    assert.match(files.get("journal.jsonl") ?? "", /Bram de Wit/);
    for (const [name, text] of files) {
      assert.ok(!text.includes(token), `${name} holds the token`);
      assert.doesNotMatch(text, /muster_scim_\w/, name);
    }
    await leave(look);
  });
});

/** Presses a button, and where it opens a menu its line, and reads the file that comes. */
async function download(page: Page, button: string, line?: string): Promise<{ name: string; content: Buffer }> {
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: button }).click();
  if (line) await page.getByRole("menuitem", { name: line }).click();
  const file = await coming;
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}

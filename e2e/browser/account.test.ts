// One's own account: where one is signed in, and what ends when.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Route } from "playwright-core";
import { goodPassword, ines, onEachEngine } from "./company.ts";
import { everySize, looksRight, signIn, surprises } from "./walk.ts";

const theo = { name: "Theo Marsh", email: "theo.marsh@fernhill.example" };

onEachEngine(
  "The account",
  (company) => {
    async function signedIn({ email }: { email: string }, path = "/account") {
      const look = await company.open(`${company.scene.url}/sign-in?next=${encodeURIComponent(path)}`);
      await signIn(look.page, email);
      await look.page.waitForURL(`**${path}`);
      return look;
    }

    test("the account, in every size", async () => {
      await everySize(company, {
        name: "account",
        path: "/account",
        as: company.operator,
        ready: (page) => page.getByText("This one").waitFor(),
      });
    });

    test("a session that ends before its page listens is out all the same", async () => {
      const look = await signedIn(theo);
      const { page } = look;
      const held: Route[] = [];
      let begun: () => void = () => undefined;
      const listens = new Promise<void>((resolve) => {
        begun = resolve;
      });
      await page.route("**/stream", (route) => {
        held.push(route);
        begun();
      });
      await page.goto(`${company.scene.url}/o/${company.organization}/teams`);
      await page.getByRole("heading", { level: 1, name: "Teams" }).waitFor();
      await page.getByText("No team has arrived yet").waitFor();
      await listens;

      const { items } = await company.call<{ items: { id: string; email: string }[] }>(
        `GET /organizations/${company.organization}/members`,
      );
      const id = items.find(({ email }) => email === theo.email)?.id;
      await company.call(`DELETE /organizations/${company.organization}/members/${id}/sessions`);
      await page.unroute("**/stream");
      for (const stream of held) await stream.continue().catch(() => undefined); // one that was given up is gone
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      assert.deepEqual(surprises(look, /^401: /), []);
      await look.context.close();
    });

    test("a session that is ended elsewhere is out at its next request, and comes back to where it was", async () => {
      const here = await signedIn(ines);
      const there = await signedIn(ines, "/operator");
      await there.page.getByRole("heading", { name: "Organizations" }).waitFor();

      await here.page.reload(); // the list is of when it was asked for
      await here.page.getByRole("button", { name: "End all others" }).click();
      const question = here.page.getByRole("dialog", { name: "End all other sessions?" });
      await question.waitFor();
      await looksRight(here, "account-end-others-light-1440", true);
      await question.getByRole("button", { name: "End" }).click();
      await here.page.getByText("All other sessions have ended.").waitFor();
      const left = here.page.getByRole("list", { name: "Sessions" }).getByRole("listitem");
      await left.nth(1).waitFor({ state: "detached" });
      assert.match(await left.innerText(), /This one/);

      await there.page.reload(); // a request like any other; the stream may have told it already
      await there.page.getByRole("heading", { name: "Sign in" }).waitFor();
      const next = new URL(there.page.url()).searchParams.get("next");
      assert.match(next ?? "", /^\/operator/);
      await signIn(there.page, ines.email);
      await there.page.getByRole("heading", { name: "Organizations" }).waitFor();
      assert.deepEqual(surprises(there, /^401: /), []);
      assert.deepEqual(surprises(here), []);
      for (const { context } of [here, there]) await context.close();
    });

    test("a wrong current password stands at its field and ends no session; the right one changes it", async () => {
      const look = await signedIn(theo);
      await look.page.getByRole("button", { name: "Change" }).click();
      const window = look.page.getByRole("dialog", { name: "Change your password" });
      await window.getByLabel("Current password").fill("not the one that it is");
      await window.getByLabel("New password").fill("four words that never met");
      await window.getByRole("button", { name: "Change" }).click();
      await window.locator(".hint.wrong").waitFor();
      await looksRight(look, "account-wrong-current-light-1440", true);
      await window.getByLabel("Current password").fill(goodPassword);
      await window.getByRole("button", { name: "Change" }).click();
      await look.page.getByText("Password changed.").waitFor();
      await look.page.getByRole("button", { name: "Sign out" }).click();
      await look.page.getByRole("heading", { name: "Sign in" }).waitFor();
      await signIn(look.page, theo.email, "four words that never met");
      await look.page.getByRole("heading", { name: "Members" }).waitFor();
      assert.deepEqual(surprises(look, /^403: \S+\/me\/password$/, /^401: /), []);

      // A member sees members and teams alone, and a sentence where an old address leads further.
      const pages = look.page.locator(".app > .side").getByRole("navigation", { name: "Pages" });
      assert.deepEqual(
        await pages
          .getByRole("link")
          .allInnerTexts()
          .then((all) => all.map((text) => text.split("\n")[0])),
        ["Members", "Teams"],
      );
      await look.page.goto(`${company.scene.url}/o/${company.organization}/settings/general`);
      await look.page.getByRole("heading", { name: "This page is for those who manage the organization" }).waitFor();
      await looksRight(look, "not-for-members-light-1440");
      await look.page.goto(`${company.scene.url}/operator`);
      await look.page.getByRole("heading", { name: "This page is for those who run the installation" }).waitFor();
      assert.deepEqual(surprises(look, /^403: \S+\/me\/password$/, /^401: /), []);
      await look.context.close();
    });
  },
  async (company) => {
    await company.found();
    await company.invite(theo);
  },
);

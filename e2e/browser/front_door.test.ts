// How people get in: the first owner of an installation, an operator who makes an organization, its owner, and
// whoever comes back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ana, goodPassword, ines, nobodyYet, onEachEngine } from "./company.ts";
import type { Look } from "./look.ts";
import { everySize, join, looksRight, shownOnce, signIn, surprises } from "./walk.ts";

onEachEngine(
  "The front door",
  (company) => {
    test("before anybody runs the installation, the sign-in page says where the owner's link is", async () => {
      await everySize(company, {
        name: "first-run",
        path: "/sign-in",
        as: [],
        ready: (page) => page.getByRole("heading", { name: "Muster waits for its first owner" }).waitFor(),
      });
    });

    test("from the first link to an owner who signs in: nothing but links and words on the page", async () => {
      const operator = await company.open(company.scene.firstLink);
      await operator.page.getByRole("heading", { name: "Set up Muster" }).waitFor();
      assert.equal(new URL(operator.page.url()).hash, "", "the secret stands in the address bar");
      await looksRight(operator, "link-first-owner-light-1440");

      // A weak password is refused beside its field, and the link still counts.
      await operator.page.getByLabel("Name", { exact: true }).fill("Ines Aldana");
      await operator.page.getByLabel("Email").fill(ines.email);
      await operator.page.getByRole("group", { name: "Sign in by" }).getByText("Password").click();
      await operator.page.getByRole("textbox", { name: "Password", exact: true }).fill("short");
      await operator.page.getByRole("button", { name: "Join" }).click();
      await operator.page
        .getByText("The password is too short; use at least 12 characters, such as four words.")
        .waitFor();
      await looksRight(operator, "link-weak-password-light-1440");
      await operator.page.getByRole("textbox", { name: "Password", exact: true }).fill(goodPassword);
      await operator.page.getByRole("button", { name: "Join" }).click();

      await operator.page.getByRole("heading", { name: "Organizations" }).waitFor();
      await operator.page.getByRole("button", { name: "Create organization" }).first().click();
      const create = operator.page.getByRole("dialog", { name: "Create organization" });
      await create.getByLabel("Name").fill("Fernhill Optics");
      await create.getByLabel("Licenses").fill("240");
      await looksRight(operator, "operator-create-light-1440", true);
      await create.getByRole("button", { name: "Create" }).click();

      await operator.page.getByRole("heading", { name: "Fernhill Optics" }).waitFor();
      await operator.page.getByRole("button", { name: "Invite an owner" }).click();
      const invite = operator.page.getByRole("dialog", { name: "Invite an owner of Fernhill Optics" });
      await invite.getByLabel("Name").fill("Ana Ruiz");
      await invite.getByLabel("Email").fill(ana.email);
      await invite.getByRole("button", { name: "Invite" }).click();
      await operator.page.getByRole("dialog", { name: "Ana Ruiz is invited" }).waitFor();
      await looksRight(operator, "operator-owner-link-light-1440", true);
      const link = await shownOnce(operator.page, "Owner link");
      await operator.page.keyboard.press("Escape");
      await operator.page.getByText("It was not copied.").waitFor(); // closing asks once
      await operator.page.getByRole("button", { name: "Done" }).click();
      await operator.page.getByRole("list", { name: "Owners" }).getByText("Invited").waitFor();
      assert.deepEqual(surprises(operator, /^400: \S+links\/accept\/password$/), []);

      const owner = await company.open(`${company.scene.url}/layers.css`);
      const sent: string[] = [];
      owner.page.on("request", (request) => sent.push(request.url()));
      await join(owner.page, link, { name: "Ana Ruiz" });
      await owner.page.getByRole("heading", { name: "Members" }).waitFor();
      await owner.page.getByText("Fernhill Optics").first().waitFor();
      assert.deepEqual(
        sent.filter((url) => url.includes("muster_link_")),
        [],
        "an address that was asked for holds the secret",
      );
      assert.deepEqual(surprises(owner), []);
      await signOut(owner);
      await signIn(owner.page, ana.email);
      await owner.page.getByRole("heading", { name: "Members" }).waitFor();
      // What a page asks while somebody signs out may find them gone.
      assert.deepEqual(surprises(owner, /^401: \S+\/organizations\//), []);

      // The link counted once, and says so.
      const again = await company.open(link);
      await again.page
        .getByRole("heading", { name: "The invitation to Fernhill Optics does not count any more" })
        .waitFor();
      await again.page.getByText("This link was used already; sign in, or ask for a new one.").waitFor();
      await looksRight(again, "link-used-light-1440");
      assert.deepEqual(surprises(again), []);
      for (const { context } of [operator, owner, again]) await context.close();
    });

    test("the sign-in page, in every size", async () => {
      await everySize(company, {
        name: "sign-in",
        path: "/sign-in",
        as: [],
        ready: (page) => page.getByRole("heading", { name: "Sign in" }).waitFor(),
      });
    });

    test("a wrong password is one sentence at the field, the same as for a stranger", async () => {
      const look = await company.open(`${company.scene.url}/sign-in`);
      const refused = look.page.getByText("The email address or the password is not right; check both and try again.");
      await signIn(look.page, ana.email, "not the sentence about coatings");
      await refused.waitFor();
      const field = look.page.getByRole("textbox", { name: "Password", exact: true });
      assert.equal(await field.getAttribute("aria-invalid"), "true");
      await looksRight(look, "sign-in-wrong-light-1440");
      const answered = look.page.waitForResponse((answer) => answer.url().endsWith("/session/password"));
      await signIn(look.page, "nobody@fernhill.example", "not the sentence about coatings");
      await answered;
      await refused.waitFor();
      assert.deepEqual(surprises(look, /^401: \S+\/session\/password$/), []);
      await look.context.close();
    });

    test("who comes by an address of the panel is asked to sign in and led back to it", async () => {
      const look = await company.open(`${company.scene.url}/account`);
      await look.page.getByRole("heading", { name: "Sign in" }).waitFor();
      assert.equal(new URL(look.page.url()).searchParams.get("next"), "/account");
      await signIn(look.page, ana.email);
      await look.page.getByRole("heading", { name: "Ana Ruiz" }).waitFor();
      assert.equal(new URL(look.page.url()).pathname, "/account");
      assert.deepEqual(surprises(look), []);
      await look.context.close();
    });

    test("an address of another site is never where one is led to", async () => {
      const look = await company.open(`${company.scene.url}/sign-in?next=${encodeURIComponent("//elsewhere.example/")}`);
      await signIn(look.page, ana.email);
      await look.page.getByRole("heading", { name: "Members" }).waitFor();
      assert.equal(new URL(look.page.url()).origin, company.scene.url);
      await look.context.close();
    });

    test("a link that is none says what to do", async () => {
      await everySizeOfLink("/link#muster_link_nonsense", "This link does not count");
      await everySizeOfLink("/link", "Open the link again");
    });

    async function everySizeOfLink(path: string, title: string): Promise<void> {
      const look = await company.open(company.scene.url + path, "dark", 390, 844);
      await look.page.getByRole("heading", { name: title }).waitFor();
      await looksRight(look, `link-${title.toLowerCase().replaceAll(" ", "-")}-dark-390`);
      assert.deepEqual(surprises(look, /^404: \S+\/links\/look$/), []);
      await look.context.close();
    }
  },
  nobodyYet,
);

async function signOut({ page }: Look): Promise<void> {
  await page.locator(".app > .side .me").click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
}

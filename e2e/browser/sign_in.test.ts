// Signing in where it is not plain: an address in two organizations, a guess too many, a link instead of a password.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ana, goodPassword, onEachEngine } from "./company.ts";
import { leave, looksRight, signIn } from "./walk.ts";

const theo = { name: "Theo Lang", email: "theo.lang@fernhill.example" };
const newPassword = "four words about glass lenses";

onEachEngine("Signing in", (company) => {
  const front = (path = "/sign-in") => company.open(company.scene.url + path);

  test("who has the same address and password in two organizations chooses one, and may go back", async () => {
    const parallax = await company.organize("Parallax Calibration", 12);
    const invited = await company.call<{ url: string }>(`POST /organizations/${parallax}/owner-link`, ana);
    await company.accept(invited.url, ana);

    const look = await front();
    const { page } = look;
    await signIn(page, ana.email);
    await page.getByRole("heading", { name: "Choose an organization" }).waitFor();
    await page.getByText("Your address and password fit 2 organizations.").waitFor();
    await page.getByRole("button", { name: "Fernhill Optics" }).waitFor();
    await looksRight(look, "sign-in-choose-light-1440");
    await page.setViewportSize({ width: 320, height: 800 });
    await page.emulateMedia({ colorScheme: "dark" });
    await looksRight(look, "sign-in-choose-dark-320");
    await page.getByRole("button", { name: "Back" }).click();
    await signIn(page, ana.email);
    await page.getByRole("button", { name: "Parallax Calibration" }).click();
    await page.waitForURL(new RegExp(`/o/${parallax}/`));
    await page.getByRole("heading", { name: "Members" }).waitFor();
    await leave(look);
  });

  test("after ten wrong passwords the next is refused in words that say how long to wait, also with the right one", async () => {
    await company.invite(theo);
    const guess = () =>
      fetch(`${company.scene.url}/api/v1/session/password`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Origin: company.scene.url },
        body: JSON.stringify({ email: ana.email, password: "not the sentence about coatings" }),
      });
    const answers: number[] = [];
    for (let guesses = 0; guesses < 11; guesses++) answers.push((await guess()).status);
    assert.deepEqual([answers[0], answers.at(-1)], [401, 429]);

    const look = await front();
    const { page } = look;
    await signIn(page, ana.email);
    const refusal = page.getByRole("alert");
    await refusal.getByText(/^Too many attempts have failed; wait \d+ seconds and try again\.$/).waitFor();
    await looksRight(look, "sign-in-too-many-light-1440");
    // It is her address alone that has to wait.
    await signIn(page, theo.email);
    await page.getByRole("heading", { name: "Members" }).waitFor();
    await leave(look, /^429: \S+\/session\/password$/);
  });

  test("a sign-in link asks for a new password alone, ends the old one and every session, and counts once", async () => {
    const { items } = await company.call<{ items: { id: string }[] }>(
      `GET /organizations/${company.organization}/members?q=theo`,
    );
    const link = await company.call<{ kind: string; url: string }>(
      `POST /organizations/${company.organization}/members/${items[0]?.id}/link`,
      {},
    );
    assert.equal(link.kind, "sign_in");
    const before = await front();
    await signIn(before.page, theo.email);
    await before.page.getByRole("heading", { name: "Members" }).waitFor();

    const look = await company.open(link.url);
    const { page } = look;
    await page.getByText("It takes the place of every password and passkey you had there").waitFor();
    assert.equal(await page.getByLabel("Name", { exact: true }).count(), 0, "a link to sign in asks for a name");
    assert.equal(await page.getByLabel("Email").inputValue(), theo.email);
    assert.ok(!(await page.getByLabel("Email").isEditable()));
    await looksRight(look, "link-sign-in-light-1440");
    const ways = page.getByRole("group", { name: "Sign in by" });
    if (await ways.isVisible()) await ways.getByText("Password").click();
    await page.getByRole("textbox", { name: "Password", exact: true }).fill(newPassword);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Members" }).waitFor();
    await leave(look);

    await before.page.reload();
    await before.page.getByRole("heading", { name: "Sign in" }).waitFor();
    await signIn(before.page, theo.email, goodPassword);
    await before.page.getByText("The email address or the password is not right").waitFor();
    await signIn(before.page, theo.email, newPassword);
    await before.page.getByRole("heading", { name: "Members" }).waitFor();
    await leave(before, /^401: /);

    const again = await company.open(link.url);
    await again.page.getByRole("heading", { name: "The sign-in link does not count any more" }).waitFor();
    await looksRight(again, "link-sign-in-used-light-1440");
    await leave(again);
  });
});

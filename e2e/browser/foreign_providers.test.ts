// Sign-in at identity providers that nobody here wrote, by their own pages: from the setup in the panel to whoever is out
// because SCIM says so.
import { test } from "node:test";
import { openID } from "./foreign_openid.ts";
import { atEachProvider, outsideOf, setOutTo, signedIn, withoutInternet } from "./foreign_providers.ts";
import { add, prove } from "./login_setup.ts";
import { leave, looksRight } from "./walk.ts";

atEachProvider("Sign-in with", (provider, company) => {
  const { name, protocol, person, stranger } = provider;
  const there = { method: "", address: "" };
  const tile = () => provider.tile(there.address, `${company.scene.url}/sso/${there.method.split("/").at(-1)}`);

  test("it is set up in the panel, tested in words, tried as somebody, and activated", async () => {
    const look = await withoutInternet(await company.visit("settings/login-methods"));
    const { page } = look;
    there.method = await add(page, { provider: "Another provider", protocol: protocol.title, name });
    there.address = await provider.connect(company, page);
    await prove(page, () => provider.pass(page, person.login));
    await looksRight(look, `login-method-${name.toLowerCase()}-light-1440`);
    await leave(look);
  });

  test("a trial that it refuses says so to the owner, who stays signed in", async () => {
    const look = await withoutInternet(await company.visit(there.method));
    const { page } = look;
    await page.getByRole("link", { name: "Try signing in" }).click();
    await provider.passInVain(page);
    await page.getByText(/^Last tried .* and refused\.$/).waitFor();
    await page.getByRole("list", { name: "Checks of the last arrival" }).getByText(provider.refusal).waitFor();
    await leave(look);
  });

  test("whom SCIM provisioned signs in on its pages", async () => {
    await leave(await signedIn(provider, company));
  });

  test("whom it knows and SCIM did not provision is told what to do", async () => {
    const look = await outsideOf(company);
    const { page } = look;
    await setOutTo(provider, company, page, stranger.login);
    await provider.pass(page, stranger.login);
    await page.getByText("You are not a member here yet. Ask your administrator to assign you").waitFor();
    await looksRight(look, `sign-in-stranger-${name.toLowerCase()}-light-1440`);
    await page.goto(company.scene.url);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await leave(look, /^401: /);
  });

  test("whom it does not let in is told so", async () => {
    const look = await outsideOf(company);
    const { page } = look;
    await setOutTo(provider, company, page, person.login);
    await provider.passInVain(page);
    await page.getByText("The identity provider did not let you in.").waitFor();
    await page.getByText("You may not be assigned to this application").waitFor();
    await page.goto(company.scene.url);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await leave(look, /^401: /);
  });

  if (provider === openID) {
    test("it is told whom to expect, by our sign-in page and by the address for a list of apps, which lets in", async () => {
      const look = await outsideOf(company);
      const { page } = look;
      const expected = page.locator(`input[name="login"][value="${person.login}"]`);
      await setOutTo(provider, company, page, person.login);
      await expected.waitFor();
      await page.goto(`${tile()}&login_hint=${person.login}`);
      await expected.waitFor();
      await provider.pass(page, person.login);
      await page.getByRole("heading", { name: "Members" }).waitFor();
      await leave(look);
    });
  } else {
    test("from its own list of apps nobody gets in, until the organization allows it", async () => {
      const look = await outsideOf(company);
      const { page } = look;
      await page.goto(tile());
      await provider.pass(page, person.login);
      await page.getByText("This sign-in was not begun in this browser, or took too long; begin again.").waitFor();

      const owner = await company.visit(there.method);
      await owner.page.getByRole("checkbox", { name: /^Allow sign-in from the provider's own app list/ }).click();
      await owner.page.getByRole("button", { name: "Save options" }).click();
      await owner.page.getByText("Saved", { exact: true }).waitFor();
      await leave(owner);
      await page.goto(tile());
      await page.getByRole("heading", { name: "Members" }).waitFor();
      await leave(look);
    });
  }

  test("who signs out here is signed out there", async () => {
    const look = await signedIn(provider, company);
    const { page } = look;
    await page.locator(".app > .side .me").click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await provider.passOut(page);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await setOutTo(provider, company, page, person.login);
    await provider.asks(page);
    await leave(look, /^401: /);
  });

  if (provider !== openID) {
    test("who signs out there is signed out here", async () => {
      const look = await signedIn(provider, company);
      const { page } = look;
      const other = await look.context.newPage();
      const goodbye = new URL("/logout.php", there.address);
      await other.goto(new URL(`/saml2/idp/initSLO.php?RelayState=${goodbye}`, there.address).href);
      await other.getByText("You have been logged out.").waitFor();
      await page.reload();
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
      await leave(look, /^401: /);
    });
  }

  test("whom SCIM deactivates is out on the next request of an open page, and not let in again", async () => {
    const look = await signedIn(provider, company);
    const { page } = look;
    await company.scene.play({ do: "deactivate", okta: "main", logins: [person.login] });
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    // The provider, which was told nothing, lets them in without asking.
    await setOutTo(provider, company, page, person.login);
    await page.getByText("This account is deactivated; ask an administrator of your organization.").waitFor();
    await page.goto(company.scene.url);
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await leave(look, /^40[13]: /);
  });
});

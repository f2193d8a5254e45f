// Identity providers that nobody here wrote, npm's oidc-provider and SimpleSAMLphp: what their administrators do, and
// what people do on their pages.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import type { Company } from "./company.ts";
import { fillIn, guided } from "./login_setup.ts";
import type { Look } from "./look.ts";
import { choose } from "./okta_sign_in.ts";

/** One of them, and the people whom it knows, of whom one is provisioned. */
export interface Foreign {
  name: string;
  protocol: string;
  /** Whom an app provisions. */
  person: { login: string; given: string; family: string };
  /** Whom only the provider knows. */
  stranger: string;
  /** Starts it with what the page of a new login method says, tells that page what it says, and answers its address. */
  connect: (company: Company, page: Page) => Promise<string>;
  /** Signs somebody in on its pages. */
  pass: (page: Page, login: string) => Promise<void>;
  /** Waits for the page that asks who somebody is. */
  asks: (page: Page) => Promise<void>;
  /** What it asks of whoever signs out. */
  passOut: (page: Page) => Promise<void>;
}

const password = "a made up word of the provider";

const aliceAtOpenID = { login: "alice.moreau@fernhill.example", given: "Alice", family: "Moreau" };
const ivoAtSAML = { login: "ivo.brandt@fernhill.example", given: "Ivo", family: "Brandt" };

/** oidc-provider lets everybody in who types a name and any password, and asks whether Muster may know it. */
export const openID: Foreign = {
  name: "oidc-provider",
  protocol: "OpenID Connect (recommended)",
  person: aliceAtOpenID,
  stranger: "wanda.unknown@fernhill.example",
  connect: async (company, page) => {
    const said = await company.scene.signIn({
      do: "openid provider",
      redirect_uri: await guided(page, "Redirect URI"),
      keys_url: await guided(page, "JWKS URL"),
      sign_out_uri: await guided(page, "Post-logout redirect URI"),
    });
    await fillIn(page, said);
    return said.issuer;
  },
  pass: async (page, login) => {
    await page.getByPlaceholder("Enter any login").fill(login);
    await page.getByPlaceholder("and password").fill(password);
    await page.getByRole("button", { name: "Sign-in" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
  },
  asks: (page) => page.getByPlaceholder("and password").waitFor(),
  passOut: (page) => page.getByRole("button", { name: "Yes, sign me out" }).click(),
};

/** SimpleSAMLphp trusts whose metadata file it was given. */
export const saml: Foreign = {
  name: "SimpleSAMLphp",
  protocol: "SAML 2.0",
  person: ivoAtSAML,
  stranger: "viktor.unknown@fernhill.example",
  connect: async (company, page) => {
    const { issuer } = await company.scene.signIn({
      do: "saml provider",
      logins: [ivoAtSAML.login, saml.stranger],
      password,
    });
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Our metadata file" }).click();
    await company.scene.play({ do: "trust", metadata: await readFile(await (await download).path(), "utf8") });
    const file = await page.request.get(issuer);
    const upload = { name: "metadata.xml", mimeType: "application/samlmetadata+xml", buffer: await file.body() };
    await page.getByLabel("Metadata file", { exact: true }).setInputFiles(upload);
    await page.getByText("Sign-in URL", { exact: true }).waitFor();
    return issuer;
  },
  pass: async (page, login) => {
    await page.getByLabel("Username").fill(login);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Login" }).click();
  },
  asks: (page) => page.getByLabel("Username").waitFor(),
  passOut: async () => {}, // it asks nothing
};

/** Answers oidc-provider's wish for a font of the internet's, which no test may need. */
export async function withoutInternet({ context }: Look): Promise<void> {
  await context.route("https://fonts.googleapis.com/**", (route) => route.fulfill({ contentType: "text/css", body: "" }));
}

/** Sets out to a provider from the sign-in page. */
export async function setOutTo({ name }: Foreign, company: Company, page: Page, login: string): Promise<void> {
  await page.goto(`${company.scene.url}/sign-in`);
  await choose(page, login, `Continue with ${name}`);
}

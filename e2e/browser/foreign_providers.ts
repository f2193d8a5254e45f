// Identity providers that nobody here wrote, npm's oidc-provider and SimpleSAMLphp: what every test of them does.
import type { Page } from "playwright-core";
import { ana, type Company, type Newcomer, onOneEngine } from "./company.ts";
import { openID } from "./foreign_openid.ts";
import { saml } from "./foreign_saml.ts";
import type { Look } from "./look.ts";
import { choose, verifyDomain } from "./okta_sign_in.ts";

/** One of them, what its administrators do, and what people do on its pages. It knows Ana as well. */
export interface Foreign {
  name: string;
  /** As the window says it that adds a login method, and as the API does. */
  protocol: { title: string; name: string };
  /** Whom an app provisions. */
  person: Newcomer;
  /** Whom only the provider knows. */
  stranger: Newcomer;
  /** Starts it with what the page of a new login method says, tells that page what it says, and answers its address. */
  connect: (company: Company, page: Page) => Promise<string>;
  /** Does the same through the API. */
  introduce: (company: Company, method: Method) => Promise<string>;
  /** What its list of apps leads to, by its address and that of the login method. */
  tile: (address: string, own: string) => string;
  /** Signs somebody in on its pages, to whom it has not told anything of Muster yet. */
  pass: (page: Page, login: string) => Promise<void>;
  /** Proves anew on its pages who somebody is. */
  passAgain: (page: Page, login: string) => Promise<void>;
  /** Goes on its pages to where it lets somebody in nowhere. */
  passInVain: (page: Page) => Promise<void>;
  /** What the owner is told of that. */
  refusal: string;
  /** Waits for the page that asks who somebody is. */
  asks: (page: Page) => Promise<void>;
  /** What it asks of whoever signs out. */
  passOut: (page: Page) => Promise<void>;
}

/** A login method, as the API answers it. */
export interface Method {
  id: string;
  addresses: Record<"start" | "redirect_uri" | "signed_out" | "keys" | "entity_id", string>;
}

export const password = "a made up word of the provider";

/**
 * Runs tests at each of them, where Fernhill Optics has provisioned a person and verified its domain: on each engine, or
 * on one, where what follows from the engine is shown at the stand-in for Okta.
 */
export function atEachProvider(
  what: string,
  tests: (provider: Foreign, company: Company) => void,
  furnish: (provider: Foreign, company: Company) => Promise<void> = async () => {},
): void {
  for (const provider of [openID, saml]) {
    onOneEngine(
      `${what} ${provider.name}`,
      (company) => tests(provider, company),
      async (company) => {
        await company.found();
        await company.connect("main");
        await company.provision("main", provider.person);
        await verifyDomain(company);
        await furnish(provider, company);
      },
    );
  }
}

/** The path of an organization's login methods in the API. */
export const methodsOf = (company: Company) => `/organizations/${company.organization}/login-methods`;

/** A login method that works, made through the API, and the provider's address. */
export async function workingMethod(provider: Foreign, company: Company): Promise<Method & { address: string }> {
  const { protocol, name } = provider;
  const asked = { provider: "other", protocol: protocol.name, name };
  const method = await company.call<Method>(`POST ${methodsOf(company)}`, asked, company.owner);
  const address = await provider.introduce(company, method);
  await company.call(`POST ${methodsOf(company)}/${method.id}/activate`, {}, company.owner);
  return { ...method, address };
}

/** A window for nobody yet, which answers oidc-provider's wish for a font of the internet's: no test may need that. */
export async function outsideOf(company: Company): Promise<Look> {
  return withoutInternet(await company.open("about:blank"));
}

export async function withoutInternet(look: Look): Promise<Look> {
  const font = { contentType: "text/css", body: "" };
  await look.context.route("https://fonts.googleapis.com/**", (route) => route.fulfill(font));
  return look;
}

/** Sets out to a provider from the sign-in page. */
export async function setOutTo({ name }: Foreign, company: Company, page: Page, login: string): Promise<void> {
  await page.goto(`${company.scene.url}/sign-in`);
  await choose(page, login, `Continue with ${name}`);
}

/** A window in which somebody is, by default the provisioned person. */
export async function signedIn(provider: Foreign, company: Company, { login } = provider.person): Promise<Look> {
  const look = await outsideOf(company);
  await setOutTo(provider, company, look.page, login);
  await provider.pass(look.page, login);
  await look.page.getByRole("heading", { name: "Members" }).waitFor();
  return look;
}

/** Who owns Fernhill Optics joined by a link. */
export const anaThere = { login: ana.email, given: "Ana", family: "Ruiz" };

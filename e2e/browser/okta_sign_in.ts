// Okta's stand-in where it signs people in: what its administrator does, and what people do on its pages.
import type { Page } from "playwright-core";
import { type Company, type Cookies } from "./company.ts";
import type { Look } from "./look.ts";

export const domain = "fernhill.example";
export const mara = { login: `mara.voss@${domain}`, given: "Mara", family: "Voss" };
export const bo = { login: `bo.lindqvist@${domain}`, given: "Bo", family: "Lindqvist" };

export const passwordAtOkta = "a made up word of Okta";

/** Lets Okta provision Mara, know Bo who is not assigned, and sign both in. Muster is localhost, and Okta by its number another site. */
export async function openOkta(company: Company): Promise<void> {
  await company.connect("main");
  await company.provision("main", mara);
  const { play } = company.scene;
  await play({ do: "hire", okta: "main", people: [bo] });
  await play({ do: "sign people in", okta: "main" });
  await play({ do: "password", okta: "main", logins: [mara.login, bo.login], password: passwordAtOkta });
}

/** Enters a password on Okta's page, which knows the login already where Muster told it. */
export async function passOkta(page: Page, login: string, password = passwordAtOkta): Promise<void> {
  await page.getByLabel("Username").fill(login);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Begins on the sign-in page with an address alone. */
export async function setOut(company: Company, login: string, way = "Continue with Okta"): Promise<Look> {
  const look = await company.open(`${company.scene.url}/sign-in`);
  await choose(look.page, login, way);
  return look;
}

/** Chooses a way on the sign-in page, which knows by the address what there is. */
export async function choose(page: Page, login: string, way: string): Promise<void> {
  await page.getByLabel("Email").fill(login);
  await page.getByLabel("Email").press("Tab");
  await page.getByRole("link", { name: way, exact: true }).click();
}

/** Signs somebody in by Okta, and answers the window in which they are. */
export async function signInByOkta(company: Company, login: string, way?: string): Promise<Look> {
  const look = await setOut(company, login, way);
  await passOkta(look.page, login);
  await look.page.getByRole("heading", { name: "Members" }).waitFor();
  return look;
}

/** A login method that works, made through the API, and its id. */
export async function oidcMethod(company: Company, name = "Okta", as: Cookies = company.owner): Promise<string> {
  const inside = `/organizations/${company.organization}/login-methods`;
  const made = await company.call<{ id: string; addresses: { redirect_uri: string; signed_out: string } }>(
    `POST ${inside}`,
    { provider: "okta", protocol: "oidc", name },
    as,
  );
  const { issuer, client_id, client_secret } = await company.scene.signIn({
    do: "oidc app",
    okta: "main",
    label: name,
    redirect_uri: made.addresses.redirect_uri,
    sign_out_uri: made.addresses.signed_out,
    everybody: true,
  });
  await company.call(`PATCH ${inside}/${made.id}`, { oidc: { issuer, client_id, client_secret } }, as);
  await company.call(`POST ${inside}/${made.id}/activate`, {}, as);
  return made.id;
}

/** Verifies the domain of everybody's addresses, through the API. */
export async function verifyDomain(company: Company): Promise<void> {
  const inside = `/organizations/${company.organization}/domains`;
  const added = await company.call<{ record_name: string; record: string }>(`POST ${inside}`, { name: domain }, company.owner);
  await company.scene.play({ do: "record", name: added.record_name, text: added.record });
  await company.call(`POST ${inside}/${domain}/verify`, {}, company.owner);
}


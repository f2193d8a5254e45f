// npm's oidc-provider: it lets everybody in who types a name and any password, and asks whether Muster may know it.
import type { Page } from "playwright-core";
import type { Company } from "./company.ts";
import { type Foreign, type Method, methodsOf, password } from "./foreign_providers.ts";
import { fillIn, guided } from "./login_setup.ts";
import type { SignIn } from "./scene.ts";

export const openID: Foreign = {
  name: "oidc-provider",
  protocol: { title: "OpenID Connect (recommended)", name: "oidc" },
  person: { login: "alice.moreau@fernhill.example", given: "Alice", family: "Moreau" },
  stranger: { login: "wanda.unknown@fernhill.example", given: "Wanda", family: "Unknown" },
  connect: async (company, page) => {
    const said = await start(company, {
      redirect_uri: await guided(page, "Redirect URI"),
      keys: await guided(page, "JWKS URL"),
      signed_out: await guided(page, "Post-logout redirect URI"),
    });
    await fillIn(page, said);
    return said.issuer;
  },
  introduce: async (company, { id, addresses }) => {
    const { issuer, client_id, client_secret } = await start(company, addresses);
    await company.call(`PATCH ${methodsOf(company)}/${id}`, { oidc: { issuer, client_id, client_secret } }, company.owner);
    return issuer;
  },
  // It has no list of apps. Others let their tiles open this, as OpenID Connect Core §4 says.
  tile: (address, own) => `${own}?${new URLSearchParams({ iss: address })}`,
  pass: async (page, login) => {
    await enter(page, login);
    await page.getByRole("button", { name: "Continue" }).click();
  },
  passAgain: enter,
  passInVain: (page) => page.getByRole("link", { name: "Cancel" }).click(),
  refusal: "The provider did not let you in. You may not be assigned to this application",
  asks: (page) => page.getByPlaceholder("and password").waitFor(),
  passOut: (page) => page.getByRole("button", { name: "Yes, sign me out" }).click(),
};

async function enter(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(login);
  await page.getByPlaceholder("and password").fill(password);
  await page.getByRole("button", { name: "Sign-in" }).click();
}

type Ours = Pick<Method["addresses"], "redirect_uri" | "keys" | "signed_out">;

function start(company: Company, { redirect_uri, keys, signed_out }: Ours): Promise<SignIn> {
  return company.scene.signIn({ do: "openid provider", redirect_uri, keys_url: keys, sign_out_uri: signed_out });
}

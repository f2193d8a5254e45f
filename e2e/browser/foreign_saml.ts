// SimpleSAMLphp: it trusts whose metadata file it was given.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import type { Company } from "./company.ts";
import { anaThere, type Foreign, methodsOf, password } from "./foreign_providers.ts";

const barred = { login: "otto.barred@fernhill.example", given: "Otto", family: "Barred" };

export const saml: Foreign = {
  name: "SimpleSAMLphp",
  protocol: { title: "SAML 2.0", name: "saml" },
  person: { login: "ivo.brandt@fernhill.example", given: "Ivo", family: "Brandt" },
  stranger: { login: "viktor.unknown@fernhill.example", given: "Viktor", family: "Unknown" },
  connect: async (company, page) => {
    const address = await start(company);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Our metadata file" }).click();
    await company.scene.play({ do: "trust", metadata: await readFile(await (await download).path(), "utf8") });
    const file = await page.request.get(address);
    const upload = { name: "metadata.xml", mimeType: "application/samlmetadata+xml", buffer: await file.body() };
    await page.getByLabel("Metadata file", { exact: true }).setInputFiles(upload);
    await page.getByText("Sign-in URL", { exact: true }).waitFor();
    return address;
  },
  introduce: async (company, { id, addresses }) => {
    const address = await start(company);
    await trust(company, addresses.entity_id);
    await company.call(`POST ${methodsOf(company)}/${id}/metadata`, { url: address }, company.owner);
    return address;
  },
  tile: (address, own) => {
    const begin = new URL("/saml2/idp/SSOService.php", address);
    begin.searchParams.set("spentityid", `${own}/metadata`);
    return begin.href;
  },
  pass: enter,
  passAgain: enter,
  passInVain: (page) => enter(page, barred.login),
  refusal: "it denied the request; check that the person is assigned to this application there",
  asks: (page) => page.getByLabel("Username").waitFor(),
  passOut: async () => {}, // it asks nothing
};

async function enter(page: Page, login: string): Promise<void> {
  await page.getByLabel("Username").fill(login);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Login" }).click();
}

/** Starts it with the people whom it knows, and answers where its metadata is. */
async function start({ scene }: Company): Promise<string> {
  const people = [saml.person, saml.stranger, barred, anaThere];
  return (await scene.signIn({ do: "saml provider", people, barred: [barred.login], password })).issuer;
}

/** Gives it the metadata that Muster publishes now. */
export async function trust({ scene }: Company, entityID: string): Promise<void> {
  const published = await fetch(entityID);
  await scene.play({ do: "trust", metadata: await published.text() });
}

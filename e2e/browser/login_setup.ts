// How a login method is set up on the pages of the settings, whoever its provider is.
import type { Page } from "playwright-core";

interface Chosen {
  provider?: string;
  protocol?: string;
  name?: string;
}

/** Adds a login method by the window, and answers the page's path. What is not said stays as the window has it. */
export async function add(page: Page, { provider, protocol, name }: Chosen = {}): Promise<string> {
  await page.getByRole("button", { name: "Add login method" }).click();
  const ask = page.getByRole("dialog", { name: "Add login method" });
  const choose = async (field: string, value: string) => {
    await ask.getByRole("combobox", { name: field }).click();
    await page.getByRole("option", { name: value }).click();
  };
  if (provider) await choose("Identity provider", provider);
  if (protocol) await choose("Protocol", protocol);
  if (name) await ask.getByLabel("Name on the sign-in page").fill(name);
  await ask.getByRole("button", { name: "Add", exact: true }).click();
  await page.waitForURL(/\/login-methods\/[^/?]+$/);
  await page.getByRole("list", { name: "Setup guide" }).waitFor();
  return new URL(page.url()).pathname;
}

/** What a guide on the method's page says, by the label of the provider's field. */
export async function guided(page: Page, label: string): Promise<string> {
  const value = page.getByRole("list", { name: "Setup guide" }).locator(".valued").filter({ hasText: label });
  return (await value.locator("code").first().innerText()).trim();
}

/** Fills in what a provider of OpenID Connect says of itself and of us. */
export async function fillIn(
  page: Page,
  { issuer, client_id, client_secret }: { issuer: string; client_id?: string; client_secret?: string },
): Promise<void> {
  if (!client_id || !client_secret) throw new Error("the provider does not say how it calls us");
  await page.getByLabel("Issuer").fill(issuer);
  await page.getByLabel("Client ID").fill(client_id);
  await page.getByLabel("Client secret").fill(client_secret);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("status").filter({ hasText: "Saved." }).waitFor();
  await page.getByText("One is kept. Leave this empty to keep it.").waitFor();
}

/** Has the metadata at an address read. */
export async function read(page: Page, metadata: string): Promise<void> {
  await page.getByLabel("Identity Provider metadata URL").fill(metadata);
  await page.getByRole("button", { name: "Read metadata" }).click();
  await page.getByText("Sign-in URL", { exact: true }).waitFor();
}

/** Tests, tries by passing the provider's pages as somebody, and activates. */
export async function prove(page: Page, pass: () => Promise<void>): Promise<void> {
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await page.getByText("Every check passed.").waitFor();
  await page.getByRole("link", { name: "Try signing in" }).click();
  await pass();
  await page.getByText(/^Last tried .* and accepted\.$/).waitFor();
  await page.getByRole("button", { name: "Activate", exact: true }).click();
  await page.getByRole("button", { name: "Deactivate", exact: true }).waitFor();
}

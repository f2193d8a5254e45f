// What the API answers about a company that is full of hostile strings.
import type { Company } from "./company.ts";
import { call } from "./scene.ts";

/** Somebody whom a provider sent, with the values of all their attributes. */
export interface Person {
  id: string;
  name: string;
  status: string;
  attributes: string[];
}

interface Listed<Item> {
  items: Item[];
  next_cursor?: string | null;
}

/** All of a list, by its pages. */
export async function everything<Item>(company: Company, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const from = cursor ? `?cursor=${encodeURIComponent(cursor)}` : "";
    const page: Listed<Item> = await company.call(`GET ${path}${from}`);
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return items;
}

export async function peopleOf(company: Company): Promise<Person[]> {
  const members = `/organizations/${company.organization}/members`;
  const listed = await everything<Omit<Person, "attributes"> & { identity_id?: string }>(company, members);
  const context = await company.browser.newContext();
  await context.addCookies(company.operator);
  const people = await Promise.all(
    listed
      .filter(({ identity_id }) => identity_id)
      .map(async ({ id, name, status }) => {
        const { attributes } = await call<{ attributes: { value: string }[] }>(
          context,
          company.scene.url,
          `GET ${members}/${id}/identity`,
        );
        return { id, name, status, attributes: attributes.map(({ value }) => value) };
      }),
  );
  await context.close();
  return people;
}

/** An attribute of several parts stands in lines, and in it what cannot be seen is written out. */
export function inLines(value: string): string {
  try {
    const parts: unknown = JSON.parse(value);
    if (typeof parts !== "object" || parts === null) return value;
    return JSON.stringify(parts, null, 2).replace(
      /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g,
      (unseen) => `\\u${unseen.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  } catch {
    return value;
  }
}

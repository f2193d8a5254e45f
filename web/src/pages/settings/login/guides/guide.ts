import type { ReactNode } from "react";
import type { LoginMethod } from "~/api/contract.ts";

/** What a field of the provider's page gets: an address of the login method, or words that are the same for all. */
export type Value = { of: keyof LoginMethod["addresses"] } | { words: string };

export interface GuideField {
  /** As the provider's page calls it, letter for letter. */
  label: string;
  value: Value;
}

/** One step through the provider's pages, in our own words. */
export interface GuideStep {
  id: string;
  text: ReactNode;
  fields?: readonly GuideField[];
}

import type { LoginMethod } from "~/api/contract.ts";
import { useProviderName } from "../provider_name.ts";

/** What the provider of a login method is called in a sentence: one that we do not know has the method's own name. */
export function useMethodProvider({ provider, provider_name, name }: LoginMethod): string {
  const known = useProviderName()(provider, provider_name);
  return provider === "other" ? name : known;
}

import { useLingui } from "@lingui/react";
import type { Lock, Saying } from "~/api/contract.ts";
import { rules } from "./rules.ts";

/** Sentences of the server as they are shown. */
export interface Said {
  detail: string;
  remedy: string;
  /** The language they are in where it may not be the page's. */
  lang: "en" | undefined;
}

/** Where sentences come from: a rule of the server's, or the panel itself, whose words are the page's already. */
export type Source = Saying & { own?: boolean };

/**
 * Says in the page's language what the server says in English, where it names the rule by which it does. In English
 * too: names are held together here.
 */
export function useSaid(): (source: Source, detail: string, remedy?: string) => Said {
  const { i18n } = useLingui();
  return ({ rule, values, own }, detail, remedy = "") => {
    const sentences = own ? undefined : rule && rules[rule];
    if (!sentences) return { detail, remedy, lang: own || i18n.locale === "en" ? undefined : "en" };
    return {
      detail: i18n._(sentences.detail.id, values),
      remedy: sentences.remedy ? i18n._(sentences.remedy.id, values) : "",
      lang: undefined,
    };
  };
}

/** Who decides about something that is locked, and where to change it. */
export function useLockSaid(): (lock: Lock) => { reason: string; where: string; lang: "en" | undefined } {
  const say = useSaid();
  return (lock) => {
    const { detail: reason, remedy: where, lang } = say(lock, lock.reason, lock.where);
    return { reason, where, lang };
  };
}

import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { LoggedRequest } from "~/api/contract.ts";
import { useProviderName } from "../settings/provider_name.ts";

/**
 * What a request did, in one sentence. English is the server's own, word for word what the provider's
 * administrator reads; other languages say the same from the facts.
 */
export function useRequestSentence(): (request: LoggedRequest) => string {
  const { i18n } = useLingui();
  const did = useDid();
  return (request) => (i18n.locale === "en" ? request.sentence : did(request));
}

function useDid(): (request: LoggedRequest) => string {
  const { t } = useLingui();
  const providerName = useProviderName();
  return (request) => {
    const who = providerName(request.provider);
    const name = subjectOf(request) ?? (isGroups(request) ? t`a group` : t`a user`);
    const { facts, detail = "" } = request;
    if (request.kind === "unauthorized") return t`Refused: ${detail}`;
    if (request.kind === "more") {
      const count = facts.dropped ?? 0;
      return t`${plural(count, { one: "# more request", other: "# more requests" })} in this second were only counted.`;
    }
    if (request.outcome !== "answered") {
      return request.outcome === "refused"
        ? t`${who} asked for a change of ${name}. Refused: ${detail}`
        : t`${who} asked for a change of ${name}. Failed: ${detail}`;
    }
    const lookedFor = facts.looked_for ?? t`a filter`;
    const { found = 0, shown = 0, joined = 0, left = 0, formerly = "" } = facts;
    switch (request.kind) {
      case "lookup":
        return found === 0
          ? t`${who} looked for ${lookedFor} and found nothing.`
          : t`${who} looked for ${lookedFor} and found ${name}.`;
      case "list":
        return t`${who} asked for a list and got ${shown} of ${found}.`;
      case "read":
        return request.status === 404
          ? t`${who} asked by an id that is unknown here.`
          : t`${who} read ${name}.`;
      case "create":
        return t`${who} created ${name}.`;
      case "update":
        return facts.same ? t`${who} sent ${name} again; nothing was different.` : t`${who} updated ${name}.`;
      case "deactivate":
        return t`${who} deactivated ${name}.`;
      case "reactivate":
        return t`${who} reactivated ${name}.`;
      case "delete":
      case "group_delete":
        return t`${who} deleted ${name}.`;
      case "group_create":
        return t`${who} pushed the group ${name} with ${plural(joined, { one: "# person", other: "# people" })}.`;
      case "group_members":
        return t`${who} changed the group ${name}: ${joined} in, ${left} out.`;
      case "group_rename":
        return formerly
          ? t`${who} renamed the group ${formerly} to ${name}.`
          : t`${who} renamed a group to ${name}.`;
      case "discovery":
        return t`${who} asked what this server offers.`;
      case "other":
        return t`${who} sent a request.`;
    }
  };
}

function subjectOf({ person, team }: LoggedRequest): string | undefined {
  return person?.name || person?.user_name || team?.name;
}

/** Whether a request was about groups rather than users. */
export function isGroups({ path }: LoggedRequest): boolean {
  return /\/Groups(\/|$)/.test(path);
}

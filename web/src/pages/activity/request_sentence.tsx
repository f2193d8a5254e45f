import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { LoggedRequest } from "~/api/contract.ts";
import { useProviderName } from "../settings/provider_name.ts";

/** A request in words: what it did, and what it was told where it was not answered. */
interface Told {
  did: string;
  /** As the provider was told it: a quotation, in English. */
  quoted?: string;
}

/**
 * What a request did, in one sentence. English is the server's own, word for word what the provider's
 * administrator reads; other languages say the same from the facts.
 */
export function RequestSentence({ of: request }: { of: LoggedRequest }) {
  const { did, quoted } = useTold()(request);
  return quoted ? (
    <>
      {did} <q lang="en">{quoted}</q>
    </>
  ) : (
    did
  );
}

/** The same as plain text, for a line that is too long for its place. */
export function useRequestText(): (request: LoggedRequest) => string {
  const told = useTold();
  return (request) => {
    const { did, quoted } = told(request);
    return quoted ? `${did} ${quoted}` : did;
  };
}

function useTold(): (request: LoggedRequest) => Told {
  const { t, i18n } = useLingui();
  const did = useDid();
  const providerName = useProviderName();
  return (request) => {
    if (i18n.locale === "en") return { did: request.sentence };
    const { detail } = request;
    if (request.kind === "unauthorized") return { did: t`Refused:`, ...(detail && { quoted: detail }) };
    if (request.outcome === "answered" || request.kind === "more" || !detail) return { did: did(request) };
    const who = providerName(request.provider);
    const name = nameOf(request, t`a group`, t`a user`);
    return {
      did:
        request.outcome === "refused"
          ? t`${who} asked for a change of ${name}. Refused:`
          : t`${who} asked for a change of ${name}. Failed:`,
      quoted: detail,
    };
  };
}

function useDid(): (request: LoggedRequest) => string {
  const { t } = useLingui();
  const moved = useMoved();
  const providerName = useProviderName();
  return (request) => {
    const who = providerName(request.provider);
    const name = nameOf(request, t`a group`, t`a user`);
    const { facts } = request;
    if (request.kind === "more") {
      const count = facts.dropped ?? 0;
      return t`${plural(count, { one: "# more request", other: "# more requests" })} in this second were only counted.`;
    }
    const lookedFor = facts.looked_for ?? t`a filter`;
    const { found = 0, shown = 0, joined = 0, formerly = "" } = facts;
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
        return joined === 0
          ? t`${who} pushed the group ${name} with nobody in it yet.`
          : t`${who} pushed the group ${name} with ${plural(joined, { one: "# person", other: "# people" })}.`;
      case "group_members":
        return moved(who, name, facts);
      case "group_rename":
        return formerly
          ? t`${who} renamed the group ${formerly} to ${name}.`
          : t`${who} renamed a group to ${name}.`;
      case "discovery":
        return t`${who} asked what this server offers.`;
      case "other":
      case "unauthorized":
        return t`${who} sent a request.`;
    }
  };
}

/** Who was moved by an edit of a group's members. */
function useMoved(): (who: string, name: string, facts: LoggedRequest["facts"]) => string {
  const { t } = useLingui();
  return (who, name, { joined = 0, left = 0, exactly }) => {
    if (exactly && joined === 0) return t`${who} emptied the group ${name}.`;
    if (exactly)
      return t`${who} said who is in the group ${name}: ${plural(joined, { one: "# person", other: "# people" })}.`;
    if (joined > 0 && left > 0)
      return t`${who} pushed ${plural(joined, { one: "# person", other: "# people" })} into the group ${name} and took ${plural(left, { one: "# person", other: "# people" })} out.`;
    if (joined > 0)
      return t`${who} pushed ${plural(joined, { one: "# person", other: "# people" })} into the group ${name}.`;
    if (left > 0)
      return t`${who} took ${plural(left, { one: "# person", other: "# people" })} out of the group ${name}.`;
    return t`${who} sent the group ${name} again.`;
  };
}

function nameOf(request: LoggedRequest, aGroup: string, aUser: string): string {
  const { person, team } = request;
  return person?.name || person?.user_name || team?.name || (isGroups(request) ? aGroup : aUser);
}

/** Whether a request was about groups rather than users. */
export function isGroups({ path }: LoggedRequest): boolean {
  return /\/Groups(\/|$)/.test(path);
}

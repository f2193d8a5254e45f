import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Entry, Id } from "~/api/contract.ts";
import { isolated } from "~/language/isolated.ts";
import { ActivityEntry, type Change } from "~/parts/activity_entry.tsx";
import { Banner, RequestId } from "~/parts/banner.tsx";
import { ButtonLink } from "~/parts/button.tsx";
import { Chip } from "~/parts/status.tsx";
import { useChanges } from "./fields.ts";
import { Merged } from "./merged.tsx";
import { Sentence } from "./sentence.tsx";

interface EntryLineProps {
  organization: Id;
  entry: Entry;
  arrived?: boolean;
  /** Among the licenses: what it did to one is said beside the sentence. */
  ledger?: boolean;
}

/** One entry of the journal as both tabs and a member's history show it. */
export function EntryLine({ organization, entry, arrived = false, ledger = false }: EntryLineProps) {
  const { t } = useLingui();
  const changes = useChanges()(entry);
  const license = useLicenseChange()(entry);
  const passedOver = entry.kind === "notice.unknown_members";
  return (
    <ActivityEntry
      at={entry.at}
      actor={entry.actor}
      number={entry.number}
      changes={license && !ledger && changes.length > 0 ? [...changes, license] : changes}
      arrived={arrived}
      {...(entry.request && {
        link: (number: string) => (
          <Link
            to="/o/$organization/activity/requests/$request"
            params={{ organization, request: entry.request ?? "" }}
          >
            {number}
          </Link>
        ),
      })}
      below={
        <>
          {entry.kind === "member.merged" && <Merged organization={organization} entry={entry} />}
          {entry.refused && <Refusal organization={organization} entry={entry} />}
        </>
      }
    >
      <Sentence organization={organization} entry={entry} />{" "}
      {ledger && entry.license && <Effect of={entry.license} />}
      {entry.refused && (
        <Chip tone={passedOver ? "wait" : "stop"}>{passedOver ? t`Passed over` : t`Refused`}</Chip>
      )}
    </ActivityEntry>
  );
}

/** What a change of a member did to their license, as before and after. That a new member holds one needs no word. */
function useLicenseChange(): (entry: Entry) => Change | undefined {
  const { t } = useLingui();
  return ({ license }) => {
    if (license === "released") return { field: t`License`, before: t`Held`, after: t`Released` };
    if (license === "taken") return { field: t`License`, before: t`None`, after: t`Held` };
    return undefined;
  };
}

/** What an entry did to a license. */
function Effect({ of: effect }: { of: NonNullable<Entry["license"]> }) {
  const { t } = useLingui();
  switch (effect) {
    case "taken":
      return <Chip tone="quiet">{t`1 taken`}</Chip>;
    case "released":
      return <Chip tone="good">{t`1 released`}</Chip>;
    case "awaited":
      return <Chip tone="wait">{t`In line`}</Chip>;
    case "forgone":
      return <Chip tone="quiet">{t`Left the line`}</Chip>;
    case "passed":
      return <Chip tone="quiet">{t`Passed on`}</Chip>;
  }
}

/** Why something was refused or passed over, and what to do. */
function Refusal({ organization, entry }: { organization: Id; entry: Entry }) {
  const { t } = useLingui();
  const params = { organization };
  if (entry.kind === "notice.no_license") {
    return (
      <Banner
        tone="stop"
        title={t`No license was free.`}
        action={
          <ButtonLink size="small" to="/o/$organization/licenses" params={params}>
            {t`Open Licenses`}
          </ButtonLink>
        }
      >
        {t`Free one or buy more; the provider sends the person again.`}
        {entry.request && <RequestId id={entry.request} />}
      </Banner>
    );
  }
  if (
    entry.kind === "notice.not_adopted" ||
    entry.kind === "notice.leaving_refused" ||
    entry.kind === "notice.refused"
  ) {
    const waits = entry.kind === "notice.leaving_refused";
    const refused =
      entry.kind === "notice.refused" ? t`It was refused.` : t`A member has the address already.`;
    return (
      <Banner
        tone={waits ? "wait" : "stop"}
        title={entry.reason || (waits ? t`It is pending.` : refused)}
        action={
          entry.member && (
            <ButtonLink
              size="small"
              to="/o/$organization/members/$member"
              params={{ organization, member: entry.member.id }}
            >
              {t`Open the member`}
            </ButtonLink>
          )
        }
      >
        {entry.request && <RequestId id={entry.request} />}
      </Banner>
    );
  }
  return (
    <Banner
      tone="wait"
      title={entry.reason || t`They were not added to the team.`}
      action={
        entry.team && (
          <ButtonLink
            size="small"
            to="/o/$organization/teams/$team"
            params={{ organization, team: entry.team.id }}
          >
            {t`Open the team`}
          </ButtonLink>
        )
      }
    >
      <Trans>Assign them in the identity provider, then push the group again.</Trans>
      <Named people={entry.people.named} />
      {entry.request && <RequestId id={entry.request} />}
    </Banner>
  );
}

const namedAtMost = 5;

function Named({ people }: { people: readonly string[] }) {
  const { i18n } = useLingui();
  if (people.length === 0) return null;
  const rest = people.length - namedAtMost;
  const names = people.slice(0, namedAtMost).map(isolated).join(", ");
  const more = i18n.number(rest);
  return (
    <p className="small">
      <code>{names}</code> {rest > 0 && <Trans>and {more} more</Trans>}
    </p>
  );
}

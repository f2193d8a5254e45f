import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Entry, Id } from "~/api/contract.ts";
import { isolated } from "~/language/isolated.ts";
import { ActivityEntry } from "~/parts/activity_entry.tsx";
import { Banner, RequestId } from "~/parts/banner.tsx";
import { ButtonLink } from "~/parts/button.tsx";
import { Chip } from "~/parts/status.tsx";
import { useChanges } from "./fields.ts";
import { Sentence } from "./sentence.tsx";

interface EntryLineProps {
  organization: Id;
  entry: Entry;
  arrived?: boolean;
}

/** One entry of the journal as both tabs and a member's history show it. */
export function EntryLine({ organization, entry, arrived = false }: EntryLineProps) {
  const { t } = useLingui();
  const changes = useChanges()(entry);
  const passedOver = entry.kind === "notice.unknown_members";
  return (
    <ActivityEntry
      at={entry.at}
      actor={entry.actor}
      number={entry.number}
      changes={changes}
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
      below={entry.refused && <Refusal organization={organization} entry={entry} />}
    >
      <Sentence organization={organization} entry={entry} />{" "}
      {entry.refused && (
        <Chip tone={passedOver ? "wait" : "stop"}>{passedOver ? t`Passed over` : t`Refused`}</Chip>
      )}
    </ActivityEntry>
  );
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

import { useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import type { Entry, Id } from "~/api/contract.ts";
import { historyQuery, namesIn } from "~/api/history.ts";
import { isolatedIn } from "~/language/isolated.ts";
import { ActivityEntry, type Change } from "~/parts/activity_entry.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { sameDay } from "~/parts/moment.ts";
import { RecordSection } from "~/parts/record.tsx";
import { Chip } from "~/parts/status.tsx";
import { useRoles } from "./role.tsx";

/** What happened to a member, with what was before and what is after. */
export function MemberHistory({ organization, member }: { organization: Id; member: Id }) {
  const { t, i18n } = useLingui();
  const told = useChanges();
  const history = useInfiniteQuery(historyQuery(organization, { member }, 25));
  const entries = history.data?.pages.flatMap(({ items }) => items) ?? [];
  const dayOf = (entry: Entry) =>
    i18n.date(new Date(entry.at), { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  return (
    <RecordSection title={t`History`}>
      {history.error && (
        <div className="padded">
          <ErrorNote error={history.error} />
        </div>
      )}
      {history.isPending && <LoadingRows count={3} />}
      {history.data && entries.length === 0 && !history.hasNextPage && (
        <p className="muted">{t`Nothing is recorded about this member.`}</p>
      )}
      <ol className="log">
        {entries.map((entry, index) => {
          const before = entries[index - 1];
          const newDay = !before || !sameDay(new Date(before.at), new Date(entry.at));
          return (
            <Fragment key={entry.number}>
              {newDay && <li className="day">{dayOf(entry)}</li>}
              <ActivityEntry
                at={entry.at}
                actor={entry.actor}
                number={entry.number}
                changes={told(entry.changes)}
                below={entry.reason && <p className="small">{entry.reason}</p>}
              >
                {isolatedIn(entry.sentence, namesIn(entry))}
                {entry.refused && <Chip tone="stop">{t`Refused`}</Chip>}
              </ActivityEntry>
            </Fragment>
          );
        })}
      </ol>
      {history.hasNextPage && (
        <div className="further">
          <Button
            size="small"
            aria-busy={history.isFetchingNextPage}
            onClick={() => void history.fetchNextPage()}
          >
            {t`Show earlier`}
          </Button>
        </div>
      )}
    </RecordSection>
  );
}

/** Fields and values as the panel calls them; what it has no word for is shown as it is recorded. */
function useChanges(): (changes: Entry["changes"]) => Change[] {
  const { t } = useLingui();
  const roles = useRoles();
  const fields: { [field: string]: string } = {
    name: t`Name`,
    email: t`Email`,
    role: t`Role`,
    status: t`Status`,
    license: t`License`,
  };
  const statuses: { [status: string]: string } = {
    active: t`Active`,
    invited: t`Invited`,
    deactivated: t`Deactivated`,
  };
  return (changes) =>
    changes.map(({ field, before, after }) => {
      const say = (value: string) => {
        if (field === "role") return roles.find((role) => role.value === value)?.label ?? value;
        if (field === "status") return statuses[value] ?? value;
        return value;
      };
      return {
        field: Object.hasOwn(fields, field) ? (fields[field] ?? field) : field,
        before: say(before),
        after: say(after),
      };
    });
}

import { useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import type { Entry, Id } from "~/api/contract.ts";
import { historyQuery } from "~/api/history.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { sameDay } from "~/parts/moment.ts";
import { RecordSection } from "~/parts/record.tsx";
import { EntryLine } from "../activity/entry.tsx";

/** What happened to a member, with what was before and what is after. */
export function MemberHistory({ organization, member }: { organization: Id; member: Id }) {
  const { t, i18n } = useLingui();
  const history = useInfiniteQuery(historyQuery(organization, { member }, 25));
  const entries = history.data?.pages.flatMap(({ items }) => items) ?? [];
  const dayOf = (entry: Entry) =>
    i18n.date(new Date(entry.at), { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  return (
    <RecordSection
      title={t`History`}
      end={
        <Link
          className="link small"
          to="/o/$organization/activity"
          params={{ organization }}
          search={{ member }}
        >
          {t`All activity`}
        </Link>
      }
    >
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
              <EntryLine organization={organization} entry={entry} />
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

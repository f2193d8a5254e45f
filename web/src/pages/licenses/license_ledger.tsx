import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import type { Entry, Id } from "~/api/contract.ts";
import { licenseLedgerQuery } from "~/api/license.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { sameDay } from "~/parts/moment.ts";
import { EntryLine } from "../activity/entry.tsx";

/** Every license that was taken or given back, with the change that caused it. */
export function LicenseLedger({ organization }: { organization: Id }) {
  const { t, i18n } = useLingui();
  const ledger = useInfiniteQuery(licenseLedgerQuery(organization));
  const entries = ledger.data?.pages.flatMap(({ items }) => items) ?? [];
  const opening = ledger.data?.pages[0]?.opening ?? 0;
  const dayOf = (entry: Entry) =>
    i18n.date(new Date(entry.at), { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  return (
    <section className="of-record" aria-label={t`Ledger`}>
      {ledger.error && (
        <div className="padded">
          <ErrorNote error={ledger.error} onRetry={() => void ledger.refetch()} />
        </div>
      )}
      {ledger.isPending && <LoadingRows count={3} />}
      {ledger.data && entries.length === 0 && <p className="muted">{t`No license was taken yet.`}</p>}
      <ol className="log">
        {entries.map((entry, index) => {
          const before = entries[index - 1];
          const newDay = !before || !sameDay(new Date(before.at), new Date(entry.at));
          return (
            <Fragment key={entry.number}>
              {newDay && <li className="day">{dayOf(entry)}</li>}
              <EntryLine organization={organization} entry={entry} ledger />
            </Fragment>
          );
        })}
      </ol>
      {ledger.data && !ledger.hasNextPage && opening > 0 && (
        <p className="muted">
          <Plural
            value={opening}
            one="When the ledger began, # license was in use."
            other="When the ledger began, # licenses were in use."
          />
        </p>
      )}
      {ledger.hasNextPage && (
        <div className="further">
          <Button
            size="small"
            aria-busy={ledger.isFetchingNextPage}
            onClick={() => void ledger.fetchNextPage()}
          >
            <Trans>Show earlier</Trans>
          </Button>
        </div>
      )}
    </section>
  );
}

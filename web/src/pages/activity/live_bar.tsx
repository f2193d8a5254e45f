import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQueries, useQuery } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import type { Id } from "~/api/contract.ts";
import { healthQuery, summaryQuery } from "~/api/queries.ts";
import { Button } from "~/parts/button.tsx";
import { Live, Tape } from "~/parts/tape.tsx";
import type { Tail } from "./tail.ts";

/** What the providers asked in the last hour, and the pause of the list below. */
export function LiveBar({ organization, tail }: { organization: Id; tail: Tail }) {
  const { t } = useLingui();
  const summary = useQuery(summaryQuery(organization));
  const connections = summary.data?.connections ?? [];
  const healths = useQueries({ queries: connections.map(({ id }) => healthQuery(organization, id)) });
  const tape = healths.flatMap(({ data }) => data?.tape ?? []).sort((a, b) => a.at.localeCompare(b.at));
  const refused = tape.filter(({ outcome }) => outcome !== "answered").length;
  return (
    <section className="tail" aria-label={t`Live`}>
      <div className="l">
        <b>
          {!tail.paused && <Live />}
          {tail.paused ? t`Paused` : t`Live`}
        </b>
        <span className="small faint num">{t`Last 60 minutes`}</span>
      </div>
      <Tape tape={tape} height={36} />
      <div className="r num">
        <b>
          <Plural value={tape.length} one="# request" other="# requests" />
        </b>
        {refused > 0 ? (
          <span className="small waits">
            <Plural value={refused} one="# refused" other="# refused" />
          </span>
        ) : (
          <span className="small faint">{t`None refused`}</span>
        )}
      </div>
      <Button size="small" icon={tail.paused ? Play : Pause} onClick={tail.toggle}>
        {tail.paused ? t`Resume` : t`Pause`}
      </Button>
      <p className="waiting small" role="status">
        {tail.waiting > 0 && (
          <Trans>
            <Plural value={tail.waiting} one="# new entry" other="# new entries" /> since the pause
          </Trans>
        )}
      </p>
    </section>
  );
}

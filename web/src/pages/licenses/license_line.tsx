import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Id, InLine } from "~/api/contract.ts";
import { licenseLineQuery } from "~/api/license.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { RecordSection } from "~/parts/record.tsx";
import { Status } from "~/parts/status.tsx";
import { Time } from "~/parts/time.tsx";

/** Who gets the next licenses, in order, and since when they wait. Nothing while nobody does. */
export function LicenseLine({ organization }: { organization: Id }) {
  const { t } = useLingui();
  const line = useInfiniteQuery(licenseLineQuery(organization));
  const people = line.data?.pages.flatMap(({ items }) => items) ?? [];
  if (line.error && people.length === 0) {
    return (
      <div className="instead">
        <ErrorNote error={line.error} onRetry={() => void line.refetch()} />
      </div>
    );
  }
  if (people.length === 0) return null;
  return (
    <RecordSection title={t`Next in line`}>
      <p className="muted">
        {t`As soon as a license is free, the first gets it. Who works without one comes after those who wait.`}
      </p>
      <ol className="license-line">
        {people.map((each) => (
          <Waits key={each.member.id} organization={organization} of={each} />
        ))}
      </ol>
      {line.hasNextPage && (
        <div className="further">
          <Button
            size="small"
            aria-busy={line.isFetchingNextPage}
            onClick={() => void line.fetchNextPage()}
          >{t`Show more`}</Button>
        </div>
      )}
    </RecordSection>
  );
}

function Waits({ organization, of: { place, since, member } }: { organization: Id; of: InLine }) {
  const { t, i18n } = useLingui();
  return (
    <li>
      <span className="place num">{i18n.number(place)}</span>
      <Link to="/o/$organization/members/$member" params={{ organization, member: member.id }}>
        {member.name}
      </Link>
      {member.status === "waiting" ? (
        <Status of="waiting" />
      ) : (
        <span className="muted">{t`Works without one`}</span>
      )}
      <span className="since faint">
        <Trans>
          since <Time at={since} />
        </Trans>
      </span>
    </li>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Id, Member } from "~/api/contract.ts";
import { memberSessionsQuery } from "~/api/member.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { RecordSection } from "~/parts/record.tsx";
import { Time } from "~/parts/time.tsx";

interface MemberSessionsProps {
  organization: Id;
  member: Member;
  onEnd: () => void;
}

/** Where somebody is signed in. */
export function MemberSessions({ organization, member, onEnd }: MemberSessionsProps) {
  const { t } = useLingui();
  const { data, error } = useQuery(memberSessionsQuery(organization, member.id));
  const sessions = data?.items ?? [];
  return (
    <RecordSection
      title={t`Sessions`}
      end={
        sessions.length > 0 && (
          <Button size="small" onClick={onEnd}>
            {t`End sessions`}
          </Button>
        )
      }
    >
      {error && (
        <div className="padded">
          <ErrorNote error={error} />
        </div>
      )}
      {data && sessions.length === 0 && (
        <p className="muted">
          {member.status === "invited" ? (
            <Trans>They have not joined yet.</Trans>
          ) : (
            <Trans>They are not signed in anywhere.</Trans>
          )}
        </p>
      )}
      <ul className="sessions">
        {sessions.map(({ id, browser, address, used_at, current, created_at }) => (
          <li key={id}>
            <span>
              <b>{browser}</b> <span className="muted">{address}</span>
              {current && <span className="small"> {t`this session`}</span>}
            </span>
            <span className="small num">
              <Trans>
                Signed in <Time at={created_at} as="full" />, last used <Time at={used_at} />
              </Trans>
            </span>
          </li>
        ))}
      </ul>
    </RecordSection>
  );
}

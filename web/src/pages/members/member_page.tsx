import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCaller } from "~/api/caller.ts";
import type { Id, MemberDetail } from "~/api/contract.ts";
import { memberQuery } from "~/api/member.ts";
import { isGone } from "~/api/problem.ts";
import { useLockSaid } from "~/language/said.ts";
import { Avatar, ScimLabel } from "~/parts/avatar.tsx";
import { Button, ButtonLink } from "~/parts/button.tsx";
import { LockedControl } from "~/parts/locked.tsx";
import { Record } from "~/parts/record.tsx";
import { Status } from "~/parts/status.tsx";
import { AwaitedRecord } from "~/shell/awaited_record.tsx";
import { Failure } from "~/shell/failure.tsx";
import { PageHeader } from "~/shell/page_header.tsx";
import { AboutMember, WhoChangesMember } from "./about_member.tsx";
import { AdoptionAsked } from "./adoption_asked.tsx";
import { Duplicates } from "./duplicates.tsx";
import { LicenseWait } from "./license_wait.tsx";
import { MemberHistory } from "./member_history.tsx";
import { MemberLogins } from "./member_logins.tsx";
import { MemberMenu } from "./member_menu.tsx";
import { MemberSessions } from "./member_sessions.tsx";
import { MemberWindows } from "./member_windows.tsx";
import { PendingBanner } from "./pending_banner.tsx";
import type { MemberWindow } from "./search.ts";
import { SentAttributes } from "./sent_attributes.tsx";
import "./member_page.css";

const route = "/o/$organization/members/$member";

/** One member: who they are, what their provider sent, where they are signed in, and what happened to them. */
export function MemberPage() {
  const { t } = useLingui();
  const { organization, member: id } = useParams({ from: route });
  const { window, merge, untie } = useSearch({ from: route });
  const navigate = useNavigate({ from: route });
  const { manages, member: you } = useCaller();
  const { data, error, refetch } = useQuery(memberQuery(organization, id));
  const crumbs = (
    <Link to="/o/$organization/members" params={{ organization }}>
      {t`Members`}
    </Link>
  );
  // Also who was removed while they were looked at.
  if (isGone(error)) {
    const way = (
      <ButtonLink look="first" to="/o/$organization/members" params={{ organization }}>
        {t`Go to Members`}
      </ButtonLink>
    );
    return <Failure error={error} way={way} />;
  }
  if (!data) {
    if (error) return <Failure error={error} onRetry={() => void refetch()} />;
    return <AwaitedRecord title={t`Member`} crumbs={crumbs} />;
  }
  const member = data.body;
  const open = (next: MemberWindow | undefined) =>
    void navigate({ search: { window: next }, replace: next === undefined, resetScroll: false });
  const provider = member.source.kind === "connection" ? member.source : undefined;
  return (
    <>
      <PageHeader
        title={member.name}
        face={
          <Avatar
            size="large"
            name={member.name}
            id={member.id}
            origin={member.source}
            gone={member.status === "deactivated"}
          />
        }
        label={
          <>
            {member.scim && <ScimLabel />}
            {member.joined_by && <span className="small faint">{t`joined by signing in`}</span>}
            {member.adopted && <span className="small faint">{t`made by hand, then linked`}</span>}
            {member.id === you && <span className="small faint">{t`you`}</span>}
          </>
        }
        sub={
          <span className="member-sub">
            <Status of={member.pending?.kind ?? member.status} />
            <span>{member.email}</span>
          </span>
        }
        crumbs={crumbs}
      >
        {manages && <Actions member={member} you={member.id === you} onOpen={open} />}
      </PageHeader>
      {manages && member.pending && (
        <div className="announces">
          <PendingBanner pending={member.pending} onRole={() => open("role")} />
        </div>
      )}
      {manages && (
        <Duplicates
          organization={organization}
          of={member.duplicates}
          kind="member"
          onMerge={(other) =>
            void navigate({ search: { window: "merge", merge: other }, resetScroll: false })
          }
        />
      )}
      {manages && <AdoptionAsked member={member} onLink={() => open("adopt")} />}
      {manages ? (
        <Record
          label={t`About this member`}
          aside={
            <>
              <AboutMember organization={organization} member={member} />
              <WhoChangesMember member={member} />
            </>
          }
        >
          <LicenseWait organization={organization} member={member} />
          {member.identity_id && provider && (
            <SentAttributes
              organization={organization}
              member={member.id}
              provider={provider.provider_name}
            />
          )}
          <MemberLogins
            organization={organization}
            member={member}
            untie={untie}
            onUntie={(method) =>
              void navigate({
                search: { untie: method },
                replace: method === undefined,
                resetScroll: false,
              })
            }
          />
          <MemberSessions organization={organization} member={member} onEnd={() => open("sessions")} />
          <MemberHistory organization={organization} member={member.id} />
        </Record>
      ) : (
        <div className="member-facts">
          <AboutMember organization={organization} member={member} />
        </div>
      )}
      {manages && window && (
        <MemberWindows
          organization={organization}
          window={window}
          member={member}
          etag={data.etag}
          onClose={() => open(undefined)}
          onGone={() => goToList(navigate, organization)}
          merge={merge}
          onMerge={(other) =>
            void navigate({ search: { window: "merge", merge: other }, replace: true, resetScroll: false })
          }
          onMerged={(into) =>
            void navigate({
              to: "/o/$organization/members/$member",
              params: { organization, member: into },
              replace: true,
            })
          }
        />
      )}
    </>
  );
}

function goToList(navigate: ReturnType<typeof useNavigate>, organization: Id): void {
  void navigate({ to: "/o/$organization/members", params: { organization }, replace: true });
}

interface ActionsProps {
  member: MemberDetail;
  you: boolean;
  onOpen: (window: MemberWindow) => void;
}

/** What is done most often stands beside the name; the rest is in the menu. */
function Actions({ member, you, onOpen }: ActionsProps) {
  const { t } = useLingui();
  const lockOf = (what: MemberDetail["locks"][number]["what"]) =>
    member.locks.find((lock) => lock.what === what);
  const said = useLockSaid();
  const name = lockOf("name");
  const status = lockOf("status");
  const gone = member.status === "deactivated";
  const change = gone ? t`Reactivate` : t`Deactivate`;
  return (
    <>
      <Button onClick={() => onOpen("role")}>{t`Change role`}</Button>
      {name && lockOf("email") ? (
        <LockedControl {...said(name)}>{t`Edit`}</LockedControl>
      ) : (
        <Button onClick={() => onOpen("edit")}>{t`Edit`}</Button>
      )}
      {!you &&
        (status ? (
          <LockedControl {...said(status)}>{change}</LockedControl>
        ) : (
          <Button onClick={() => onOpen(gone ? "reactivate" : "deactivate")}>{change}</Button>
        ))}
      <MemberMenu
        member={member}
        you={you}
        onOpen={onOpen}
        without={["role", "edit", "deactivate", "reactivate"]}
      />
    </>
  );
}

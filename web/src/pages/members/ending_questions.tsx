import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { connectionsQuery } from "~/api/connection.ts";
import type { Id, Member } from "~/api/contract.ts";
import { licensesQuery } from "~/api/license.ts";
import { memberCalls, memberSessionsQuery, useDirectoryChange } from "~/api/member.ts";
import { Banner, ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { useToast } from "~/parts/toast.tsx";
import { type Consequence, Question, Window } from "~/parts/window.tsx";

interface EndingProps {
  organization: Id;
  member: Member;
  etag?: string | undefined;
  onClose: () => void;
  /** Where to go when the member is no more. */
  onGone?: () => void;
}

export function DeactivateQuestion({ organization, member, onClose }: EndingProps) {
  const { t } = useLingui();
  const tell = useToast();
  const sessions = useSessionCount(organization, member);
  const change = useDirectoryChange(organization, () => memberCalls(organization).deactivate(member.id));
  const keeps = useKeepsLicense(organization, member);
  const { name } = member;
  const done = () => {
    tell(t`${name} is deactivated.`);
    onClose();
  };
  return (
    <Question
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Deactivate ${name}?`}
      consequences={[...sessions, ...(keeps ? [] : license(member)), ...teamsKept(member)]}
      confirm={t`Deactivate`}
      keep={t`Keep active`}
      busy={change.isPending}
      onConfirm={() => change.mutate(undefined, { onSuccess: done })}
    >
      <Detached member={member} />
      {change.error && <ErrorNote error={change.error} />}
    </Question>
  );
}

export function RemoveQuestion({ organization, member, etag, onClose, onGone }: EndingProps) {
  const { t } = useLingui();
  const tell = useToast();
  const sessions = useSessionCount(organization, member);
  const change = useDirectoryChange(organization, () => memberCalls(organization).remove(member.id, etag));
  const { name } = member;
  const done = () => {
    tell(t`${name} is removed.`);
    (onGone ?? onClose)();
  };
  return (
    <Question
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Remove ${name}?`}
      consequences={[
        {
          count: 1,
          text: <Trans>member is removed for good, with every way to sign in. Their history stays.</Trans>,
        },
        ...sessions,
        ...license(member),
        ...teamsLost(member),
      ]}
      confirm={t`Remove`}
      keep={t`Keep`}
      busy={change.isPending}
      onConfirm={() => change.mutate(undefined, { onSuccess: done })}
    >
      <Detached member={member} removal />
      {change.error && <ErrorNote error={change.error} />}
    </Question>
  );
}

export function EndSessionsQuestion({ organization, member, onClose }: EndingProps) {
  const { t } = useLingui();
  const tell = useToast();
  const sessions = useSessionCount(organization, member);
  const change = useDirectoryChange(organization, () => memberCalls(organization).endSessions(member.id));
  const { name } = member;
  const done = () => {
    tell(t`All sessions of ${name} have ended.`);
    onClose();
  };
  return (
    <Question
      open
      onOpenChange={(open) => open || onClose()}
      title={t`End the sessions of ${name}?`}
      consequences={sessions}
      confirm={t`End sessions`}
      keep={t`Keep`}
      busy={change.isPending}
      onConfirm={() => change.mutate(undefined, { onSuccess: done })}
    >
      <p className="muted">
        <Trans>They stay active and can sign in again. Their personal API keys stop working too.</Trans>
      </p>
      {change.error && <ErrorNote error={change.error} />}
    </Question>
  );
}

/** Not an ending, but its opposite: it takes a license, so it is asked as well. */
export function ReactivateWindow({ organization, member, onClose }: EndingProps) {
  const { t } = useLingui();
  const tell = useToast();
  const licenses = useQuery(licensesQuery(organization));
  const change = useDirectoryChange(organization, () => memberCalls(organization).reactivate(member.id));
  const { name } = member;
  const free = licenses.data?.free;
  const done = () => {
    tell(t`${name} is active.`);
    onClose();
  };
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Reactivate ${name}?`}
      says={
        member.licensed
          ? t`They can sign in again, with the license that they kept.`
          : t`They can sign in again and take one license.`
      }
      remark={
        free !== undefined && <Plural value={free} one="# license is free." other="# licenses are free." />
      }
      buttons={
        <>
          <Button onClick={onClose}>{t`Keep deactivated`}</Button>
          <Button
            look="first"
            aria-busy={change.isPending}
            onClick={() => change.isPending || change.mutate(undefined, { onSuccess: done })}
          >
            {t`Reactivate`}
          </Button>
        </>
      }
    >
      {change.error && <ErrorNote error={change.error} />}
    </Window>
  );
}

/** Whether a rule of their connection lets the member keep the license. */
function useKeepsLicense(organization: Id, member: Member): boolean {
  const { data } = useQuery(connectionsQuery(organization));
  if (member.origin.kind === "manual") return false;
  const { connection_id: id } = member.origin;
  return data?.items.find((each) => each.id === id)?.policy.license_on_deactivate === "keep";
}

/** How many sessions end, once that is known. */
function useSessionCount(organization: Id, member: Member): Consequence[] {
  const { data } = useQuery(memberSessionsQuery(organization, member.id));
  if (!data) return [];
  const count = data.items.length;
  return [{ count, text: <Plural value={count} one="session ends now." other="sessions end now." /> }];
}

function license({ licensed }: Member): Consequence[] {
  return licensed ? [{ count: 1, text: <Trans>license becomes free.</Trans> }] : [];
}

function teamsKept({ teams }: Member): Consequence[] {
  if (teams.length === 0) return [];
  const count = teams.length;
  const names = named(teams);
  return [
    {
      count,
      text: (
        <Plural
          value={count}
          one={`team keeps this member: ${names}.`}
          other={`teams keep this member: ${names}.`}
        />
      ),
    },
  ];
}

function teamsLost({ teams }: Member): Consequence[] {
  if (teams.length === 0) return [];
  const count = teams.length;
  const names = named(teams);
  return [
    {
      count,
      text: (
        <Plural
          value={count}
          one={`team loses this member: ${names}.`}
          other={`teams lose this member: ${names}.`}
        />
      ),
    },
  ];
}

function named(teams: Member["teams"]): string {
  return teams.map(({ name }) => name).join(", ");
}

/** What follows once the provider is connected again. */
function Detached({ member, removal = false }: { member: Member; removal?: boolean }) {
  if (member.source.kind === "manual" || member.source.on) return null;
  const provider = member.source.provider_name;
  return (
    <Banner tone="wait" title={<Trans>Provisioning with {provider} is off.</Trans>}>
      {removal ? (
        <Trans>What {provider} sent about this person stays, with no member behind it.</Trans>
      ) : (
        <Trans>{provider}'s next change of this person may make them active again.</Trans>
      )}
    </Banner>
  );
}

import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { managersQuery } from "~/api/activity.ts";
import type { Query } from "~/api/client.ts";
import { connectionsQuery } from "~/api/connection.ts";
import type { Id } from "~/api/contract.ts";
import { FilterMenu } from "~/parts/filter.tsx";
import { type ActionsSearch, type Subject, subjects } from "./search.ts";
import { momentSince, type Since, sinces } from "./since.ts";

// Which kinds of entries each subject holds. A kind that no subject names is found by everything else.
const kinds: Record<Subject, readonly string[]> = {
  members: [
    "member.created",
    "member.updated",
    "member.deactivated",
    "member.reactivated",
    "member.detached",
    "member.released",
    "member.adopted",
    "member.adoption_confirmed",
    "member.replaced",
    "member.merged",
    "notice.not_adopted",
    "member.invited",
    "member.joined",
    "member.role_changed",
    "member.removed",
    "member.attached",
    "member.leaving_cancelled",
    "notice.leaving_refused",
  ],
  teams: [
    "team.created",
    "team.updated",
    "team.members_changed",
    "team.deleted",
    "team.merged",
    "team.released",
    "notice.unknown_members",
  ],
  licenses: ["licenses.changed", "member.licensed", "member.license_released", "notice.no_license"],
  provisioning: [
    "connection.created",
    "connection.enabled",
    "connection.disabled",
    "connection.token_created",
    "connection.token_revoked",
    "connection.policy_changed",
    "notice.refused",
    "setup_link.created",
    "setup_link.used",
    "setup_link.revoked",
  ],
  sign_in: [
    "member.link_created",
    "member.login_linked",
    "member.sign_in_changed",
    "member.signed_out",
    "login_method.created",
    "login_method.updated",
    "login_method.activated",
    "login_method.deactivated",
    "login_method.deleted",
    "domain.added",
    "domain.verified",
    "domain.removed",
    "organization.sign_in_rule_changed",
  ],
  access: [
    "organization.created",
    "organization.updated",
    "organization.suspended",
    "organization.resumed",
    "api_key.created",
    "api_key.revoked",
  ],
};

/** What the server is asked for, from what the address says. */
export function useActivityFilters(search: ActionsSearch): Query {
  const { q, since, actor, what, refusals, member, team } = search;
  return useMemo(
    () => ({
      q,
      actor,
      kind: what?.flatMap((subject) => kinds[subject]),
      refusals,
      member,
      team,
      since: since && momentSince(since, new Date()).toISOString(),
    }),
    [q, since, actor, what, refusals, member, team],
  );
}

/** "Since yesterday". */
export function SinceFilter({
  value,
  onChange,
}: {
  value: Since | undefined;
  onChange: (value: Since | undefined) => void;
}) {
  const { t } = useLingui();
  const labels: Record<Since, string> = {
    hour: t`an hour ago`,
    today: t`today`,
    yesterday: t`yesterday`,
    week: t`7 days ago`,
    month: t`30 days ago`,
  };
  return (
    <FilterMenu
      label={t`Since`}
      options={sinces.map((each) => ({ value: each, label: labels[each] }))}
      values={value ? [value] : []}
      onChange={([next]) => onChange(sinces.find((each) => each === next))}
    />
  );
}

export function WhoFilter({
  organization,
  value,
  onChange,
}: {
  organization: Id;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { t } = useLingui();
  const connections = useQuery(connectionsQuery(organization));
  const managers = useQuery(managersQuery(organization));
  const options = [
    ...(connections.data?.items ?? []).map(({ id, provider_name }) => ({
      value: id,
      label: `${provider_name} (SCIM)`,
    })),
    ...(managers.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    { value: "operator", label: t`Operator` },
  ];
  // Somebody whom neither list holds: a link from elsewhere named them.
  if (value && options.every((option) => option.value !== value))
    options.push({ value, label: t`One person` });
  return (
    <FilterMenu
      label={t`Who`}
      options={options}
      values={value ? [value] : []}
      onChange={([next]) => onChange(next)}
    />
  );
}

export function WhatFilter({
  value,
  onChange,
}: {
  value: readonly Subject[] | undefined;
  onChange: (value: Subject[] | undefined) => void;
}) {
  const { t } = useLingui();
  const labels: Record<Subject, string> = {
    members: t`Members`,
    teams: t`Teams`,
    licenses: t`Licenses`,
    provisioning: t`Provisioning settings`,
    sign_in: t`Sign-in`,
    access: t`Organization and API keys`,
  };
  return (
    <FilterMenu
      label={t`What`}
      several
      options={subjects.map((subject) => ({ value: subject, label: labels[subject] }))}
      values={value ?? []}
      onChange={(next) => {
        const chosen = subjects.filter((subject) => next.includes(subject));
        onChange(chosen.length > 0 ? chosen : undefined);
      }}
    />
  );
}

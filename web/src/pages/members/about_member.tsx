import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { LockKeyhole, Pencil } from "lucide-react";
import type { Id, Member } from "~/api/contract.ts";
import { Icon } from "~/parts/icon.tsx";
import { KeyValueList } from "~/parts/key_value_list.tsx";
import { RecordSection } from "~/parts/record.tsx";
import { Time } from "~/parts/time.tsx";
import { LicenseWord } from "./columns.tsx";
import { RoleName } from "./role.tsx";
import { SourceName } from "./source.tsx";

export function AboutMember({ organization, member }: { organization: Id; member: Member }) {
  const { t } = useLingui();
  return (
    <RecordSection title={t`About`}>
      <KeyValueList
        of={[
          {
            key: t`Source`,
            value: member.joined_by ? t`Joined by signing in` : <SourceName of={member.origin} />,
          },
          ...(member.adopted
            ? [
                { key: t`Linked to`, value: <SourceName of={member.source} /> },
                { key: t`Linked on`, value: <Time at={member.adopted.at} as="full" /> },
              ]
            : []),
          { key: t`Role`, value: <RoleName of={member.role} /> },
          { key: t`License`, value: <LicenseWord of={member} /> },
          { key: t`Teams`, value: <TeamLinks organization={organization} teams={member.teams} /> },
          { key: t`Created`, value: <Time at={member.created_at} as="full" /> },
          { key: t`Changed`, value: <Time at={member.updated_at} /> },
        ]}
      />
    </RecordSection>
  );
}

function TeamLinks({ organization, teams }: { organization: Id; teams: Member["teams"] }) {
  const { t } = useLingui();
  if (teams.length === 0) return t`None`;
  return (
    <span className="many">
      {teams.map(({ id, name }) => (
        <Link key={id} to="/o/$organization/teams/$team" params={{ organization, team: id }}>
          {name}
        </Link>
      ))}
    </span>
  );
}

/** Which of it the provider decides, and which is decided here. */
export function WhoChangesMember({ member }: { member: Member }) {
  const { t } = useLingui();
  if (member.source.kind === "manual") return null;
  const { provider_name: provider, on } = member.source;
  const locked = member.locked.includes("name");
  const editable = on && member.identity_id !== undefined && !locked;
  return (
    <RecordSection title={t`Who changes what`}>
      <dl className="own">
        {on && (
          <div>
            <dt>
              <Icon of={LockKeyhole} />
              {provider}
            </dt>
            <dd>
              {editable
                ? t`Whether they are active, provisioned teams`
                : t`Name, address, whether they are active, provisioned teams`}
            </dd>
          </div>
        )}
        <div>
          <dt>
            <Icon of={Pencil} />
            {t`You`}
          </dt>
          <dd>
            {editable && t`Name, address, role, manual teams, sign-in`}
            {on && !editable && t`Role, manual teams, sign-in`}
            {!on && locked && t`Role, manual teams, sign-in, whether they are active`}
            {!on && !locked && t`Everything, while provisioning is off`}
          </dd>
        </div>
      </dl>
      <p className="small faint">
        <WhatFollows provider={provider} on={on} locked={locked} editable={editable} />
      </p>
    </RecordSection>
  );
}

function WhatFollows(of: { provider: string; on: boolean; locked: boolean; editable: boolean }) {
  const { provider } = of;
  if (of.editable)
    return <Trans>{provider}'s next change of this person overwrites what you change here.</Trans>;
  if (of.on)
    return <Trans>If provisioning is turned off, the member becomes editable and keeps the badge.</Trans>;
  if (of.locked) {
    return <Trans>While provisioning is off, name, address and teams stay as {provider} left them.</Trans>;
  }
  return <Trans>When provisioning is on again, {provider} decides over name and address as before.</Trans>;
}

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
          { key: t`Source`, value: <SourceName of={member.origin} /> },
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
  if (member.origin.kind === "manual") return null;
  const { provider_name: provider, on } = member.origin;
  return (
    <RecordSection title={t`Who changes what`}>
      <dl className="own">
        {on && (
          <div>
            <dt>
              <Icon of={LockKeyhole} />
              {provider}
            </dt>
            <dd>{t`Name, address, whether they are active, provisioned teams`}</dd>
          </div>
        )}
        <div>
          <dt>
            <Icon of={Pencil} />
            {t`You`}
          </dt>
          <dd>{on ? t`Role, manual teams, sign-in` : t`Everything, while provisioning is off`}</dd>
        </div>
      </dl>
      <p className="small faint">
        {on ? (
          <Trans>If provisioning is turned off, the member becomes editable and keeps the badge.</Trans>
        ) : (
          <Trans>When provisioning is on again, {provider} decides over name and address as before.</Trans>
        )}
      </p>
    </RecordSection>
  );
}

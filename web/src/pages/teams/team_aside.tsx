import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LockKeyhole, Pencil } from "lucide-react";
import type { Id, Team } from "~/api/contract.ts";
import { historyQuery } from "~/api/history.ts";
import { Icon } from "~/parts/icon.tsx";
import { KeyValueList } from "~/parts/key_value_list.tsx";
import { RecordSection } from "~/parts/record.tsx";
import { Time } from "~/parts/time.tsx";
import { Sentence } from "../activity/sentence.tsx";
import { SourceName } from "../members/source.tsx";
import "../members/member_page.css";

export function AboutTeam({ team }: { team: Team }) {
  const { t, i18n } = useLingui();
  const here = i18n.number(team.size);
  const awaited = i18n.number(team.unknown);
  const provider = team.origin.kind === "connection" ? team.origin.provider_name : undefined;
  return (
    <RecordSection title={t`About`}>
      <KeyValueList
        of={[
          { key: t`Source`, value: <SourceName of={team.formerly ?? team.origin} /> },
          ...(provider ? [{ key: t`${provider} group`, value: team.name }] : []),
          { key: t`Created`, value: <Time at={team.created_at} as="full" /> },
          { key: t`Changed`, value: <Time at={team.updated_at} /> },
          { key: t`Members`, value: team.unknown > 0 ? t`${here} here, ${awaited} awaited` : here },
        ]}
      />
    </RecordSection>
  );
}

export function WhoChangesTeam({ team }: { team: Team }) {
  const { t } = useLingui();
  if (team.origin.kind === "manual") return null;
  const { provider_name: provider, on } = team.origin;
  const locked = team.locks.some(({ what }) => what === "name");
  const editable = on && !locked && team.locks.length > 0;
  return (
    <RecordSection title={t`Who changes what`}>
      <dl className="own">
        {on && (
          <div>
            <dt>
              <Icon of={LockKeyhole} />
              {provider}
            </dt>
            <dd>{editable ? t`Members, deletion` : t`Name, members, deletion`}</dd>
          </div>
        )}
        <div>
          <dt>
            <Icon of={Pencil} />
            {t`You`}
          </dt>
          <dd>
            {editable && t`Name, what the team may use, roles of its members`}
            {on && !editable && t`What the team may use; roles of its members`}
            {!on && locked && t`Deletion, while provisioning is off`}
            {!on && !locked && t`Name, members and deletion, while provisioning is off`}
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
  if (of.editable) return <Trans>{provider}'s next change of the team overwrites its name.</Trans>;
  if (of.on)
    return <Trans>If provisioning is turned off, the team becomes editable and keeps its badge.</Trans>;
  if (of.locked) return <Trans>While provisioning is off, the team stays as {provider} left it.</Trans>;
  return <Trans>When provisioning is on again, {provider} decides over the team as before.</Trans>;
}

/** The newest that happened to the team. */
export function TeamLately({ organization, team }: { organization: Id; team: Id }) {
  const { t } = useLingui();
  const { data } = useInfiniteQuery(historyQuery(organization, { team }, 5));
  const entries = data?.pages[0]?.items ?? [];
  if (entries.length === 0) return null;
  return (
    <RecordSection title={t`Lately`}>
      <ol className="late num">
        {entries.map((entry) => (
          <li key={entry.number}>
            <Time at={entry.at} />
            <p>
              <Sentence organization={organization} entry={entry} />
            </p>
          </li>
        ))}
      </ol>
      <Link className="link small" to="/o/$organization/activity" params={{ organization }} search={{ team }}>
        {t`All activity`}
      </Link>
    </RecordSection>
  );
}

/** Under the name: how many, and who fills it. */
export function TeamSub({ team }: { team: Team }) {
  const { size } = team;
  const members = <Plural value={size} one="# member" other="# members" />;
  if (team.origin.kind === "manual") return <Trans>{members}, made by hand</Trans>;
  const provider = team.origin.provider_name;
  return team.origin.on ? (
    <Trans>
      {members}, pushed by {provider}
    </Trans>
  ) : (
    <Trans>
      {members}, came from {provider}
    </Trans>
  );
}

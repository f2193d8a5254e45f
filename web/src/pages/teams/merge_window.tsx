import { Plural, useLingui } from "@lingui/react/macro";
import type { Team, TeamMerge } from "~/api/contract.ts";
import { mergeInto } from "~/api/merge.ts";
import { Avatar } from "~/parts/avatar.tsx";
import { type MergeProps, MergeWindow } from "../merge/merge_window.tsx";
import { type Half, Happens, ReasonWords, TeamSize } from "../merge/pair.tsx";
import { TeamPicker } from "../merge/picker.tsx";

/** Merge two teams into one. */
export function MergeTeamsWindow({ team, ...merge }: MergeProps & { team: Team }) {
  const { t } = useLingui();
  const { organization, onOther } = merge;
  return (
    <MergeWindow
      {...merge}
      kind="teams"
      of={team}
      asks={t`Which other team is the same? Nothing is merged yet.`}
      picker={<TeamPicker organization={organization} not={team.id} onPick={onOther} />}
      halfOf={halfOf}
      happens={(plan) => <WhatHappens plan={plan} />}
      onMerge={(chosen) => mergeInto(organization, "teams", team.id, chosen)}
    />
  );
}

function halfOf(team: Team): Half {
  return {
    id: team.id,
    name: team.name,
    says: <TeamSize team={team} />,
    face: <Avatar kind="team" name={team.name} id={team.id} origin={team.origin} />,
  };
}

function WhatHappens({ plan }: { plan: TeamMerge }) {
  const { t } = useLingui();
  const { name: stays } = plan.stays;
  const { name: goes } = plan.goes;
  return (
    <Happens>
      <li>{t`The team ${goes} is removed. The history of both stays.`}</li>
      {plan.comes.count > 0 ? (
        <li>
          <Plural
            value={plan.comes.count}
            one={`# member joins ${stays}:`}
            other={`# members join ${stays}:`}
          />{" "}
          <Named people={plan.comes} />
        </li>
      ) : (
        <li>{t`Nobody new joins ${stays}.`}</li>
      )}
      {plan.left.count > 0 && (
        <li>
          <Plural
            value={plan.left.count}
            one={`# member is only in ${goes} and does not come along:`}
            other={`# members are only in ${goes} and do not come along:`}
          />{" "}
          <Named people={plan.left} />{" "}
          {plan.why && (
            <span className="why">
              <ReasonWords of={plan.why} />
            </span>
          )}
        </li>
      )}
    </Happens>
  );
}

function Named({ people: { count, first } }: { people: TeamMerge["comes"] }) {
  const { t } = useLingui();
  const names = first.map(({ name }) => name).join(", ");
  const more = count - first.length;
  return <b>{more > 0 ? t`${names} and ${more} more` : names}</b>;
}

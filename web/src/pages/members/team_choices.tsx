import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Id, Team } from "~/api/contract.ts";
import { Chosen } from "~/parts/chosen.tsx";
import { Choice, Field } from "~/parts/field.tsx";

interface TeamChoicesProps {
  /** All teams. Those that a provider fills are left out, and it is said why. */
  teams: readonly Team[];
  chosen: readonly Id[];
  onChoose: (teams: readonly Id[]) => void;
  error?: ReactNode;
}

/** Assign to team (optional): the teams that were made here. */
export function TeamChoices({ teams, chosen, onChoose, error }: TeamChoicesProps) {
  const { t } = useLingui();
  const manual = teams.filter(({ origin }) => origin.kind === "manual");
  const missing = teams.length - manual.length;
  const open = manual.filter(({ id }) => !chosen.includes(id));
  const hint =
    missing > 0
      ? t`Only teams that were made here. People who are invited by hand cannot join provisioned teams.`
      : undefined;
  return (
    <div className="team-choices">
      <Field label={t`Assign to team (optional)`} hint={hint} error={error}>
        {({ id, labelId, describedBy }) =>
          open.length > 0 ? (
            <Choice
              id={id}
              labelledBy={labelId}
              describedBy={describedBy}
              value=""
              onChoose={(team) => team && onChoose([...chosen, team])}
              options={[
                { value: "", label: chosen.length > 0 ? t`Another team` : t`No team` },
                ...open.map((team) => ({ value: team.id, label: team.name })),
              ]}
            />
          ) : (
            <span className="field locked" id={id}>
              {manual.length > 0 ? (
                <Trans>All of them are chosen</Trans>
              ) : (
                <Trans>No team was made here yet</Trans>
              )}
            </span>
          )
        }
      </Field>
      <Chosen
        label={t`Chosen teams`}
        of={manual.filter(({ id }) => chosen.includes(id))}
        dropping={(name) => t`Do not assign to ${name}`}
        onDrop={(id) => onChoose(chosen.filter((each) => each !== id))}
      />
    </div>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { Id, Team } from "~/api/contract.ts";
import { IconButton } from "~/parts/button.tsx";
import { Choice, Field } from "~/parts/field.tsx";
import "./team_choices.css";

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
  const listId = useId();
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
      {chosen.length > 0 && (
        <ul className="chosen" id={listId} aria-label={t`Chosen teams`}>
          {manual
            .filter(({ id }) => chosen.includes(id))
            .map(({ id, name }) => (
              <li key={id}>
                {name}
                <IconButton
                  icon={X}
                  size="small"
                  label={t`Do not assign to ${name}`}
                  onClick={() => onChoose(chosen.filter((each) => each !== id))}
                />
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}

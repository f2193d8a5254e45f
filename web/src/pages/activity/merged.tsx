import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Entry, Id } from "~/api/contract.ts";
import { isolated } from "~/language/isolated.ts";

const ended = "ended_";

/** Whether a change tells of a way in that went with who was merged: that is said in words, and shown in no column. */
export const isWayEnded = ({ field }: { field: string }) => field.startsWith(ended);

/** What a merge of two members did, told by their names: what was passed on, what came along, what ended. */
export function Merged({ organization, entry }: { organization: Id; entry: Entry }) {
  const { t, i18n } = useLingui();
  const goes = isolated(entry.subject ?? "") || t`someone (name erased)`;
  const stays = isolated(entry.people.named[0] ?? entry.successor?.name ?? "") || t`someone (name erased)`;
  const teams = <Teams organization={organization} of={entry.joined} />;
  const ways = new Intl.ListFormat(i18n.locale, { type: "conjunction" }).format(useWaysEnded(entry));
  return (
    <ul className="did small">
      {entry.joined.length > 0 && (
        <li>
          <Trans>
            {stays} joined {teams}.
          </Trans>
        </li>
      )}
      {entry.license === "released" && <li>{t`The license of ${goes} became free.`}</li>}
      {entry.license === "passed" && <li>{t`The license of ${goes} was passed on to ${stays}.`}</li>}
      {entry.license === "forgone" && <li>{t`${goes} left the line for a license.`}</li>}
      {ways !== "" && <li>{t`Ways in of ${goes} that ended: ${ways}.`}</li>}
    </ul>
  );
}

function useWaysEnded({ changes }: Entry): string[] {
  const { t } = useLingui();
  return changes.filter(isWayEnded).map(({ field, before }) => {
    switch (field) {
      case `${ended}password`:
        return t`password`;
      case `${ended}passkeys`:
        return t`passkeys (${before})`;
      case `${ended}logins`:
        return t`ties to login methods (${before})`;
      case `${ended}api_keys`:
        return t`API keys (${before})`;
      default: // told by a newer server
        return field.slice(ended.length);
    }
  });
}

/** The teams by their names, and a number of those that have none any more or are not among the first. */
function Teams({ organization, of: teams }: { organization: Id; of: Entry["joined"] }) {
  const { t, i18n } = useLingui();
  const named = teams.filter(({ name }) => name !== "");
  const rest = teams.length - named.length;
  const more = i18n.number(rest);
  const parts: { [part: string]: ReactNode } = {};
  for (const { id, name } of named) {
    parts[id] = (
      <Link
        key={id}
        className="link small"
        to="/o/$organization/teams/$team"
        params={{ organization, team: id }}
      >
        {isolated(name)}
      </Link>
    );
  }
  if (rest > 0)
    parts.rest = named.length > 0 ? t`${more} more` : <Plural value={rest} one="# team" other="# teams" />;
  const list = new Intl.ListFormat(i18n.locale, { type: "conjunction" });
  return list
    .formatToParts(Object.keys(parts))
    .map(({ type, value }) => (type === "element" ? parts[value] : value));
}

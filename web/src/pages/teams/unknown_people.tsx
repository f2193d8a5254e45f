import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import type { Id, Team } from "~/api/contract.ts";
import { unknownPeopleQuery } from "~/api/team.ts";
import { CopyButton } from "~/parts/copy.tsx";
import { Icon } from "~/parts/icon.tsx";

const shownAtMost = 12;

/** Who is in the provider's group and not here, because they were never assigned to the application. */
export function UnknownPeople({ organization, team }: { organization: Id; team: Team }) {
  const { t } = useLingui();
  const { data } = useQuery({ ...unknownPeopleQuery(organization, team.id), enabled: team.unknown > 0 });
  if (team.unknown === 0 || team.origin.kind === "manual") return null;
  const { provider, provider_name: name } = team.origin;
  const ids = data?.items.map(({ id }) => id) ?? [];
  const rest = ids.length - shownAtMost;
  const group = team.name;
  return (
    <section className="note-line wait unknown" aria-label={t`Not here yet`}>
      <Icon of={TriangleAlert} />
      <div>
        <h2>
          <Plural
            value={team.unknown}
            one={`# person in the ${name} group is not here yet`}
            other={`# people in the ${name} group are not here yet`}
          />
        </h2>
        <p>
          {provider === "okta" ? (
            <Trans>
              They are in the group {group} in Okta, but not in the app. In Okta, add them under{" "}
              <b>Assignments › Assign</b>, then choose <b>Push now</b> under <b>Push Groups</b>.
            </Trans>
          ) : (
            <Trans>
              They are in the group {group} in {name}, but not assigned to the application. Assign them there;
              they join with the next push.
            </Trans>
          )}
        </p>
        <ul>
          {ids.slice(0, shownAtMost).map((id) => (
            <li key={id}>
              <span className="q" aria-hidden="true">
                ?
              </span>
              <span className="id">{id}</span>
            </li>
          ))}
          {rest > 0 && (
            <li className="do">
              <Plural value={rest} one="and # more" other="and # more" />
            </li>
          )}
          {ids.length > 0 && (
            <li className="do">
              <CopyButton text={ids.join("\n")} label={t`Copy who is not here yet`} />
              <Link
                className="link small"
                to="/o/$organization/activity"
                params={{ organization }}
                search={{ team: team.id }}
              >
                {t`See the activity`}
              </Link>
            </li>
          )}
        </ul>
      </div>
    </section>
  );
}

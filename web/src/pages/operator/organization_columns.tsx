import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { ConnectionHealth, Organization } from "~/api/contract.ts";
import { Avatar } from "~/parts/avatar.tsx";
import { Time } from "~/parts/time.tsx";
import { type Column, Who } from "~/parts/virtual_table.tsx";
import { ConnectionAtGlance } from "./connection_at_glance.tsx";
import { OrganizationState } from "./organization_state.tsx";

/** What the list says about an organization. Health comes from the one list of all connections. */
export function useOrganizationColumns(
  health: readonly ConnectionHealth[] | undefined,
): readonly Column<Organization>[] {
  const { t, i18n } = useLingui();
  return useMemo(() => {
    const byOrganization = new Map<string, ConnectionHealth[]>();
    for (const one of health ?? []) {
      const known = byOrganization.get(one.organization.id);
      if (known) known.push(one);
      else byOrganization.set(one.organization.id, [one]);
    }
    return [
      {
        id: "name",
        head: t`Organization`,
        width: "28%",
        narrow: "name",
        cell: ({ id, name, kind }) => (
          <Who
            face={<Avatar kind="organization" name={name} id={id} />}
            link={
              <Link to="/operator/organizations/$organization" params={{ organization: id }}>
                {name}
              </Link>
            }
          >
            {kind === "installation" && <span className="small faint">{t`runs this installation`}</span>}
          </Who>
        ),
      },
      {
        id: "licenses",
        head: t`Licenses in use`,
        width: "16%",
        narrow: "email",
        cell: ({ licenses }) => {
          const used = i18n.number(licenses.in_use);
          const bought = i18n.number(licenses.bought);
          return (
            <span className={licenses.free <= 0 ? "num waits" : "num"}>
              <Trans>
                {used} of {bought}
              </Trans>
            </span>
          );
        },
      },
      {
        id: "status",
        head: t`State`,
        width: "13%",
        narrow: "status",
        cell: ({ status }) => <OrganizationState of={status} />,
      },
      {
        id: "connections",
        head: t`Connections`,
        width: "23%",
        cell: ({ id, provisioning }) => {
          const all = byOrganization.get(id) ?? [];
          if (all.length === 0)
            return <span className="faint">{provisioning ? t`None` : t`Not in the plan`}</span>;
          return (
            <span className="glance">
              {all.map((one) => (
                <ConnectionAtGlance key={one.connection.id} of={one} />
              ))}
            </span>
          );
        },
      },
      {
        id: "created",
        head: t`Created`,
        width: "12%",
        cell: ({ created_at }) => <Time at={created_at} />,
      },
    ];
  }, [health, t, i18n]);
}

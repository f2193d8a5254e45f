import { useLingui } from "@lingui/react/macro";
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { Outlet, useNavigate, useParams } from "@tanstack/react-router";
import { Activity, LayoutGrid, SlidersHorizontal, Ticket, Users } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { api } from "~/api/client.ts";
import type { Me } from "~/api/contract.ts";
import { useLive } from "~/api/live.ts";
import {
  connectionQuery,
  healthQuery,
  membersQuery,
  organizationQuery,
  organizationsQuery,
  sessionQuery,
  summaryQuery,
  teamsQuery,
} from "~/api/queries.ts";
import { Avatar } from "~/parts/avatar.tsx";
import { Icon } from "~/parts/icon.tsx";
import { Frame } from "./frame.tsx";
import type { Destination } from "./palette.tsx";
import { Pulse } from "./pulse.tsx";

/** The frame filled with what the API says, around the page of an organization. */
export function Shell({ me }: { me: Me }) {
  const { organization: id } = useParams({ from: "/o/$organization" });
  const roleName = useRoleName();
  const client = useQueryClient();
  useLive(id);

  const organization = useQuery(organizationQuery(id));
  const organizations = useQuery({ ...organizationsQuery, enabled: me.role === "operator" });
  const summary = useQuery(summaryQuery(id));
  const [destinations, setWords] = useDestinations(id);
  const signOut = useMutation({
    mutationFn: () => api.remove("/session"),
    onSettled: () => {
      client.clear();
      client.setQueryData(sessionQuery.queryKey, null);
    },
  });

  const name = organization.data?.name ?? (me.organization.id === id ? me.organization.name : "");
  const connection = summary.data?.connections[0];
  return (
    <Frame
      organization={{ id, name }}
      others={(organizations.data?.items ?? []).filter((other) => other.id !== id)}
      counts={{
        members: summary.data?.members,
        teams: summary.data?.teams,
        licenses: summary.data?.licenses.bought,
      }}
      person={{
        id: me.person?.id ?? me.organization.id,
        name: me.person?.name ?? me.setup?.label ?? "",
        role: roleName(me.role),
      }}
      pulse={connection && <ConnectionPulse organization={id} connection={connection.id} />}
      destinations={destinations}
      onWords={setWords}
      onSignOut={() => signOut.mutate()}
    >
      <Outlet />
    </Frame>
  );
}

function ConnectionPulse({ organization, connection }: { organization: string; connection: string }) {
  const health = useQuery(healthQuery(organization, connection));
  const details = useQuery(connectionQuery(organization, connection));
  if (!health.data || !details.data) return null;
  return <Pulse organization={organization} providerName={details.data.provider_name} health={health.data} />;
}

function useRoleName(): (role: Me["role"]) => string {
  const { t } = useLingui();
  return (role) => {
    switch (role) {
      case "operator":
        return t`Operator`;
      case "owner":
        return t`Owner`;
      case "administrator":
        return t`Administrator`;
      case "member":
        return t`Member`;
      case "setup":
        return t`Setup link`;
    }
  };
}

/** Pages by their names at once; people and teams as the server finds them. */
function useDestinations(
  organization: string,
): [(words: string) => readonly Destination[], (words: string) => void] {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const enabled = q.length >= 2;
  const members = useInfiniteQuery({
    ...membersQuery(organization, { q, limit: 6 }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const teams = useInfiniteQuery({
    ...teamsQuery(organization, { q, limit: 4 }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const params = { organization };
  const pages = [
    { name: t`Members`, face: <Icon of={Users} />, to: "/o/$organization/members" },
    { name: t`Teams`, face: <Icon of={LayoutGrid} />, to: "/o/$organization/teams" },
    { name: t`Activity`, face: <Icon of={Activity} />, to: "/o/$organization/activity" },
    { name: t`Licenses`, face: <Icon of={Ticket} />, to: "/o/$organization/licenses" },
    { name: t`Settings`, face: <Icon of={SlidersHorizontal} />, to: "/o/$organization/settings" },
  ] as const;
  const found = (words: string): readonly Destination[] => {
    const wanted = words.trim().toLocaleLowerCase();
    const list: Destination[] = pages
      .filter(({ name }) => name.toLocaleLowerCase().includes(wanted))
      .map(({ name, face, to }) => ({
        id: to,
        kind: t`Page`,
        name,
        face,
        go: () => void navigate({ to, params }),
      }));
    if (wanted.length < 2) return list;
    for (const member of members.data?.pages[0]?.items ?? []) {
      list.push({
        id: member.id,
        kind: t`Member`,
        name: member.name,
        hint: member.email,
        face: (
          <Avatar
            name={member.name}
            id={member.id}
            origin={member.origin}
            gone={member.status === "deactivated"}
          />
        ),
        go: () =>
          void navigate({
            to: "/o/$organization/members/$member",
            params: { organization, member: member.id },
          }),
      });
    }
    for (const team of teams.data?.pages[0]?.items ?? []) {
      list.push({
        id: team.id,
        kind: t`Team`,
        name: team.name,
        face: <Avatar kind="team" name={team.name} id={team.id} origin={team.origin} />,
        go: () =>
          void navigate({ to: "/o/$organization/teams/$team", params: { organization, team: team.id } }),
      });
    }
    return list;
  };
  return [found, setTyped];
}

import { useLingui } from "@lingui/react/macro";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Building2, CircleUser } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { Role } from "~/api/contract.ts";
import { membersQuery, organizationsFoundQuery, teamsQuery } from "~/api/queries.ts";
import { Avatar } from "~/parts/avatar.tsx";
import { Icon } from "~/parts/icon.tsx";
import { usePages } from "./pages.ts";
import type { Destination } from "./palette.tsx";

/** Pages by their names at once; people, teams and, for operators, organizations as the server finds them. */
export function useDestinations(
  organization: string,
  role: Role,
): [(words: string) => readonly Destination[], (words: string) => void] {
  const { t } = useLingui();
  const navigate = useNavigate();
  const pages = usePages(role);
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const enabled = q.length >= 2;
  const operates = role === "operator";
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
  const organizations = useQuery({
    ...organizationsFoundQuery(q),
    enabled: enabled && operates,
    placeholderData: keepPreviousData,
  });
  const found = (words: string): readonly Destination[] => {
    const wanted = words.trim().toLocaleLowerCase();
    const fixed: Destination[] = pages.map(({ to, name, icon }) => ({
      id: to,
      kind: t`Page`,
      name,
      face: <Icon of={icon} />,
      go: () => void navigate({ to, params: { organization } }),
    }));
    if (operates) {
      fixed.push({
        id: "/operator",
        kind: t`Page`,
        name: t`Organizations`,
        face: <Icon of={Building2} />,
        go: () => void navigate({ to: "/operator" }),
      });
    }
    fixed.push({
      id: "/account",
      kind: t`Page`,
      name: t`Account`,
      face: <Icon of={CircleUser} />,
      go: () => void navigate({ to: "/account" }),
    });
    const list = fixed.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
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
            origin={member.source}
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
    for (const { id, name } of organizations.data?.items ?? []) {
      list.push({
        id,
        kind: t`Organization`,
        name,
        face: <Avatar kind="organization" name={name} id={id} />,
        go: () => void navigate({ to: "/o/$organization/members", params: { organization: id } }),
      });
    }
    return list;
  };
  return [found, setTyped];
}

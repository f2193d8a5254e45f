import { Menu as Base } from "@base-ui/react/menu";
import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Check, Columns3 } from "lucide-react";
import { useMemo, useState } from "react";
import type { Id, Member } from "~/api/contract.ts";
import { isolated } from "~/language/isolated.ts";
import { Avatar, ScimLabel } from "~/parts/avatar.tsx";
import { Button } from "~/parts/button.tsx";
import { Icon } from "~/parts/icon.tsx";
import { type Room, useRoomyColumns } from "~/parts/room.ts";
import { Status } from "~/parts/status.tsx";
import { Time } from "~/parts/time.tsx";
import { type Column, Who } from "~/parts/virtual_table.tsx";
import { RoleName } from "./role.tsx";

/** The columns of a list of members. `you` is told from the others. */
export function useMemberColumns(organization: Id, you: Id | undefined): readonly Column<Member>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      {
        id: "member",
        head: t`Member`,
        width: "23.5%",
        narrow: "name",
        sort: "name",
        cell: (member) => <MemberWho organization={organization} member={member} you={member.id === you} />,
      },
      { id: "email", head: t`Email`, width: "21%", narrow: "email", cell: ({ email }) => email },
      {
        id: "status",
        head: t`Status`,
        width: "14.5%",
        narrow: "status",
        cell: ({ status, pending }) => <Status of={pending?.kind ?? status} />,
      },
      { id: "role", head: t`Role`, width: "10%", cell: ({ role }) => <RoleName of={role} /> },
      { id: "teams", head: t`Teams`, width: "16%", cell: ({ teams }) => <TeamNames of={teams} /> },
      { id: "license", head: t`License`, width: "8%", cell: (member) => <LicenseWord of={member} /> },
      {
        id: "changed",
        head: t`Changed`,
        width: "8.5%",
        cell: ({ updated_at }) => <Time at={updated_at} className="faint" />,
      },
    ],
    [t, organization, you],
  );
}

export function MemberWho({ organization, member, you }: { organization: Id; member: Member; you: boolean }) {
  const { t } = useLingui();
  return (
    <Who
      face={
        <Avatar
          name={member.name}
          id={member.id}
          origin={member.source}
          gone={member.status === "deactivated"}
        />
      }
      link={
        <Link to="/o/$organization/members/$member" params={{ organization, member: member.id }}>
          {member.name}
        </Link>
      }
    >
      {member.scim && <ScimLabel />}
      {/* In few words, which fit beside a name; the member's page says it in a sentence. */}
      {member.joined_by && <span className="small faint">{t`by signing in`}</span>}
      {you && <span className="small faint">{t`you`}</span>}
    </Who>
  );
}

/** The first two teams by name, and how many more. */
function TeamNames({ of: teams }: { of: Member["teams"] }) {
  const rest = teams.length - 2;
  const names = teams
    .slice(0, 2)
    .map(({ name }) => isolated(name))
    .join(", ");
  return rest > 0 ? `${names} +${rest}` : names;
}

export function LicenseWord({ of: member }: { of: Member }) {
  const { t } = useLingui();
  if (member.licensed) return member.status === "deactivated" ? t`Kept` : t`Held`;
  if (member.status === "waiting") return <span className="waits">{t`Waiting`}</span>;
  if (member.waits) return <span className="waits">{t`None yet`}</span>;
  return <span className="faint">{member.status === "deactivated" ? t`Released` : t`None`}</span>;
}

/** In a narrow page names and addresses come first. */
const room: Room = { teams: 840, license: 920, changed: 1120 };

/** The columns that there is room for. */
export function useRoomyMemberColumns(organization: Id, you: Id | undefined): readonly Column<Member>[] {
  return useRoomyColumns(useMemberColumns(organization, you), room);
}

const stored = "muster.columns.members";
const always = "member";

/** Which columns the person has put away, kept in this browser. */
export function useHiddenColumns(): [readonly string[], (hidden: readonly string[]) => void] {
  const [hidden, setHidden] = useState(read);
  return [
    hidden,
    (next) => {
      setHidden(next);
      try {
        localStorage.setItem(stored, JSON.stringify(next));
      } catch {
        // Storage is closed to us: the choice lasts until the page is left.
      }
    },
  ];
}

function read(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(stored) ?? "[]");
    return Array.isArray(kept)
      ? kept.filter((id): id is string => typeof id === "string" && id !== always)
      : [];
  } catch {
    return [];
  }
}

interface ColumnsMenuProps {
  columns: readonly Column<Member>[];
  hidden: readonly string[];
  onChange: (hidden: readonly string[]) => void;
}

/** Which columns are shown. The name always is: it opens the row. */
export function ColumnsMenu({ columns, hidden, onChange }: ColumnsMenuProps) {
  const { t } = useLingui();
  return (
    <Base.Root modal={false}>
      <Base.Trigger
        render={
          <Button look="plain" icon={Columns3}>
            {t`Columns`}
          </Button>
        }
      />
      <Base.Portal>
        <Base.Positioner className="floats" align="end" sideOffset={4}>
          <Base.Popup className="menu narrow">
            {columns
              .filter(({ id }) => id !== always)
              .map(({ id, head }) => (
                <Base.CheckboxItem
                  key={id}
                  className="line"
                  checked={!hidden.includes(id)}
                  closeOnClick={false}
                  onCheckedChange={(shown) =>
                    onChange(shown ? hidden.filter((each) => each !== id) : [...hidden, id])
                  }
                >
                  <span className="pin" aria-hidden="true">
                    <Base.CheckboxItemIndicator className="pinned tick">
                      <Icon of={Check} />
                    </Base.CheckboxItemIndicator>
                  </span>
                  {head}
                </Base.CheckboxItem>
              ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

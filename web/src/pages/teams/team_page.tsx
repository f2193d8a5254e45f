import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Ellipsis, Merge, Trash2, UserMinus } from "lucide-react";
import type { ReactNode } from "react";
import { useCallback, useMemo } from "react";
import { useCaller } from "~/api/caller.ts";
import type { Id, Member, Team } from "~/api/contract.ts";
import { type PagedList, usePagedList } from "~/api/paged_list.ts";
import { isGone } from "~/api/problem.ts";
import { teamQuery } from "~/api/team.ts";
import { useLockSaid } from "~/language/said.ts";
import { Avatar, ScimLabel } from "~/parts/avatar.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button, ButtonLink, IconButton } from "~/parts/button.tsx";
import { LockedControl, LockWords } from "~/parts/locked.tsx";
import { LockedItems, Menu, MenuItem } from "~/parts/menu.tsx";
import { Record } from "~/parts/record.tsx";
import { SearchField } from "~/parts/search_field.tsx";
import { type Column, VirtualTable } from "~/parts/virtual_table.tsx";
import { AwaitedRecord } from "~/shell/awaited_record.tsx";
import { Failure } from "~/shell/failure.tsx";
import { PageHeader, Toolbar } from "~/shell/page_header.tsx";
import { useMemberColumns } from "../members/columns.tsx";
import { Duplicates } from "../members/duplicates.tsx";
import { MergeTeamsWindow } from "./merge_window.tsx";
import type { TeamSearch } from "./search.ts";
import { AboutTeam, TeamLately, TeamSub, WhoChangesTeam } from "./team_aside.tsx";
import {
  AddMemberWindow,
  DeleteTeamQuestion,
  RemoveFromTeamQuestion,
  RenameWindow,
} from "./team_windows.tsx";
import { UnknownPeople } from "./unknown_people.tsx";
import "./team_page.css";

const route = "/o/$organization/teams/$team";

/** One team: who is in it, who decides that, and who is awaited. */
export function TeamPage() {
  const { t } = useLingui();
  const { organization, team: id } = useParams({ from: route });
  const search = useSearch({ from: route });
  const navigate = useNavigate({ from: route });
  const { manages, member: you } = useCaller();
  const { data, error, refetch } = useQuery(teamQuery(organization, id));
  const { q } = search;
  // Asked for at once: who is in it does not wait for what is said about it.
  const list = usePagedList<Member>(organization, `teams/${id}/members`, { q });
  const set = useCallback(
    (change: TeamSearch, replace = true) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false }),
    [navigate],
  );
  const crumbs = (
    <Link to="/o/$organization/teams" params={{ organization }}>
      {t`Teams`}
    </Link>
  );
  // A team that is gone by now is shown no longer, also where it was a moment ago.
  if (isGone(error)) {
    const way = (
      <ButtonLink look="first" to="/o/$organization/teams" params={{ organization }}>
        {t`Go to Teams`}
      </ButtonLink>
    );
    return <Failure error={error} way={way} />;
  }
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <AwaitedRecord title={t`Team`} crumbs={crumbs} />;
  const team = data.body;
  const about = {
    organization,
    team,
    etag: data.etag,
    onClose: () => set({ window: undefined, about: undefined, merge: undefined }),
  };
  return (
    <>
      <PageHeader
        title={team.name}
        face={
          <Avatar
            kind="team"
            size="large"
            name={team.name}
            id={team.id}
            origin={team.formerly ?? team.origin}
          />
        }
        label={team.scim && <ScimLabel />}
        sub={<TeamSub team={team} />}
        crumbs={crumbs}
      >
        {manages && <Actions team={team} onOpen={(window) => set({ window }, false)} />}
      </PageHeader>
      <UnknownPeople organization={organization} team={team} />
      {manages && (
        <Duplicates
          organization={organization}
          of={team.duplicates}
          kind="team"
          onMerge={(merge) => set({ window: "merge", merge })}
        />
      )}
      <Record
        label={t`About this team`}
        aside={
          <>
            <AboutTeam team={team} />
            <WhoChangesTeam team={team} />
            {manages && <TeamLately organization={organization} team={team.id} />}
          </>
        }
      >
        <TeamMembers
          organization={organization}
          team={team}
          list={list}
          q={q}
          set={set}
          you={you}
          manages={manages}
        />
      </Record>
      {manages && search.window === "add" && <AddMemberWindow {...about} />}
      {manages && search.window === "rename" && <RenameWindow {...about} />}
      {manages && search.window === "drop" && search.about && (
        <RemoveFromTeamQuestion {...about} about={search.about} />
      )}
      {manages && search.window === "merge" && (
        <MergeTeamsWindow
          {...{ organization, team }}
          other={search.merge}
          onOther={(merge) => set({ window: "merge", merge })}
          onClose={about.onClose}
          onMerged={(into) =>
            void navigate({
              to: "/o/$organization/teams/$team",
              params: { organization, team: into },
              replace: true,
            })
          }
        />
      )}
      {manages && search.window === "remove" && (
        <DeleteTeamQuestion
          {...about}
          onGone={() =>
            void navigate({ to: "/o/$organization/teams", params: { organization }, replace: true })
          }
        />
      )}
    </>
  );
}

interface ActionsProps {
  team: Team;
  onOpen: (window: NonNullable<TeamSearch["window"]>) => void;
}

/** What can be done to the team. What its provider decides keeps its place and says so. */
function Actions({ team, onOpen }: ActionsProps) {
  const { t } = useLingui();
  const lockOf = (what: Team["locks"][number]["what"]) => team.locks.find((lock) => lock.what === what);
  const said = useLockSaid();
  const name = lockOf("name");
  const members = lockOf("members");
  const deletion = lockOf("deletion");
  return (
    <>
      {name ? (
        <LockedControl {...said(name)}>{t`Rename`}</LockedControl>
      ) : (
        <Button onClick={() => onOpen("rename")}>{t`Rename`}</Button>
      )}
      {members ? (
        <LockedControl {...said(members)}>{t`Add a member`}</LockedControl>
      ) : (
        <Button look="first" onClick={() => onOpen("add")}>{t`Add a member`}</Button>
      )}
      <Menu trigger={<IconButton icon={Ellipsis} label={t`More`} />}>
        <MenuItem icon={Merge} onChoose={() => onOpen("merge")}>
          {t`Merge…`}
        </MenuItem>
        {deletion ? (
          <LockedItems items={[t`Delete team`]} reason={<LockWords of={deletion} />} />
        ) : (
          <MenuItem icon={Trash2} onChoose={() => onOpen("remove")}>
            {t`Delete team`}
          </MenuItem>
        )}
      </Menu>
    </>
  );
}

interface TeamMembersProps {
  organization: Id;
  team: Team;
  list: PagedList<Member>;
  /** What is searched for among them. */
  q: string | undefined;
  set: (change: TeamSearch, replace?: boolean) => void;
  you: Id | undefined;
  manages: boolean;
}

function TeamMembers({ organization, team, list, q, set, you, manages }: TeamMembersProps) {
  const { t } = useLingui();
  const columns = useTeamMemberColumns(organization, you);
  const locked = team.locks.find(({ what }) => what === "members");
  return (
    <>
      {(q || list.rows.length > 10) && (
        <Toolbar>
          <SearchField
            label={t`Search this team`}
            placeholder={t`Name or email`}
            value={q ?? ""}
            onSearch={(words) => set({ q: words.trim() || undefined })}
          />
        </Toolbar>
      )}
      {list.error && list.rows.length === 0 && <ErrorNote error={list.error} onRetry={list.retry} />}
      {!list.loading && list.rows.length === 0 ? (
        <p className="nobody">
          {q ? <Trans>Nobody in this team is called that.</Trans> : <Trans>Nobody is in this team.</Trans>}
        </p>
      ) : (
        <VirtualTable
          label={t`Members of this team`}
          columns={columns}
          rows={list.rows}
          total={list.total ?? (q ? undefined : team.size)}
          rowId={({ id }) => id}
          order={{ by: "name", descending: false }}
          pages={list}
          onShown={list.onShown}
          {...(manages && {
            menu: {
              label: ({ name }: Member) => t`Actions for ${name}`,
              lines: ({ id }: Member) => (
                <Leaving
                  locked={locked && <LockWords of={locked} />}
                  onDrop={() => set({ window: "drop", about: id }, false)}
                />
              ),
            },
          })}
        />
      )}
    </>
  );
}

/** The line by which somebody is taken out of the team. */
function Leaving({ locked, onDrop }: { locked: ReactNode; onDrop: () => void }) {
  const { t } = useLingui();
  if (locked) return <LockedItems items={[t`Remove from the team`]} reason={locked} />;
  return (
    <MenuItem icon={UserMinus} onChoose={onDrop}>
      {t`Remove from the team`}
    </MenuItem>
  );
}

const widths: { [id: string]: string } = { member: "36%", email: "32%", status: "18%", role: "14%" };

/** Fewer columns than the list of all members has: there is less room, and the team is known. */
function useTeamMemberColumns(organization: Id, you: Id | undefined): readonly Column<Member>[] {
  const columns = useMemberColumns(organization, you);
  return useMemo(
    () =>
      columns.flatMap((column) => {
        const width = widths[column.id];
        return width ? [{ ...column, width }] : [];
      }),
    [columns],
  );
}

import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useCaller } from "~/api/caller.ts";
import type { Id, Team } from "~/api/contract.ts";
import { usePagedList } from "~/api/paged_list.ts";
import { Avatar, ScimLabel } from "~/parts/avatar.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { FilterMenu } from "~/parts/filter.tsx";
import { SearchField } from "~/parts/search_field.tsx";
import { Mark } from "~/parts/status.tsx";
import { Time } from "~/parts/time.tsx";
import { type Column, VirtualTable, Who } from "~/parts/virtual_table.tsx";
import { PageHeader, Toolbar } from "~/shell/page_header.tsx";
import { ProvisionedBanner } from "../members/provisioned_banner.tsx";
import { SourceName, useSourceChoices } from "../members/source.tsx";
import "../members/members_page.css";
import { CreateTeamWindow } from "./create_team_window.tsx";
import type { TeamsSearch } from "./search.ts";
import "./teams_page.css";

const route = "/o/$organization/teams";

/** All teams, pushed by a provider or made here. */
export function TeamsPage() {
  const { t } = useLingui();
  const { organization } = useParams({ from: route });
  const search = useSearch({ from: route });
  const navigate = useNavigate({ from: route });
  const { manages } = useCaller();
  const sources = useSourceChoices(organization);
  const set = useCallback(
    (change: TeamsSearch, replace = true) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false }),
    [navigate],
  );
  const create = () => set({ window: "create" }, false);
  return (
    <>
      <PageHeader title={t`Teams`}>
        {manages && (
          <Button look="first" icon={Plus} onClick={create}>
            {t`Create team`}
          </Button>
        )}
      </PageHeader>
      <ProvisionedBanner organization={organization} />
      <Toolbar>
        <SearchField
          label={t`Search teams`}
          placeholder={t`Name`}
          value={search.q ?? ""}
          onSearch={(words) => set({ q: words.trim() || undefined })}
        />
        <FilterMenu
          label={t`Source`}
          options={sources}
          values={search.source ? [search.source] : []}
          onChange={([source]) => set({ source })}
        />
      </Toolbar>
      <TeamsTable
        organization={organization}
        search={search}
        onClear={() => set({ q: undefined, source: undefined })}
        onCreate={manages ? create : undefined}
      />
      {manages && search.window === "create" && (
        <CreateTeamWindow
          organization={organization}
          onClose={() => set({ window: undefined })}
          onCreated={(team) =>
            void navigate({ to: "/o/$organization/teams/$team", params: { organization, team: team.id } })
          }
        />
      )}
    </>
  );
}

interface TeamsTableProps {
  organization: Id;
  search: TeamsSearch;
  onClear: () => void;
  onCreate: (() => void) | undefined;
}

function TeamsTable({ organization, search, onClear, onCreate }: TeamsTableProps) {
  const { t } = useLingui();
  const { q, source } = search;
  const filters = useMemo(() => ({ q, source }), [q, source]);
  const list = usePagedList<Team>(organization, "teams", filters);
  const columns = useTeamColumns(organization);
  if (list.error && list.rows.length === 0) {
    return (
      <div className="instead">
        <ErrorNote error={list.error} onRetry={list.retry} />
      </div>
    );
  }
  if (!list.loading && list.rows.length === 0) {
    return (
      <div className="instead">
        {q || source ? (
          <EmptyState
            title={t`No team is like that`}
            buttons={<Button onClick={onClear}>{t`Show all teams`}</Button>}
          >
            <Trans>No team fits what is searched and filtered.</Trans>
          </EmptyState>
        ) : (
          <EmptyState
            title={t`No team has arrived yet`}
            buttons={onCreate && <Button onClick={onCreate}>{t`Create team`}</Button>}
          >
            <Trans>
              Assigning a group in Okta brings its people. To bring the group itself as a team, add it under{" "}
              <b>Push Groups</b>.
            </Trans>
          </EmptyState>
        )}
      </div>
    );
  }
  return (
    <div className="teams">
      <VirtualTable
        label={t`Teams`}
        columns={columns}
        rows={list.rows}
        total={list.total}
        rowId={({ id }) => id}
        order={{ by: "name", descending: false }}
        pages={list}
        onShown={list.onShown}
      />
    </div>
  );
}

function useTeamColumns(organization: Id): readonly Column<Team>[] {
  const { t, i18n } = useLingui();
  return useMemo(
    () => [
      {
        id: "team",
        head: t`Team`,
        width: "36%",
        narrow: "name",
        sort: "name",
        cell: (team) => (
          <Who
            face={<Avatar kind="team" name={team.name} id={team.id} origin={team.formerly ?? team.origin} />}
            link={
              <Link to="/o/$organization/teams/$team" params={{ organization, team: team.id }}>
                {team.name}
              </Link>
            }
          >
            {team.scim && <ScimLabel />}
          </Who>
        ),
      },
      {
        id: "source",
        head: t`Source`,
        width: "16%",
        narrow: "email",
        cell: ({ origin }) => (
          <span className="source">
            <SourceName of={origin} />
          </span>
        ),
      },
      {
        id: "size",
        head: t`Members`,
        width: "12%",
        narrow: "status",
        cell: ({ size }) => (
          <span className="num">
            {i18n.number(size)}
            <span className="unit">
              {" "}
              <Plural value={size} one="member" other="members" />
            </span>
          </span>
        ),
      },
      {
        id: "unknown",
        head: t`Not here yet`,
        width: "16%",
        cell: ({ unknown }) =>
          unknown > 0 && (
            <Mark tone="wait" shape="triangle">
              <span className="num">{i18n.number(unknown)}</span>
            </Mark>
          ),
      },
      {
        id: "changed",
        head: t`Changed`,
        width: "20%",
        cell: ({ updated_at }) => <Time at={updated_at} className="faint" />,
      },
    ],
    [t, i18n, organization],
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Download, UserPlus } from "lucide-react";
import { useCallback, useMemo } from "react";
import { useCaller } from "~/api/caller.ts";
import { address } from "~/api/client.ts";
import type { Id, Member, MemberCounts } from "~/api/contract.ts";
import { licensesQuery } from "~/api/license.ts";
import { memberCountsQuery, memberQuery } from "~/api/member.ts";
import { usePagedList } from "~/api/paged_list.ts";
import { teamChoicesQuery, teamQuery } from "~/api/team.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button, ButtonAddress } from "~/parts/button.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { FilterMenu } from "~/parts/filter.tsx";
import { LicenseMeter } from "~/parts/license_meter.tsx";
import { SearchField } from "~/parts/search_field.tsx";
import { VirtualTable } from "~/parts/virtual_table.tsx";
import { PageHeader, Tab, Tabs, Toolbar } from "~/shell/page_header.tsx";
import { ColumnsMenu, useHiddenColumns, useRoomyMemberColumns } from "./columns.tsx";
import { InviteWindow } from "./invite_window.tsx";
import { MemberMenuLines } from "./member_menu.tsx";
import { MemberWindows } from "./member_windows.tsx";
import { ProvisionedBanner } from "./provisioned_banner.tsx";
import { useRoles } from "./role.tsx";
import type { MembersSearch, MemberWindow, StatusFilter } from "./search.ts";
import { useSourceChoices } from "./source.tsx";
import { SourcesSentence } from "./sources_sentence.tsx";
import "./members_page.css";

const route = "/o/$organization/members";

/** Everyone in the organization. */
export function MembersPage() {
  const { t } = useLingui();
  const { organization } = useParams({ from: route });
  const search = useSearch({ from: route });
  const navigate = useNavigate({ from: route });
  const { manages, member: you } = useCaller();
  const counts = useQuery(memberCountsQuery(organization));
  const licenses = useQuery(licensesQuery(organization));

  const set = useCallback(
    (change: MembersSearch, replace = true) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false }),
    [navigate],
  );
  const [hidden, setHidden] = useHiddenColumns();
  const close = () => set({ window: undefined, about: undefined, merge: undefined });
  return (
    <>
      <PageHeader title={t`Members`}>
        {licenses.data && (
          <LicenseMeter
            bought={licenses.data.bought}
            inUse={licenses.data.in_use}
            waiting={licenses.data.waiting}
          />
        )}
        {manages && (
          <Button look="first" icon={UserPlus} onClick={() => set({ window: "invite" }, false)}>
            {t`Invite new member`}
          </Button>
        )}
      </PageHeader>
      <StatusTabs counts={counts.data} status={search.status} />
      <ProvisionedBanner organization={organization} />
      <MembersToolbar
        organization={organization}
        search={search}
        set={set}
        hidden={hidden}
        onHidden={setHidden}
      />
      <MembersTable
        organization={organization}
        search={search}
        counts={counts.data}
        manages={manages}
        you={you}
        set={set}
        hidden={hidden}
      />
      {counts.data && <SourcesSentence organization={organization} counts={counts.data} />}
      {manages && search.window === "invite" && <InviteWindow organization={organization} onClose={close} />}
      {manages && search.window && search.window !== "invite" && search.about && (
        <AboutWindow
          organization={organization}
          window={search.window}
          about={search.about}
          merge={search.merge}
          onMerge={(merge) => set({ merge })}
          onClose={close}
        />
      )}
    </>
  );
}

interface AboutWindowProps {
  organization: Id;
  window: MemberWindow;
  about: Id;
  merge: Id | undefined;
  onMerge: (other: Id | undefined) => void;
  onClose: () => void;
}

/** A window about the member whom the address names, once they are known. */
function AboutWindow({ organization, about, ...rest }: AboutWindowProps) {
  const { data } = useQuery(memberQuery(organization, about));
  if (!data) return null;
  return <MemberWindows organization={organization} member={data.body} etag={data.etag} {...rest} />;
}

/** One tab for each status that the server counts. Waiting is shown where somebody waits. */
function StatusTabs({
  counts,
  status: chosen,
}: {
  counts: MemberCounts | undefined;
  status: StatusFilter | undefined;
}) {
  const { t } = useLingui();
  const tabs: { status: StatusFilter | undefined; label: string; count: number | undefined }[] = [
    { status: undefined, label: t`All`, count: counts?.total },
    { status: "active", label: t`Active`, count: counts?.active },
    ...(counts?.waiting || chosen === "waiting"
      ? [{ status: "waiting" as const, label: t`Waiting`, count: counts?.waiting }]
      : []),
    { status: "invited", label: t`Invited`, count: counts?.invited },
    { status: "deactivated", label: t`Deactivated`, count: counts?.deactivated },
  ];
  return (
    <Tabs label={t`Views`}>
      {tabs.map(({ status, label, count }) => (
        <Tab
          key={label}
          from={route}
          to={route}
          search={(before) => ({ ...before, status })}
          activeOptions={{ exact: true, includeSearch: true }}
          count={count}
        >
          {label}
        </Tab>
      ))}
    </Tabs>
  );
}

interface ListProps {
  organization: Id;
  search: MembersSearch;
  set: (change: MembersSearch, replace?: boolean) => void;
}

/** What the server is asked for, of what the address says. */
function filtersOf({ q, status, role, source, team }: MembersSearch) {
  return { q, status, role, source, team };
}

interface ToolbarProps extends ListProps {
  hidden: readonly string[];
  onHidden: (hidden: readonly string[]) => void;
}

function MembersToolbar({ organization, search, set, hidden, onHidden }: ToolbarProps) {
  const { t } = useLingui();
  const { manages, member: you } = useCaller();
  const roles = useRoles();
  const sources = useSourceChoices(organization);
  const teams = useTeamChoices(organization, search.team);
  const columns = useRoomyMemberColumns(organization, you);
  const list = (values: readonly string[]) => (values.length > 0 ? [...values] : undefined);
  return (
    <Toolbar
      end={
        <>
          <ColumnsMenu columns={columns} hidden={hidden} onChange={onHidden} />
          {manages && (
            <ButtonAddress
              look="plain"
              icon={Download}
              href={address(`/organizations/${organization}/members.csv`, filtersOf(search))}
              download
            >
              {t`Export CSV`}
            </ButtonAddress>
          )}
        </>
      }
    >
      <SearchField
        label={t`Search members`}
        placeholder={t`Name or email`}
        value={search.q ?? ""}
        onSearch={(words) => set({ q: words.trim() || undefined })}
      />
      {manages && (
        <FilterMenu
          label={t`Source`}
          options={sources}
          values={search.source ?? []}
          onChange={(values) => set({ source: list(values) }, false)}
          several
        />
      )}
      <FilterMenu
        label={t`Role`}
        options={roles}
        values={search.role ?? []}
        onChange={(values) => set({ role: list(values) }, false)}
        several
      />
      <FilterMenu
        label={t`Team`}
        options={teams}
        values={search.team ? [search.team] : []}
        onChange={([team]) => set({ team }, false)}
      />
    </Toolbar>
  );
}

/** The teams to filter by, and the one that the address names even where it is not among them. */
function useTeamChoices(organization: Id, team: Id | undefined): { value: string; label: string }[] {
  const { data } = useQuery(teamChoicesQuery(organization));
  const known = data?.items.some(({ id }) => id === team) ?? false;
  const named = useQuery({
    ...teamQuery(organization, team ?? ""),
    enabled: Boolean(team && data && !known),
  });
  const items = [...(data?.items ?? []), ...(named.data && !known ? [named.data.body] : [])];
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

interface MembersTableProps extends ListProps {
  counts: MemberCounts | undefined;
  manages: boolean;
  you: Id | undefined;
  hidden: readonly string[];
}

function MembersTable({ organization, search, set, counts, manages, you, hidden }: MembersTableProps) {
  const { t } = useLingui();
  const { q, status, role, source, team } = search;
  const filters = useMemo(
    () => filtersOf({ q, status, role, source, team }),
    [q, status, role, source, team],
  );
  const list = usePagedList<Member>(organization, "members", filters);
  const columns = useRoomyMemberColumns(organization, you);
  const narrowed = Boolean(q || role || source || team);
  const counted = status === undefined ? counts?.total : counts?.[status];

  if (list.error && list.rows.length === 0) {
    return (
      <div className="instead">
        <ErrorNote error={list.error} onRetry={list.retry} />
      </div>
    );
  }
  if (!list.loading && list.rows.length === 0) {
    const nobodyYet = !narrowed && !status;
    const clear = () =>
      set({ q: undefined, status: undefined, role: undefined, source: undefined, team: undefined }, false);
    return (
      <div className="instead">
        <EmptyState
          title={nobodyYet ? t`Nobody is here yet` : t`Nobody is like that`}
          buttons={
            nobodyYet ? (
              manages && (
                <Button onClick={() => set({ window: "invite" }, false)}>{t`Invite new member`}</Button>
              )
            ) : (
              <Button onClick={clear}>{t`Show all members`}</Button>
            )
          }
        >
          {nobodyYet ? (
            <Trans>Invite somebody, or assign people to the application in your identity provider.</Trans>
          ) : (
            <Trans>No member fits what is searched and filtered.</Trans>
          )}
        </EmptyState>
      </div>
    );
  }
  return (
    <VirtualTable
      label={t`Members`}
      columns={columns}
      hidden={hidden}
      rows={list.rows}
      total={list.total ?? (narrowed ? undefined : counted)}
      rowId={({ id }) => id}
      order={{ by: "name", descending: false }}
      pages={list}
      onShown={list.onShown}
      {...(manages && {
        menu: {
          label: ({ name }: Member) => t`Actions for ${name}`,
          lines: (member: Member) => (
            <MemberMenuLines
              member={member}
              you={member.id === you}
              onOpen={(window) => set({ window, about: member.id }, false)}
            />
          ),
        },
      })}
    />
  );
}

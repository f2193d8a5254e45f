import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useCallback } from "react";
import { activityExport, activityQuery } from "~/api/activity.ts";
import type { Query } from "~/api/client.ts";
import type { Id } from "~/api/contract.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { FilterToggle } from "~/parts/filter.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { Menu, MenuItem } from "~/parts/menu.tsx";
import { SearchField } from "~/parts/search_field.tsx";
import { Toolbar } from "~/shell/page_header.tsx";
import { Days } from "./days.tsx";
import { EntryLine } from "./entry.tsx";
import { SinceFilter, useActivityFilters, WhatFilter, WhoFilter } from "./filters.tsx";
import { LiveBar } from "./live_bar.tsx";
import type { ActionsSearch } from "./search.ts";
import { useTail } from "./tail.ts";
import "./activity.css";

const from = "/o/$organization/activity/";

/** Activity › Actions: every change and every refusal, by whom, with what was before and what is after. */
export function ActionsPage() {
  const { t } = useLingui();
  const { organization } = useParams({ from });
  const search = useSearch({ from });
  const navigate = useNavigate({ from });
  const set = useCallback(
    (next: ActionsSearch) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true }),
    [navigate],
  );
  const filters = useActivityFilters(search);
  return (
    <>
      <Toolbar end={<Export organization={organization} filters={filters} />}>
        <SearchField
          label={t`Search activity`}
          placeholder={t`Person, team or request id`}
          value={search.q ?? ""}
          onSearch={(q) => set({ q: q || undefined })}
        />
        <SinceFilter value={search.since} onChange={(since) => set({ since })} />
        <WhoFilter organization={organization} value={search.actor} onChange={(actor) => set({ actor })} />
        <WhatFilter value={search.what} onChange={(what) => set({ what })} />
        <FilterToggle
          label={t`Refusals only`}
          on={search.refusals === true}
          onChange={(on) => set({ refusals: on || undefined })}
        />
        {search.member && (
          <FilterToggle label={t`About one member`} on onChange={() => set({ member: undefined })} />
        )}
        {search.team && (
          <FilterToggle label={t`About one team`} on onChange={() => set({ team: undefined })} />
        )}
      </Toolbar>
      <Log organization={organization} filters={filters} onClear={() => void navigate({ search: {} })} />
    </>
  );
}

function Log({ organization, filters, onClear }: { organization: Id; filters: Query; onClear: () => void }) {
  const { t, i18n } = useLingui();
  const activity = useInfiniteQuery({
    ...activityQuery(organization, filters),
    placeholderData: keepPreviousData,
  });
  const live = activity.data?.pages.flatMap(({ items }) => items) ?? [];
  const isHere = activity.isSuccess && !activity.isPlaceholderData;
  const tail = useTail(live, JSON.stringify(filters), isHere);
  const to = activity.data?.pages.at(-1)?.searched_to ?? 0;
  const searchedTo = `#${i18n.number(to).replace(/\D/gu, "\u202f")}`;
  const filtered = Object.values(filters).some((value) => value !== undefined);
  return (
    <>
      <LiveBar organization={organization} tail={tail} />
      {activity.error && (
        <div className="padded">
          <ErrorNote error={activity.error} onRetry={() => void activity.refetch()} />
        </div>
      )}
      {activity.isPending && <LoadingRows />}
      {activity.data && tail.entries.length === 0 && !activity.hasNextPage && (
        <Nothing filtered={filtered} onClear={onClear} />
      )}
      <ol className="log" aria-busy={activity.isPlaceholderData}>
        <Days items={tail.entries} itemKey={({ number }) => number}>
          {(entry) => <EntryLine organization={organization} entry={entry} arrived={tail.arrived(entry)} />}
        </Days>
      </ol>
      {activity.hasNextPage && (
        <div className="further">
          <Button
            aria-busy={activity.isFetchingNextPage}
            onClick={() => activity.isFetchingNextPage || void activity.fetchNextPage()}
          >
            {filtered ? t`Search further back` : t`Show earlier`}
          </Button>
          <p className="small faint num" role="status">
            {filtered && <Trans>Searched back to {searchedTo}</Trans>}
          </p>
        </div>
      )}
    </>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useLingui();
  return (
    <div className="padded">
      {filtered ? (
        <EmptyState
          title={t`No entry fits`}
          buttons={<Button onClick={onClear}>{t`Clear search and filters`}</Button>}
        >
          {t`The whole journal was searched.`}
        </EmptyState>
      ) : (
        <EmptyState title={t`Nothing has happened yet`}>
          {t`Every change of a member, a team or a setting will stand here, with who made it.`}
        </EmptyState>
      )}
    </div>
  );
}

/** What is filtered, as a file. */
function Export({ organization, filters }: { organization: Id; filters: Query }) {
  const { t } = useLingui();
  const save = (format: "csv" | "json") => location.assign(activityExport(organization, format, filters));
  return (
    <Menu
      trigger={
        <Button look="plain" icon={Download}>
          {t`Export`}
        </Button>
      }
    >
      <MenuItem onChoose={() => save("csv")}>{t`As CSV, for a spreadsheet`}</MenuItem>
      <MenuItem onChoose={() => save("json")}>{t`As JSON, for a program`}</MenuItem>
    </Menu>
  );
}

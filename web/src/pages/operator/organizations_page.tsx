import { useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { ConnectionHealth } from "~/api/contract.ts";
import { healthOfAllQuery, organizationListQuery, overviewQuery } from "~/api/operator.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { SearchField } from "~/parts/search_field.tsx";
import { VirtualTable } from "~/parts/virtual_table.tsx";
import { PageHeader, Toolbar } from "~/shell/page_header.tsx";
import { CreateOrganizationWindow } from "./create_organization_window.tsx";
import { OperatorsOnly } from "./operators_only.tsx";
import { useOrganizationColumns } from "./organization_columns.tsx";
import { OverviewFigures } from "./overview_figures.tsx";
import "./operator.css";

/** What the operator sees first: how the installation does, and every organization in it. */
export function OrganizationsPage() {
  return (
    <OperatorsOnly>
      <Organizations />
    </OperatorsOnly>
  );
}

/** What fails, under the state: it is what narrow windows must not lose. */
function FailingNote({ of: failing }: { of: readonly ConnectionHealth[] }) {
  return failing.map(({ connection, health }) => (
    <p key={connection.id}>
      {connection.provider_name}:{" "}
      <span lang="en">
        {health.last_error?.sentence} {health.last_error?.remedy}
      </span>
    </p>
  ));
}

function Organizations() {
  const { t } = useLingui();
  const { q = "", window } = useSearch({ from: "/own/operator" });
  const navigate = useNavigate({ from: "/operator" });
  const overview = useQuery(overviewQuery);
  const health = useQuery(healthOfAllQuery);
  const list = useInfiniteQuery(organizationListQuery(q));
  const columns = useOrganizationColumns(health.data);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const search = useCallback(
    (words: string) =>
      void navigate({ search: (before) => ({ ...before, q: words || undefined }), replace: true }),
    [navigate],
  );
  const show = (next?: "create") => void navigate({ search: (before) => ({ ...before, window: next }) });
  const { fetchNextPage } = list;
  const onMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const create = (
    <Button look="first" onClick={() => show("create")}>
      {t`Create organization`}
    </Button>
  );
  const failed = [list, overview, health].filter(({ error }) => error);
  return (
    <>
      <PageHeader title={t`Organizations`}>{create}</PageHeader>
      <OverviewFigures overview={overview.data} />
      <Toolbar>
        <SearchField label={t`Search organizations`} placeholder={t`Name`} value={q} onSearch={search} />
      </Toolbar>
      {failed[0] && (
        <div className="instead">
          <ErrorNote
            error={failed[0].error}
            onRetry={() => failed.forEach((query) => void query.refetch())}
          />
        </div>
      )}
      {list.data && rows.length === 0 ? (
        <div className="instead">
          {q ? (
            <EmptyState
              title={t`No organization is called that`}
              buttons={<Button onClick={() => search("")}>{t`Clear the search`}</Button>}
            >
              {t`Nothing holds “${q}” in its name.`}
            </EmptyState>
          ) : (
            <EmptyState title={t`There is no organization yet`} buttons={create}>
              {t`Create one for a customer, then invite its first owner.`}
            </EmptyState>
          )}
        </div>
      ) : (
        <VirtualTable
          label={t`Organizations`}
          columns={columns}
          rows={rows}
          total={list.data?.pages[0]?.total ?? undefined}
          rowId={({ id }) => id}
          note={({ id }) => {
            const failing = health.data?.filter(
              (one) => one.organization.id === id && one.health.state === "failing",
            );
            return failing?.[0] && <FailingNote of={failing} />;
          }}
          pages={{
            loading: list.isPending && failed.length === 0,
            more: list.hasNextPage,
            loadingMore: list.isFetchingNextPage,
            onMore,
          }}
        />
      )}
      {window === "create" && <CreateOrganizationWindow onClose={() => show()} />}
    </>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useCallback, useMemo } from "react";
import { connectionsQuery } from "~/api/connection.ts";
import type { Id } from "~/api/contract.ts";
import { organizationQuery } from "~/api/queries.ts";
import { requestsQuery, supportBundle } from "~/api/request.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button, ButtonLink } from "~/parts/button.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { Menu, MenuItem } from "~/parts/menu.tsx";
import { SearchField } from "~/parts/search_field.tsx";
import { VirtualTable } from "~/parts/virtual_table.tsx";
import { Toolbar } from "~/shell/page_header.tsx";
import { useRequestColumns } from "./request_columns.tsx";
import { RequestFilters } from "./request_filters.tsx";
import type { RequestsSearch } from "./search.ts";
import { momentSince } from "./since.ts";
import "./activity.css";

const from = "/o/$organization/activity/requests";

/** Activity › Provisioning log: every request of the providers, with how it ended. */
export function RequestsPage() {
  const { t } = useLingui();
  const { organization } = useParams({ from });
  const search = useSearch({ from });
  const navigate = useNavigate({ from });
  const set = useCallback(
    (next: RequestsSearch) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true }),
    [navigate],
  );
  const filters = useMemo(
    () => ({
      q: search.q,
      connection: search.connection,
      person: search.person,
      method: search.method,
      outcome: search.outcome,
      slower_than_ms: search.slower,
      since: search.since && momentSince(search.since, new Date()).toISOString(),
    }),
    [search.q, search.connection, search.person, search.method, search.outcome, search.slower, search.since],
  );
  const requests = useInfiniteQuery({
    ...requestsQuery(organization, filters),
    placeholderData: keepPreviousData,
  });
  const rows = requests.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns = useRequestColumns(organization);
  const filtered = Object.values(filters).some((value) => value !== undefined);
  const none = requests.data && rows.length === 0 && !requests.hasNextPage;
  return (
    <div className="requests">
      <Toolbar end={<Bundle organization={organization} />}>
        <SearchField
          label={t`Search the provisioning log`}
          placeholder={t`Person, team or request id`}
          value={search.q ?? ""}
          onSearch={(q) => set({ q: q || undefined })}
        />
        <RequestFilters organization={organization} search={search} onChange={set} />
      </Toolbar>
      {requests.error && (
        <div className="padded">
          <ErrorNote error={requests.error} onRetry={() => void requests.refetch()} />
        </div>
      )}
      {none && (
        <div className="padded">
          <None
            organization={organization}
            filtered={filtered}
            onClear={() => void navigate({ search: {} })}
          />
        </div>
      )}
      {!none && !requests.error && (
        <VirtualTable
          label={t`Provisioning log`}
          columns={columns}
          rows={rows}
          rowId={({ number }) => number}
          pages={{
            loading: requests.isPending,
            more: requests.hasNextPage,
            loadingMore: requests.isFetchingNextPage,
            onMore: () => void requests.fetchNextPage(),
          }}
        />
      )}
      <Retention organization={organization} />
    </div>
  );
}

function None({
  organization,
  filtered,
  onClear,
}: {
  organization: Id;
  filtered: boolean;
  onClear: () => void;
}) {
  const { t } = useLingui();
  if (filtered) {
    return (
      <EmptyState
        title={t`No request fits`}
        buttons={<Button onClick={onClear}>{t`Clear search and filters`}</Button>}
      >
        {t`All requests that are still kept were searched.`}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={t`No request has arrived yet`}
      buttons={
        <ButtonLink to="/o/$organization/settings/access" params={{ organization }}>
          {t`Open Access management`}
        </ButtonLink>
      }
    >
      {t`The first one comes when a provider has the Tenant URL and the Secret Token and its connection is tested.`}
    </EmptyState>
  );
}

/** How long requests are kept, and where that is decided. */
function Retention({ organization }: { organization: Id }) {
  const { i18n } = useLingui();
  const { data } = useQuery(organizationQuery(organization));
  if (!data) return null;
  const days = i18n.number(data.log_days);
  return (
    <p className="sum num">
      <Trans>
        Requests are kept for {days} days, without secrets. Change that under{" "}
        <Link className="link" to="/o/$organization/settings/general" params={{ organization }}>
          Settings › General
        </Link>
        .
      </Trans>
    </p>
  );
}

/** What support needs of a connection, as one file without secrets. */
function Bundle({ organization }: { organization: Id }) {
  const { t } = useLingui();
  const { data } = useQuery(connectionsQuery(organization));
  const [first, ...rest] = data?.items ?? [];
  if (!first) return null;
  const save = (connection: Id) => location.assign(supportBundle(organization, connection));
  if (rest.length === 0) {
    return (
      <Button look="plain" icon={Download} onClick={() => save(first.id)}>
        {t`Support bundle`}
      </Button>
    );
  }
  return (
    <Menu
      trigger={
        <Button look="plain" icon={Download}>
          {t`Support bundle`}
        </Button>
      }
    >
      {[first, ...rest].map(({ id, provider_name }) => (
        <MenuItem key={id} onChoose={() => save(id)}>
          {provider_name}
        </MenuItem>
      ))}
    </Menu>
  );
}

import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { connectionsQuery } from "~/api/connection.ts";
import type { Id, Outcome } from "~/api/contract.ts";
import { FilterMenu, FilterToggle } from "~/parts/filter.tsx";
import { SinceFilter } from "./filters.tsx";
import { useDuration } from "./outcome.tsx";
import { methods, paces, type RequestsSearch } from "./search.ts";

interface RequestFiltersProps {
  organization: Id;
  search: RequestsSearch;
  onChange: (next: RequestsSearch) => void;
}

/** What the provisioning log is filtered by. */
export function RequestFilters({ organization, search, onChange }: RequestFiltersProps) {
  const { t } = useLingui();
  const took = useDuration();
  const connections = useQuery(connectionsQuery(organization));
  const outcomes: { value: Outcome; label: string }[] = [
    { value: "answered", label: t`Answered` },
    { value: "refused", label: t`Refused` },
    { value: "failed", label: t`Failed` },
  ];
  const providers = connections.data?.items ?? [];
  return (
    <>
      <SinceFilter value={search.since} onChange={(since) => onChange({ since })} />
      <FilterMenu
        label={t`Outcome`}
        options={outcomes}
        values={search.outcome ? [search.outcome] : []}
        onChange={([next]) => onChange({ outcome: outcomes.find(({ value }) => value === next)?.value })}
      />
      <FilterMenu
        label={t`Method`}
        options={methods.map((method) => ({ value: method, label: method }))}
        values={search.method ? [search.method] : []}
        onChange={([next]) => onChange({ method: methods.find((method) => method === next) })}
      />
      <FilterMenu
        label={t`Slower than`}
        options={paces.map((pace) => ({ value: String(pace), label: took(pace) }))}
        values={search.slower ? [String(search.slower)] : []}
        onChange={([next]) => onChange({ slower: paces.find((pace) => String(pace) === next) })}
      />
      {(providers.length > 1 || search.connection) && (
        <FilterMenu
          label={t`Provider`}
          options={providers.map(({ id, provider_name }) => ({ value: id, label: provider_name }))}
          values={search.connection ? [search.connection] : []}
          onChange={([next]) => onChange({ connection: next })}
        />
      )}
      {search.person && (
        <FilterToggle label={t`About one person`} on onChange={() => onChange({ person: undefined })} />
      )}
    </>
  );
}

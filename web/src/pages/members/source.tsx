import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useCaller } from "~/api/caller.ts";
import type { Connection, Id, Origin } from "~/api/contract.ts";
import { sourcesQuery } from "~/api/source.ts";
import { ProviderMark } from "~/parts/provider.tsx";

/** The connections of an organization; none for who may not see them. */
export function useSources(organization: Id): readonly Connection[] {
  const { manages } = useCaller();
  const { data } = useQuery({ ...sourcesQuery(organization), enabled: manages });
  return data?.items ?? [];
}

/** Whether what is edited of a connection that is off ends what its provider knows of it. */
export function useDuplicating(organization: Id, source: Origin): boolean {
  const sources = useSources(organization);
  if (source.kind === "manual" || source.on) return false;
  return sources.find(({ id }) => id === source.connection_id)?.policy.reconnect === "duplicate";
}

/** Where members and teams can come from, to filter by. Two connections to one provider are told apart. */
export function useSourceChoices(organization: Id): { value: string; label: string }[] {
  const { t } = useLingui();
  const sources = useSources(organization);
  const names = sources.map(({ provider_name }) => provider_name);
  return [
    ...sources.map(({ id, provider_name }, index) => {
      const nth = names.slice(0, index + 1).filter((name) => name === provider_name).length;
      const alone = names.filter((name) => name === provider_name).length === 1;
      return { value: id, label: alone ? provider_name : `${provider_name} ${nth}` };
    }),
    { value: "manual", label: t`By hand` },
  ];
}

/** Where somebody or a team came from, by name. */
export function SourceName({ of: origin }: { of: Origin }) {
  const { t } = useLingui();
  if (origin.kind === "manual") return t`By hand`;
  const name = origin.provider_name;
  return (
    <>
      <ProviderMark provider={origin.provider} />
      {origin.on ? name : t`${name}, now off`}
    </>
  );
}

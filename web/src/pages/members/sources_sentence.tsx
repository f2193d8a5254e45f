import { useLingui } from "@lingui/react/macro";
import type { Id, MemberCounts } from "~/api/contract.ts";
import { useSources } from "./source.tsx";

/** Where the members come from, counted, and who edits them: the sentence under the list. */
export function SourcesSentence({ organization, counts }: { organization: Id; counts: MemberCounts }) {
  const { t, i18n } = useLingui();
  const sources = useSources(organization);
  const join = (parts: string[], type: "unit" | "conjunction") =>
    new Intl.ListFormat(i18n.locale, { type, style: type === "unit" ? "short" : "long" }).format(parts);

  const provided = counts.by_source.flatMap(({ source, count }) => {
    const connection = sources.find(({ id }) => id === source);
    return connection && count > 0 ? [{ connection, count: i18n.number(count) }] : [];
  });
  if (provided.length === 0) return null;
  const byHand = i18n.number(counts.by_source.find(({ source }) => source === "manual")?.count ?? 0);
  const from = join(
    [
      ...provided.map(({ connection, count }) => t`${count} from ${connection.provider_name}`),
      t`${byHand} by hand`,
    ],
    "unit",
  );
  const deciding = provided.filter(({ connection }) => connection.state === "enabled");
  const editable = provided.every(({ connection: { state, policy } }) =>
    state === "enabled" ? policy.read_only === "editable" : policy.on_disable === "editable",
  );
  const names = join([...new Set(deciding.map(({ connection }) => connection.provider_name))], "conjunction");
  const sentence = () => {
    if (deciding.length === 0) {
      return editable
        ? t`${from}. Provisioning is off, so everyone can be edited here.`
        : t`${from}. Provisioning is off, and its members stay as they were.`;
    }
    return editable
      ? t`${from}. What is edited of provisioned members is overwritten by their next change in ${names}.`
      : t`${from}. Provisioned members are edited in ${names}; their roles and manual teams are yours to change.`;
  };
  return <p className="sum num">{sentence()}</p>;
}

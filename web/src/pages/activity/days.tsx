import { useLingui } from "@lingui/react/macro";
import { Fragment, type ReactNode } from "react";
import { sameDay } from "~/parts/moment.ts";

/** What happened, grouped by the day on which it did, the newest first. */
export function Days<Item extends { at: string }>({
  items,
  itemKey,
  children,
}: {
  items: readonly Item[];
  itemKey: (item: Item) => string | number;
  children: (item: Item) => ReactNode;
}) {
  const say = useDay();
  return items.map((item, index) => {
    const before = items[index - 1];
    const at = new Date(item.at);
    return (
      <Fragment key={itemKey(item)}>
        {(!before || !sameDay(new Date(before.at), at)) && <li className="day">{say(at)}</li>}
        {children(item)}
      </Fragment>
    );
  });
}

function useDay(): (at: Date) => string {
  const { t, i18n } = useLingui();
  const today = new Date();
  const yesterday = new Date(today);
  yesterday.setDate(today.getDate() - 1);
  return (at) => {
    if (sameDay(at, today)) return t`Today`;
    if (sameDay(at, yesterday)) return t`Yesterday`;
    return i18n.date(at, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  };
}

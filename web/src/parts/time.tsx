import { useLingui } from "@lingui/react/macro";
import { momentOf } from "./moment.ts";
import { useNow } from "./now.ts";

interface TimeProps {
  at: string;
  /** ago: by its distance while near. clock: with seconds. full: day and clock. until: the same to the minute. */
  as?: "ago" | "clock" | "full" | "until";
  className?: string;
}

/** A moment, told for people; while the pointer rests on it, exactly. */
export function Time({ at, as = "ago", className }: TimeProps) {
  const say = useMoment();
  const { i18n } = useLingui();
  const moment = new Date(at);
  const text = as === "ago" ? say(moment) : i18n.date(moment, forms[as]);
  return (
    <time dateTime={at} title={i18n.date(moment, exact)} className={className ? `num ${className}` : "num"}>
      {text}
    </time>
  );
}

const exact = { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" } as const;
const forms = {
  clock: { timeStyle: "medium", hourCycle: "h23" },
  full: exact,
  until: { dateStyle: "medium", timeStyle: "short", hourCycle: "h23" },
} as const;

/** Tells moments in words that stay true while the page is open. */
export function useMoment(): (at: Date) => string {
  const { t, i18n } = useLingui();
  const now = new Date(useNow(1000));
  return (at) => {
    const moment = momentOf(at, now);
    switch (moment.kind) {
      case "now":
        return t`now`;
      case "seconds": {
        const { count } = moment;
        return t`${count} s ago`;
      }
      case "minutes": {
        const { count } = moment;
        return t`${count} min ago`;
      }
      case "clock":
        return i18n.date(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      case "yesterday":
        return t`Yesterday`;
      case "day":
        return i18n.date(at, { day: "numeric", month: "short" });
      case "date":
        return i18n.date(at, { day: "numeric", month: "short", year: "numeric" });
    }
  };
}

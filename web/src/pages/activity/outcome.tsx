import { useLingui } from "@lingui/react/macro";
import type { Outcome } from "~/api/contract.ts";
import { Mark } from "~/parts/status.tsx";

/** How a request ended, in shape, colour and word, with its status. */
export function OutcomeMark({ outcome, status }: { outcome: Outcome; status: number }) {
  const { t } = useLingui();
  switch (outcome) {
    case "answered":
      return (
        <Mark tone="good" shape="dot">
          {t`Answered`} <span className="faint num">{status || ""}</span>
        </Mark>
      );
    case "refused":
      return (
        <Mark tone="wait" shape="half">
          {t`Refused`} <span className="faint num">{status || ""}</span>
        </Mark>
      );
    case "failed":
      return (
        <Mark tone="stop" shape="triangle">
          {t`Failed`} <span className="faint num">{status || ""}</span>
        </Mark>
      );
  }
}

/** "3.2 ms", "1.4 s". */
export function useDuration(): (ms: number) => string {
  const { t, i18n } = useLingui();
  return (ms) => {
    const seconds = i18n.number(ms / 1000, { maximumFractionDigits: 1 });
    const milliseconds = i18n.number(ms, { maximumFractionDigits: ms < 10 ? 1 : 0 });
    return ms >= 1000 ? t`${seconds} s` : t`${milliseconds} ms`;
  };
}

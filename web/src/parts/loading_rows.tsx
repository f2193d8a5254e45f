import { useLingui } from "@lingui/react/macro";
import { useLate } from "./late.ts";
import "./loading_rows.css";

/** Rows that are on their way. What comes within 200 ms comes without them. */
export function LoadingRows({ count = 8 }: { count?: number }) {
  const { t } = useLingui();
  const late = useLate();
  return (
    <div className="loading" role="status">
      <span className="sr">{t`Loading`}</span>
      {late &&
        Array.from({ length: count }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike
          <div key={index} aria-hidden="true">
            <i /> <i /> <i /> <i />
          </div>
        ))}
    </div>
  );
}

import { useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import "./loading_rows.css";

const patience = 200;

/** Rows that are on their way. What comes within 200 ms comes without them. */
export function LoadingRows({ count = 8 }: { count?: number }) {
  const { t } = useLingui();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, []);
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

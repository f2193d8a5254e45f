import type { ReactNode } from "react";
import "./key_value_list.css";

/** Facts about one thing, a line each. */
export function KeyValueList({ of }: { of: readonly { key: string; value: ReactNode }[] }) {
  return (
    <dl className="facts">
      {of.map(({ key, value }) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

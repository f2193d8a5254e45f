import { type ReactNode, useId } from "react";
import "./record.css";

/** One thing: at the left what it holds, at the right what is known about it. Below each other when narrow. */
export function Record({ children, label, aside }: { children: ReactNode; label: string; aside: ReactNode }) {
  return (
    <div className="cols">
      <div className="holds">{children}</div>
      <aside aria-label={label}>{aside}</aside>
    </div>
  );
}

/** A headed part of either side, which its head names. */
export function RecordSection({
  title,
  end,
  children,
}: {
  title: ReactNode;
  /** What can be done with all of it, at the right of its head. */
  end?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="of-record" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {end}
      </header>
      {children}
    </section>
  );
}

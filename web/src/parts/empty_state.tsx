import type { ReactNode } from "react";
import "./card.css";
import "./empty_state.css";

interface EmptyStateProps {
  /** What is missing: "No team has arrived yet". */
  title: string;
  /** What brings it. */
  children: ReactNode;
  /** One or two buttons. */
  buttons?: ReactNode;
}

export function EmptyState({ title, children, buttons }: EmptyStateProps) {
  return (
    <section className="card empty">
      <svg width="200" height="20" aria-hidden="true">
        <path d="M0 19.5H200" stroke="currentColor" />
      </svg>
      <h2>{title}</h2>
      <p>{children}</p>
      {buttons && <div className="buttons">{buttons}</div>}
    </section>
  );
}

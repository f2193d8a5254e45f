import type { ReactNode } from "react";
import "./card.css";
import "./section.css";

/** The sections of a page that is read from top to bottom: settings, the account. */
export function Sections({ children }: { children: ReactNode }) {
  return <div className="sections">{children}</div>;
}

interface SectionProps {
  title: string;
  /** What it is about, or what follows from it. */
  says?: ReactNode;
  /** What concerns all of it, at the right of its head. */
  end?: ReactNode;
  children?: ReactNode;
}

export function Section({ title, says, end, children }: SectionProps) {
  return (
    <section className="section">
      <header>
        <div>
          <h2>{title}</h2>
          {says && <p>{says}</p>}
        </div>
        {end && <div className="end">{end}</div>}
      </header>
      {children}
    </section>
  );
}

/** A card of lines. */
export function Lines({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul className="card lines" aria-label={label}>
      {children}
    </ul>
  );
}

interface LineProps {
  face?: ReactNode;
  title: ReactNode;
  /** Under the title: what is known about it. */
  says?: ReactNode;
  /** What can be done with it, or how it stands. */
  end?: ReactNode;
}

export function Line({ face, title, says, end }: LineProps) {
  return (
    <li>
      {face}
      <div className="what">
        <b>{title}</b>
        {says && <p>{says}</p>}
      </div>
      {end && <div className="end">{end}</div>}
    </li>
  );
}

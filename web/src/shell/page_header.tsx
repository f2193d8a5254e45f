import { useLingui } from "@lingui/react/macro";
import { createLink } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { type AnchorHTMLAttributes, Children, type ReactNode, type Ref, useEffect } from "react";
import { isolated } from "~/language/isolated.ts";
import { Icon } from "~/parts/icon.tsx";
import "./page_header.css";

interface PageHeaderProps {
  title: string;
  /** What stands before the title: a large avatar. */
  face?: ReactNode;
  /** What stands after the title: the SCIM label. */
  label?: ReactNode;
  /** One line under the title. */
  sub?: ReactNode;
  /** The way here from the list, as links; the page itself is added. */
  crumbs?: ReactNode;
  /** What concerns the whole page, one filled button at most. */
  children?: ReactNode;
}

/** The title, once a page, and what concerns all of it. It names the browser's tab too. */
export function PageHeader({ title, face, label, sub, crumbs, children }: PageHeaderProps) {
  const { t } = useLingui();
  useEffect(() => {
    document.title = `${isolated(title)} · Muster`;
  }, [title]);
  return (
    <>
      {crumbs && (
        <nav className="crumb" aria-label={t`Way here`}>
          {Children.map(crumbs, (crumb) => (
            <>
              {crumb}
              <Icon of={ChevronRight} size={12} />
            </>
          ))}
          <span aria-current="page">{title}</span>
        </nav>
      )}
      <header className={crumbs ? "head deep" : "head"}>
        {face}
        <div className="title">
          <h1>
            {title}
            {label}
          </h1>
          {sub && <p className="sub">{sub}</p>}
        </div>
        {children && <div className="end">{children}</div>}
      </header>
    </>
  );
}

/** Views of a page with their counts. Each is an address of its own. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className="tabs" aria-label={label}>
      {children}
    </nav>
  );
}

type TabProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  count?: number | undefined;
  ref?: Ref<HTMLAnchorElement>;
};

function TabAnchor({ count, children, ...rest }: TabProps) {
  const { i18n } = useLingui();
  return (
    <a {...rest}>
      {children}
      {count !== undefined && <span className="num">{i18n.number(count)}</span>}
    </a>
  );
}

export const Tab = createLink(TabAnchor);

/** Search first, then filters; columns and export at the end. */
export function Toolbar({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className="toolbar">
      {children}
      {end && <div className="end">{end}</div>}
    </div>
  );
}

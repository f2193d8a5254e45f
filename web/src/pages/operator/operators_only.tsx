import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { sessionQuery } from "~/api/queries.ts";
import { ButtonLink } from "~/parts/button.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { PageHeader } from "~/shell/page_header.tsx";

/** The page for operators, and a sentence for everyone else. */
export function OperatorsOnly({ children }: { children: ReactNode }) {
  const { t } = useLingui();
  const { data: me } = useQuery(sessionQuery);
  if (me?.role === "operator") return children;
  return (
    <>
      <PageHeader title={t`Organizations`} />
      <div className="instead">
        <EmptyState
          title={t`This page is for those who run the installation`}
          buttons={<ButtonLink to="/">{t`Go to Members`}</ButtonLink>}
        >
          {t`You manage your own organization; its pages are at the left.`}
        </EmptyState>
      </div>
    </>
  );
}

import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Overview } from "~/api/contract.ts";
import { Mark } from "~/parts/status.tsx";

/** The installation in four numbers. What fails is the only one with a colour. */
export function OverviewFigures({ overview }: { overview: Overview | undefined }) {
  const { t, i18n } = useLingui();
  const number = (of: number | undefined) => (of === undefined ? "–" : i18n.number(of));
  const failing = overview?.connections_failing ?? 0;
  return (
    <dl className="figures num">
      <Figure name={t`Organizations`}>{number(overview?.organizations)}</Figure>
      <Figure name={t`Members`}>{number(overview?.members)}</Figure>
      <Figure name={t`Connections on`}>{number(overview?.connections_on)}</Figure>
      <Figure name={t`Connections failing`}>
        {failing > 0 ? (
          <Mark tone="stop" shape="triangle">
            {number(failing)}
          </Mark>
        ) : (
          number(overview?.connections_failing)
        )}
      </Figure>
    </dl>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

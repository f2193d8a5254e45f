import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { ShieldCheck } from "lucide-react";
import { Icon } from "~/parts/icon.tsx";

/** Says that one is a guest here: an operator in a customer's organization. */
export function ActingMark({ organization }: { organization: string }) {
  return (
    <div className="acting">
      <Icon of={ShieldCheck} />
      <p>
        <b>
          <Trans>You act as operator</Trans>
        </b>
        <Trans>Its Activity tells what you change.</Trans>{" "}
        <Link className="link" to="/operator/organizations/$organization" params={{ organization }}>
          <Trans>Leave</Trans>
        </Link>
      </p>
    </div>
  );
}

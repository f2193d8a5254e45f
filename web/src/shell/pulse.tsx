import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Health } from "~/api/contract.ts";
import { Mark } from "~/parts/status.tsx";
import { Live, Tape } from "~/parts/tape.tsx";
import { Time } from "~/parts/time.tsx";

interface PulseProps {
  organization: string;
  providerName: string;
  health: Health;
}

/** How the provider is heard, at the foot of the sidebar: state, the tape, and the last request in words. */
export function Pulse({ organization, providerName, health }: PulseProps) {
  return (
    <Link className="pulse" to="/o/$organization/settings" params={{ organization }}>
      <b>
        <State providerName={providerName} state={health.state} />
      </b>
      <Tape tape={health.tape} height={20} />
      <p className="num">
        {health.last_request_at ? (
          <Trans>
            Last request <Time at={health.last_request_at} />
          </Trans>
        ) : (
          <Trans>No request yet</Trans>
        )}
      </p>
    </Link>
  );
}

function State({ providerName, state }: { providerName: string; state: Health["state"] }) {
  switch (state) {
    case "connected":
      return (
        <>
          <Live />
          <Trans>{providerName} is connected</Trans>
        </>
      );
    case "failing":
      return (
        <Mark tone="stop" shape="triangle">
          <Trans>{providerName} has errors</Trans>
        </Mark>
      );
    case "waiting":
      return (
        <Mark tone="wait" shape="half">
          <Trans>Waiting for {providerName}</Trans>
        </Mark>
      );
    case "off":
      return (
        <Mark tone="quiet" shape="dash">
          <Trans>{providerName} is off</Trans>
        </Mark>
      );
  }
}

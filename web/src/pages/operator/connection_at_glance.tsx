import { Trans } from "@lingui/react/macro";
import type { ConnectionHealth } from "~/api/contract.ts";
import { Mark } from "~/parts/status.tsx";

/** A connection's provider and state in two or three words. */
export function ConnectionAtGlance({ of: { connection, health } }: { of: ConnectionHealth }) {
  const provider = connection.provider_name;
  switch (health.state) {
    case "connected":
      return (
        <Mark tone="good" shape="dot">
          <Trans>{provider} connected</Trans>
        </Mark>
      );
    case "failing":
      return (
        <Mark tone="stop" shape="triangle">
          <Trans>{provider} failing</Trans>
        </Mark>
      );
    case "waiting":
      return (
        <Mark tone="wait" shape="half">
          <Trans>{provider} waiting</Trans>
        </Mark>
      );
    case "off":
      return (
        <Mark tone="quiet" shape="dash">
          <Trans>{provider} off</Trans>
        </Mark>
      );
  }
}

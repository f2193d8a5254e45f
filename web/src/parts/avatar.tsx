import { useLingui } from "@lingui/react/macro";
import type { Origin } from "~/api/contract.ts";
import { initial, initials, tint } from "./initials.ts";
import { ProviderMark } from "./provider.tsx";
import "./avatar.css";

interface AvatarProps {
  name: string;
  /** What the tint follows from; the name where there is no id. */
  id?: string;
  /** Members are round, teams and organizations rounded squares. */
  kind?: "member" | "team" | "organization";
  size?: "small" | "large";
  /** A provider as origin shows its badge, also after its provisioning was turned off. */
  origin?: Origin | undefined;
  /** Deactivated: still here, without colour. */
  gone?: boolean;
}

export function Avatar({
  name,
  id = name,
  kind = "member",
  size = "small",
  origin,
  gone = false,
}: AvatarProps) {
  const classes = ["face", gone ? "gone" : `f${tint(id)}`];
  if (kind !== "member") classes.push("team");
  if (size === "large") classes.push("lg");
  return (
    <span className={classes.join(" ")}>
      <i aria-hidden="true">{kind === "organization" ? initial(name) : initials(name)}</i>
      {origin?.kind === "connection" && <OriginBadge origin={origin} />}
    </span>
  );
}

function OriginBadge({ origin }: { origin: Extract<Origin, { kind: "connection" }> }) {
  const { t } = useLingui();
  const name = origin.provider_name;
  return (
    <span className={origin.on ? "badge" : "badge off"}>
      <ProviderMark provider={origin.provider} />
      <span className="sr">{origin.on ? t`Provisioned by ${name}` : t`Came from ${name}`}</span>
    </span>
  );
}

/** Stands after the name of what a provider brought. */
export function ScimLabel() {
  return <span className="tag">SCIM</span>;
}

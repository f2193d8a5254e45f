import { useLingui } from "@lingui/react/macro";
import { LockKeyhole } from "lucide-react";
import { useState } from "react";
import type { Id } from "~/api/contract.ts";
import { Banner } from "~/parts/banner.tsx";
import { useSources } from "./source.tsx";
import "./provisioned_banner.css";

const stored = (organization: Id) => `muster.provisioned.${organization}`;

/** Says once for each organization, when its first provisioned member or team is here, who edits them. */
export function ProvisionedBanner({ organization }: { organization: Id }) {
  const { t, i18n } = useLingui();
  const sources = useSources(organization);
  const [dismissed, setDismissed] = useState(() => read(organization));
  const deciding = sources.filter(
    ({ state, members, teams, policy }) =>
      state === "enabled" && policy.read_only === "locked" && (members > 0 || teams > 0),
  );
  if (dismissed || deciding.length === 0) return null;
  const names = new Intl.ListFormat(i18n.locale, { type: "conjunction" }).format(
    new Set(deciding.map(({ provider_name }) => provider_name)),
  );
  const dismiss = () => {
    setDismissed(true);
    try {
      localStorage.setItem(stored(organization), "dismissed");
    } catch {
      // Storage is closed to us: the dismissal lasts until the page is left.
    }
  };
  return (
    <div className="announces">
      <Banner
        icon={LockKeyhole}
        title={t`Provisioned members and teams are edited in ${names}.`}
        onDismiss={dismiss}
      >
        {t`Roles and manual teams stay yours to change.`}
      </Banner>
    </div>
  );
}

function read(organization: Id): boolean {
  try {
    return localStorage.getItem(stored(organization)) !== null;
  } catch {
    return false;
  }
}

import { useLingui } from "@lingui/react/macro";
import type { Pending } from "~/api/contract.ts";
import { useSaid } from "~/language/said.ts";
import { Banner } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Time } from "~/parts/time.tsx";

interface PendingBannerProps {
  pending: Pending;
  /** Opens what lets it complete; without it the banner only tells. */
  onRole?: () => void;
}

/** What the provider asked for and what waits: what is in the way, and what lets it complete. */
export function PendingBanner({ pending, onRole }: PendingBannerProps) {
  const { t } = useLingui();
  const { detail, remedy, lang } = useSaid()(pending, pending.sentence);
  return (
    <Banner
      tone="wait"
      title={<span lang={lang}>{detail}</span>}
      action={onRole && <Button size="small" onClick={onRole}>{t`Change role`}</Button>}
    >
      <span lang={lang}>{remedy}</span> {t`Pending since`} <Time at={pending.since} />
    </Banner>
  );
}

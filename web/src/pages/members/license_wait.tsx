import { Trans, useLingui } from "@lingui/react/macro";
import type { Id, Member } from "~/api/contract.ts";
import { Banner } from "~/parts/banner.tsx";
import { ButtonLink } from "~/parts/button.tsx";
import { Time } from "~/parts/time.tsx";

/** That somebody waits for a license or works without one, since when, and what to do about it. */
export function LicenseWait({ organization, member }: { organization: Id; member: Member }) {
  const { t, i18n } = useLingui();
  const { waits } = member;
  if (!waits?.place) return null;
  const place = i18n.number(waits.place);
  const all = i18n.number(waits.of ?? waits.place);
  return (
    <Banner
      tone="wait"
      title={
        member.status === "waiting" ? (
          <Trans>
            Waiting for a license since <Time at={waits.since} />, place {place} of {all}.
          </Trans>
        ) : (
          <Trans>
            Works without a license since <Time at={waits.since} />, place {place} of {all} in line for one.
          </Trans>
        )
      }
      action={
        <ButtonLink size="small" to="/o/$organization/licenses" params={{ organization }}>
          {t`Open Licenses`}
        </ButtonLink>
      }
    >
      {member.status === "waiting"
        ? t`They cannot sign in yet. Buy more licenses or deactivate someone.`
        : t`Buy more licenses or deactivate someone, and they get one.`}
    </Banner>
  );
}

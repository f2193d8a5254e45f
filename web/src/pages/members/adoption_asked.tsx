import { Trans, useLingui } from "@lingui/react/macro";
import { useCaller } from "~/api/caller.ts";
import type { AdoptionRequest, Member } from "~/api/contract.ts";
import { Banner } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Time } from "~/parts/time.tsx";
import "./provisioned_banner.css";

/** The request that nobody has confirmed, or whose confirmation is over. */
export function openRequest(member: Member): AdoptionRequest | undefined {
  return member.asked_for.find((request) => !isConfirmed(request));
}

function isConfirmed({ confirmed_until }: AdoptionRequest): boolean {
  return confirmed_until !== undefined && Date.parse(confirmed_until) > Date.now();
}

/** A provider wants to speak for an owner or administrator: what an owner may do, and what was done. */
export function AdoptionAsked({ member, onLink }: { member: Member; onLink: () => void }) {
  const { t } = useLingui();
  const { name } = member;
  const asked = openRequest(member);
  if (asked) return <Asks asked={asked} name={name} onLink={onLink} />;
  const confirmed = member.asked_for[0];
  if (!confirmed?.confirmed_until) return null;
  const { provider_name: provider } = confirmed.connection;
  return (
    <div className="announces">
      <Banner title={t`${provider} may link itself to ${name}.`}>
        <Trans>
          Retry there until <Time at={confirmed.confirmed_until} as="full" />.
        </Trans>
      </Banner>
    </div>
  );
}

function Asks({ asked, name, onLink }: { asked: AdoptionRequest; name: string; onLink: () => void }) {
  const { t } = useLingui();
  const { role } = useCaller();
  const owns = role === "owner" || role === "operator";
  const { user_name: user } = asked;
  const { provider_name: provider } = asked.connection;
  return (
    <div className="announces">
      <Banner
        tone="wait"
        title={t`${provider} wants to create ${user}, whose address ${name} has.`}
        action={owns && <Button size="small" onClick={onLink}>{t`Link to ${provider}`}</Button>}
      >
        {owns
          ? t`It was refused until an owner links the two.`
          : t`It was refused until an owner links the two; ask one.`}
      </Banner>
    </div>
  );
}

import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { LinkView } from "~/api/contract.ts";
import { lookAtLink } from "~/api/link.ts";
import { isGone } from "~/api/problem.ts";
import { installationQuery } from "~/api/queries.ts";
import { useSaid } from "~/language/said.ts";
import { Words } from "~/language/words.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button, ButtonLink } from "~/parts/button.tsx";
import { Refused } from "~/parts/refusal.tsx";
import { BlankFront, FrontPage } from "~/shell/front_page.tsx";
import { JoinForm } from "./join_form.tsx";
import { SetupOffer } from "./setup_offer.tsx";

/** What a link offers: to join, to get a new way to sign in, or to set up provisioning. */
export function LinkPage({ secret }: { secret: string }) {
  const { t } = useLingui();
  const look = useQuery({
    queryKey: ["link", secret],
    queryFn: () => lookAtLink(secret),
    enabled: secret !== "",
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const installation = useQuery(installationQuery);
  if (!secret)
    return (
      <Unusable
        title={t`Open the link again`}
        says={t`This window does not know the link any more. Open it once more from where you got it.`}
      />
    );
  if (isGone(look.error))
    return <Unusable title={t`This link does not count`} says={<Refused error={look.error} />} />;
  const failed = [look, installation].find(({ error }) => error);
  if (failed?.error)
    return (
      <FrontPage title={t`The link was not looked at`}>
        <ErrorNote error={failed.error} />
        <Button look="first" onClick={() => void failed.refetch()}>
          {t`Try again`}
        </Button>
      </FrontPage>
    );
  // Both, before anything is asked: a form must not change under the hands of whoever fills it in.
  if (!look.data || !installation.data) return <BlankFront />;
  return <Offer link={look.data} secret={secret} passkeys={installation.data.passkeys} />;
}

interface OfferProps {
  link: LinkView;
  secret: string;
  passkeys: boolean;
}

function Offer({ link, secret, passkeys }: OfferProps) {
  const { t } = useLingui();
  const organization = link.organization.name;
  if (!link.usable) {
    const titles = {
      invitation: t`The invitation to ${organization} does not count any more`,
      sign_in: t`The sign-in link does not count any more`,
      setup: t`The setup link for ${organization} does not count any more`,
    };
    return <Unusable title={titles[link.kind]} says={<Reason of={link} />} />;
  }
  return link.kind === "setup" ? (
    <SetupOffer link={link} secret={secret} />
  ) : (
    <JoinForm link={link} kind={link.kind} secret={secret} passkeys={passkeys} />
  );
}

/** Why a link does not count. */
function Reason({ of: link }: { of: LinkView }) {
  return <Words {...useSaid()(link, link.reason ?? "")} />;
}

/** Why the link opens nothing, what to do, and the other way in. */
function Unusable({ title, says }: { title: string; says: ReactNode }) {
  const { t } = useLingui();
  return (
    <FrontPage title={title} says={says}>
      <ButtonLink to="/sign-in" search={{}}>
        {t`Sign in`}
      </ButtonLink>
    </FrontPage>
  );
}

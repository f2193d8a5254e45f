import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { Credentials, Fitting } from "~/api/contract.ts";
import { installationQuery, sessionQuery } from "~/api/queries.ts";
import { RefusedThere } from "~/parts/refused_there.tsx";
import { Failure } from "~/shell/failure.tsx";
import { BlankFront, FrontPage } from "~/shell/front_page.tsx";
import { FirstRun } from "./first_run.tsx";
import { OrganizationChoice } from "./organization_choice.tsx";
import { SignInForm } from "./sign_in_form.tsx";

/** Lets somebody in, and leads to where they wanted to go. */
export function SignInPage() {
  const { next, refused } = useSearch({ from: "/sign-in" });
  const { t } = useLingui();
  const session = useQuery(sessionQuery);
  const installation = useQuery(installationQuery);
  const [fits, setFits] = useState<{ credentials: Credentials; choose: readonly Fitting[] }>();
  const [asMember, setAsMember] = useState(false);
  if (session.data) return <GoOn to={next ?? "/"} />;
  const failed = session.error ? session : installation.error ? installation : undefined;
  if (failed)
    return (
      <main>
        <Failure error={failed.error} onRetry={() => void failed.refetch()} />
      </main>
    );
  if (session.data === undefined || !installation.data) return <BlankFront />;
  if (installation.data.first_run && !asMember) return <FirstRun onSignIn={() => setAsMember(true)} />;
  if (fits) return <OrganizationChoice {...fits} onBack={() => setFits(undefined)} />;
  return (
    <FrontPage title={t`Sign in`} says={next && <Trans>You are led back to where you were.</Trans>}>
      {refused && <RefusedThere rule={refused} />}
      <SignInForm passkeys={installation.data.passkeys} next={next ?? "/"} onFits={setFits} />
    </FrontPage>
  );
}

function GoOn({ to }: { to: string }) {
  const { history } = useRouter();
  useEffect(() => history.replace(to), [history, to]);
  return <BlankFront />;
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { installationQuery } from "~/api/queries.ts";
import { Mark } from "~/parts/status.tsx";
import "~/parts/card.css";

/** The ways to sign in that there are today. */
export function SignInPage() {
  const { t } = useLingui();
  const installation = useQuery(installationQuery);
  return (
    <div className="settings">
      <h2 className="head2">{t`Ways to sign in`}</h2>
      <section className="card rows">
        <div className="row">
          <div>
            <b>{t`Password`}</b>
            <p className="small muted">{t`Each member sets one by the link of the invitation.`}</p>
          </div>
          <Mark tone="good" shape="dot">{t`On`}</Mark>
        </div>
        <div className="row">
          <div>
            <b>{t`Passkey`}</b>
            <p className="small muted">{t`The device proves who signs in; nothing can be given away.`}</p>
          </div>
          {installation.data?.passkeys === false ? (
            <Mark tone="quiet" shape="dash">{t`Not at this address`}</Mark>
          ) : (
            <Mark tone="good" shape="dot">{t`On`}</Mark>
          )}
        </div>
        <div className="row">
          <div>
            <b>{t`Okta`}</b>
            <p className="small muted">
              <Trans>
                Sign-in with Okta comes with a later version. Until then, members that Okta creates sign in by
                a link: open the member and make one.
              </Trans>
            </p>
          </div>
          <Mark tone="quiet" shape="dash">{t`Not yet`}</Mark>
        </div>
      </section>
    </div>
  );
}

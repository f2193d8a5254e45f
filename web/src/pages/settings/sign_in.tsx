import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { KeyRound, LockKeyhole, LogIn } from "lucide-react";
import { installationQuery, sessionQuery } from "~/api/queries.ts";
import { Icon } from "~/parts/icon.tsx";
import { Line, Lines, Section, Sections } from "~/parts/section.tsx";
import { Mark } from "~/parts/status.tsx";

/** Settings › Sign-in: by what people get in today, and what does not exist yet. */
export function SignInSettings() {
  const { t } = useLingui();
  const params = useParams({ from: "/o/$organization/settings/sign-in" });
  const { data: installation } = useQuery(installationQuery);
  const { data: me } = useQuery(sessionQuery);
  const passkeys = installation?.passkeys ?? false;
  return (
    <Sections>
      <Section
        title={t`How people sign in`}
        says={
          <Trans>
            Whoever joins by a link chooses one of these and may add the other on their account page. Nobody
            else ever knows it.
          </Trans>
        }
      >
        <Lines label={t`Ways to sign in`}>
          <Line
            face={<Icon of={KeyRound} />}
            title={t`Passkey`}
            says={
              passkeys
                ? t`With the screen lock of a device, or a security key.`
                : t`It needs Muster to be reached over https by a host name. Whoever runs this installation can change the address.`
            }
            end={passkeys ? <On /> : <Off says={t`Not at this address`} />}
          />
          <Line
            face={<Icon of={LockKeyhole} />}
            title={t`Password`}
            says={t`At least 12 characters; what is easy to guess is refused. Only a hash is kept.`}
            end={<On />}
          />
          <Line
            face={<Icon of={LogIn} />}
            title={t`Sign-in with Okta`}
            says={t`This version cannot do it yet. It is provisioning that connects Okta, and that signs nobody in.`}
            end={<Off says={t`Not built yet`} />}
          />
        </Lines>
      </Section>
      <Section
        title={t`People who arrive by provisioning`}
        says={
          <Trans>
            They have no way to sign in until they get one: open them under{" "}
            <Link className="link" to="/o/$organization/members" params={params}>
              Members
            </Link>{" "}
            and send them a new sign-in link. When their provider deactivates them, every session of theirs
            ends at once.
          </Trans>
        }
      />
      {me?.person && (
        <Section
          title={t`Your own account`}
          says={
            <>
              {me.methods.password ? t`You have a password.` : t`You have no password.`}{" "}
              <Plural
                value={me.methods.passkeys}
                _0="You have no passkey."
                one="You have # passkey."
                other="You have # passkeys."
              />{" "}
              <Link className="link" to="/account">
                <Trans>Open your account</Trans>
              </Link>
            </>
          }
        />
      )}
    </Sections>
  );
}

function On() {
  const { t } = useLingui();
  return (
    <Mark tone="good" shape="dot">
      {t`On`}
    </Mark>
  );
}

function Off({ says }: { says: string }) {
  return (
    <Mark tone="quiet" shape="dash">
      {says}
    </Mark>
  );
}

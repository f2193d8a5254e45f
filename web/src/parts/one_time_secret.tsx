import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";
import { Value } from "./copy.tsx";
import { Window } from "./window.tsx";

interface OneTimeSecretProps {
  open: boolean;
  /** "Connect Okta". */
  title: string;
  providerName: string;
  tenantUrl: string;
  secretToken: string;
  /** "Created 16:20 by Ines Aldana". */
  created: ReactNode;
  /** Whether making a new token lets this one count for a while yet. */
  overlaps?: boolean;
  /** The licenses that are free, before anybody is assigned. */
  children: ReactNode;
  besideGuide?: boolean;
  onDone: () => void;
}

/** Tenant URL and Secret Token, to be copied while this window is open. Closing without a copy asks once. */
export function OneTimeSecret(props: OneTimeSecretProps) {
  const {
    open,
    title,
    providerName,
    tenantUrl,
    secretToken,
    created,
    overlaps,
    children,
    besideGuide,
    onDone,
  } = props;
  const { t } = useLingui();
  const [copied, setCopied] = useState(false);
  const [asked, setAsked] = useState(false);
  const leave = () => {
    if (copied || asked) onDone();
    else setAsked(true);
  };
  return (
    <Window
      open={open}
      onOpenChange={(next) => next || leave()}
      title={title}
      says={t`Copy both values into ${providerName}. The token is shown only in this window.`}
      remark={t`Muster keeps only a hash of the token.`}
      {...(besideGuide && { besideGuide })}
      buttons={
        <Button look="first" onClick={leave}>
          {t`Continue`}
        </Button>
      }
    >
      <Value label={t`Tenant URL`} text={tenantUrl} />
      <Value
        label={t`Secret Token`}
        text={secretToken}
        beside={created}
        hint={
          overlaps
            ? t`The token does not expire. Making a new one ends this one 24 hours later.`
            : t`The token does not expire. Making a new one ends this one at once.`
        }
        onCopy={() => setCopied(true)}
      />
      {asked && !copied && (
        <div role="alert">
          <Banner tone="wait" title={t`The Secret Token was not copied.`}>
            <Trans>
              It cannot be shown again. Copy it, or choose Continue once more to leave without it.
            </Trans>
          </Banner>
        </div>
      )}
      <div className="free wide">{children}</div>
    </Window>
  );
}

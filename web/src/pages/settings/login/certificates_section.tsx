import { Trans, useLingui } from "@lingui/react/macro";
import { Download, FileBadge } from "lucide-react";
import { useEffect, useState } from "react";
import type { Certificate, Id, LoginMethod } from "~/api/contract.ts";
import { loginMethodCalls } from "~/api/login_method.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button, ButtonAddress } from "~/parts/button.tsx";
import { Icon } from "~/parts/icon.tsx";
import { Line, Lines, Section } from "~/parts/section.tsx";
import { Mark } from "~/parts/status.tsx";
import { Time } from "~/parts/time.tsx";
import { useSignInChange } from "./method_change.ts";
import { Ends } from "./saml_form.tsx";

/** What we sign with, and how it is changed without a gap: add a new one, let the provider learn it, use it. */
export function CertificatesSection({ organization, method }: { organization: Id; method: LoginMethod }) {
  const { t } = useLingui();
  const calls = loginMethodCalls(organization);
  const two = method.certificates.length > 1;
  const { mutation: change, proof } = useSignInChange(organization, () =>
    two ? calls.takeNewCertificate(method.id) : calls.addCertificate(method.id),
  );
  return (
    <Section
      title={t`Our certificates`}
      says={
        two
          ? t`Both are published. Once the provider has the new one, use it; the old one is forgotten then.`
          : method.protocol === "saml"
            ? t`We sign our requests with it. Before it ends, add a new one and give it to the provider.`
            : t`Its key proves who we are where there is no client secret. It is published at the JWKS URL.`
      }
      end={
        <Button aria-busy={change.isPending} onClick={() => change.isPending || change.mutate(undefined)}>
          {two ? t`Use the new one` : t`Add a new certificate`}
        </Button>
      }
    >
      {change.error && <ErrorNote error={change.error} />}
      {proof}
      <Lines label={t`Our certificates`}>
        {method.certificates.map((certificate, index) => (
          <CertificateLine key={certificate.fingerprint} of={certificate} isNew={index > 0} />
        ))}
      </Lines>
    </Section>
  );
}

function CertificateLine({ of: certificate, isNew }: { of: Certificate; isNew: boolean }) {
  const { t } = useLingui();
  const { fingerprint, pem, valid_from, valid_until } = certificate;
  const address = useFile(pem);
  return (
    <Line
      face={<Icon of={FileBadge} />}
      title={<code className="fingerprint">{fingerprint}</code>}
      says={
        <>
          <Trans>
            valid from <Time at={valid_from} as="until" />
          </Trans>
          , <Ends at={valid_until} />
        </>
      }
      end={
        <>
          <Mark tone={isNew ? "wait" : "good"} shape={isNew ? "half" : "dot"}>
            {isNew ? t`New` : t`In use`}
          </Mark>
          <ButtonAddress size="small" icon={Download} href={address} download="muster.pem">
            {t`Download PEM`}
          </ButtonAddress>
        </>
      }
    />
  );
}

/** An address of this page for a text, while it is shown. */
function useFile(text: string): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: "application/x-pem-file" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [text]);
  return address;
}

import { Trans, useLingui } from "@lingui/react/macro";
import { FileUp } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Id, LoginMetadata, LoginMethod } from "~/api/contract.ts";
import { loginMethodCalls } from "~/api/login_method.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { TextField } from "~/parts/field.tsx";
import { Icon } from "~/parts/icon.tsx";
import { KeyValueList } from "~/parts/key_value_list.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { Section } from "~/parts/section.tsx";
import { Time } from "~/parts/time.tsx";
import { useToast } from "~/parts/toast.tsx";
import { useSignInChange } from "./method_change.ts";
import { useMethodProvider } from "./method_provider.ts";

type Settings = NonNullable<LoginMethod["saml"]>;

interface SamlFormProps {
  organization: Id;
  method: LoginMethod;
  settings: Settings;
}

/** The provider's metadata: read from its address or from a file, and what it said. */
export function SamlForm({ organization, method, settings }: SamlFormProps) {
  const { t } = useLingui();
  const tell = useToast();
  const provider = useMethodProvider(method);
  const [url, setUrl] = useState(settings.metadata_url ?? "");
  const { mutation: read, proof } = useSignInChange(
    organization,
    (metadata: LoginMetadata) => loginMethodCalls(organization).read(method.id, metadata),
    () => tell(t`The metadata is read.`),
  );
  const refusal = useRefusal(read.error, ["url"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!read.isPending) read.mutate({ url: url.trim() });
  };
  const upload = async (file: File | undefined) => {
    if (file && !read.isPending) read.mutate({ file: await file.text() });
  };
  return (
    <Section title={t`What ${provider} says`}>
      <form className="card" onSubmit={submit}>
        <TextField
          label={t`Identity Provider metadata URL`}
          type="url"
          autoComplete="off"
          required
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          hint={t`It is read once, now. Read it again when the provider changes its certificate.`}
          error={refusal.at("url")}
        />
        <div className="buttons">
          <Button look={method.complete ? undefined : "first"} type="submit" aria-busy={read.isPending}>
            {t`Read metadata`}
          </Button>
          <span className="btn upload">
            <Icon of={FileUp} />
            {t`Upload a file instead`}
            <input
              type="file"
              accept=".xml,application/xml,text/xml,application/samlmetadata+xml"
              aria-label={t`Metadata file`}
              onChange={(event) => {
                void upload(event.target.files?.[0]);
                event.target.value = ""; // the same file may be chosen again
              }}
            />
          </span>
        </div>
        {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
        {proof}
      </form>
      {settings.entity_id && <Said settings={settings} />}
    </Section>
  );
}

/** What the metadata said. */
function Said({ settings }: { settings: Settings }) {
  const { t } = useLingui();
  return (
    <div className="card">
      <KeyValueList
        of={[
          { key: t`Entity ID`, value: settings.entity_id },
          { key: t`Sign-in URL`, value: settings.sign_in_url },
          { key: t`Sign-out URL`, value: settings.sign_out_url ?? t`None` },
          ...settings.certificates.map(({ fingerprint, valid_until }) => ({
            key: t`Certificate`,
            value: (
              <span>
                <code className="fingerprint">{fingerprint}</code>
                <br />
                <Ends at={valid_until} />
              </span>
            ),
          })),
        ]}
      />
    </div>
  );
}

/** Until when a certificate counts. */
export function Ends({ at }: { at: string }) {
  if (Date.parse(at) < Date.now()) {
    return (
      <span className="stops">
        <Trans>
          expired <Time at={at} as="until" />
        </Trans>
      </span>
    );
  }
  return (
    <Trans>
      valid until <Time at={at} as="until" />
    </Trans>
  );
}

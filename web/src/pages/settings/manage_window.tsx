import { Trans, useLingui } from "@lingui/react/macro";
import { KeyRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Connection, Connections, Preset } from "~/api/contract.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Value } from "~/parts/copy.tsx";
import { Checkbox } from "~/parts/field.tsx";
import { Time } from "~/parts/time.tsx";
import { Window } from "~/parts/window.tsx";
import { PresetSelect } from "./preset_select.tsx";
import { useProviderName } from "./provider_name.ts";
import type { Subject } from "./provisioning.ts";

interface ManageWindowProps {
  subject: Subject;
  busy: boolean;
  error: unknown;
  stepUp: ReactNode;
  besideGuide: boolean;
  presets: Connections["presets"];
  /** Keeps what was chosen; the preset is for a connection that is made by it. */
  onSave: (enabled: boolean, preset: Preset | undefined) => void;
  onToken: () => void;
  onClose: () => void;
}

/** What being on, or off, means for what the provider created. */
function useEnablesHint(name: string, enabled: boolean, connection: Connection | undefined): string {
  const { t } = useLingui();
  if (enabled) {
    return connection?.policy.read_only === "editable"
      ? t`${name} creates, changes and deactivates members; what is edited here of it is overwritten by its next change.`
      : t`${name} creates, changes and deactivates members; what it creates is read-only here.`;
  }
  return connection?.policy.on_disable === "locked"
    ? t`${name} is not answered. What it created stays as it is.`
    : t`${name} is not answered. What it created can be edited here.`;
}

/** The other way to provisioning: Enable, Save, and a token only when one is asked for. */
export function ManageWindow(props: ManageWindowProps) {
  const { subject, busy, error, stepUp, besideGuide, presets, onSave, onToken, onClose } = props;
  const { t } = useLingui();
  const { connection } = subject;
  const name = useProviderName()(subject.provider, subject.name);
  const on = connection?.state === "enabled";
  const [enabled, setEnabled] = useState(on);
  const [preset, setPreset] = useState<Preset>("standard");
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Manage user provisioning with ${name}`}
      besideGuide={besideGuide}
      buttons={
        <>
          <Button onClick={onClose}>{t`Close`}</Button>
          <Button
            look="first"
            aria-busy={busy}
            onClick={() => busy || onSave(enabled, connection ? undefined : preset)}
          >
            {t`Save`}
          </Button>
        </>
      }
    >
      <div className="manage">
        <Checkbox checked={enabled} onChange={setEnabled} hint={useEnablesHint(name, enabled, connection)}>
          {t`Enable`}
        </Checkbox>
        {connection && <Value label={t`Tenant URL`} text={connection.tenant_url} />}
        {connection && on && <Token connection={connection} onToken={onToken} />}
        {!connection && (
          <>
            <PresetSelect presets={presets} chosen={preset} onChoose={setPreset} />
            <p className="small muted">
              <Trans>
                The Tenant URL appears here once this is saved; the Secret Token when you ask for it.
              </Trans>
            </p>
          </>
        )}
      </div>
      <ErrorNote error={error} />
      {stepUp}
    </Window>
  );
}

function Token({ connection, onToken }: { connection: Connection; onToken: () => void }) {
  const { t } = useLingui();
  return (
    <div className="token">
      <div>
        <p>{t`Secret Token`}</p>
        {connection.token ? (
          <p className="small muted">
            <Trans>
              Ends in <code>{connection.token.last_four}</code>, created{" "}
              <Time at={connection.token.created_at} />. It is shown only when it is made.
            </Trans>
          </p>
        ) : (
          <p className="small muted">{t`None has been issued.`}</p>
        )}
      </div>
      <Button icon={KeyRound} onClick={onToken}>
        {connection.token ? t`New token` : t`Generate token`}
      </Button>
    </div>
  );
}

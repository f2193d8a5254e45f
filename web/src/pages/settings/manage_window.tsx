import { Trans, useLingui } from "@lingui/react/macro";
import { KeyRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Connection } from "~/api/contract.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Value } from "~/parts/copy.tsx";
import { Checkbox, Select } from "~/parts/field.tsx";
import { Time } from "~/parts/time.tsx";
import { Window } from "~/parts/window.tsx";
import { usePolicies } from "./policy.ts";
import { useProviderName } from "./provider_name.ts";
import type { Subject } from "./provisioning.ts";

interface ManageWindowProps {
  subject: Subject;
  busy: boolean;
  error: unknown;
  stepUp: ReactNode;
  besideGuide: boolean;
  /** Keeps what was chosen. */
  onSave: (enabled: boolean, policy: Connection["policy"] | undefined) => void;
  onToken: () => void;
  onClose: () => void;
}

/** The other way to provisioning: Enable, Save, and a token only when one is asked for. */
export function ManageWindow(props: ManageWindowProps) {
  const { subject, busy, error, stepUp, besideGuide, onSave, onToken, onClose } = props;
  const { t } = useLingui();
  const { connection } = subject;
  const name = useProviderName()(subject.provider, subject.name);
  const policies = usePolicies(name);
  const on = connection?.state === "enabled";
  const [enabled, setEnabled] = useState(on);
  const [policy, setPolicy] = useState(connection?.policy);
  const changed = policy && connection && !samePolicy(policy, connection.policy) ? policy : undefined;
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Manage user provisioning with ${name}`}
      besideGuide={besideGuide}
      buttons={
        <>
          <Button onClick={onClose}>{t`Close`}</Button>
          <Button look="first" aria-busy={busy} onClick={() => busy || onSave(enabled, changed)}>
            {t`Save`}
          </Button>
        </>
      }
    >
      <div className="manage">
        <Checkbox
          checked={enabled}
          onChange={setEnabled}
          hint={
            enabled
              ? t`${name} creates, changes and deactivates members; what it creates is read-only here.`
              : t`${name} is not answered. What it created can be edited here.`
          }
        >
          {t`Enable`}
        </Checkbox>
        {connection && <Value label={t`Tenant URL`} text={connection.tenant_url} />}
        {connection && on && <Token connection={connection} onToken={onToken} />}
        {policy && (
          <>
            <Select
              label={t`People unknown here in a pushed group`}
              value={policy.unknown_member}
              options={policies.unknownMember}
              onChoose={(unknown_member) => setPolicy({ ...policy, unknown_member })}
              hint={policies.say(policy)[0]}
            />
            <Select
              label={t`Who may remove provisioned members`}
              value={policy.who_may_remove}
              options={policies.whoMayRemove}
              onChoose={(who_may_remove) => setPolicy({ ...policy, who_may_remove })}
              hint={policies.say(policy)[1]}
            />
          </>
        )}
        {!connection && (
          <p className="small muted">
            <Trans>
              The Tenant URL appears here once this is saved; the Secret Token when you ask for it.
            </Trans>
          </p>
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

function samePolicy(a: Connection["policy"], b: Connection["policy"]): boolean {
  return a.unknown_member === b.unknown_member && a.who_may_remove === b.who_may_remove;
}

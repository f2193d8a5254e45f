import type { Connections, Id, Preset } from "~/api/contract.ts";
import { ManageWindow } from "./manage_window.tsx";
import type { Provisioning, Subject } from "./provisioning.ts";
import { TurnOffQuestion, TurnOnQuestion } from "./questions.tsx";
import type { AccessSearch, AccessWindow } from "./search.ts";
import { SecretWindow } from "./secret_window.tsx";
import { NewTokenQuestion, RevokeTokenQuestion } from "./token_questions.tsx";

interface AccessWindowsProps {
  organization: Id;
  presets: Connections["presets"];
  /** About whom the open window is. */
  subject: Subject | undefined;
  provisioning: Provisioning;
  window: AccessWindow | undefined;
  /** Which Secret Token the window is about, by its id. */
  token: Id | undefined;
  /** Whether the guide stands beside. */
  guided: boolean;
  onShow: (search: AccessSearch) => void;
}

/** The window that the address names; before all, a token that was just made. */
export function AccessWindows(props: AccessWindowsProps) {
  const { organization, presets, subject, provisioning, window, token, guided, onShow } = props;
  const { secret, busy, failure, stepUp } = provisioning;
  const close = (search: AccessSearch = {}) =>
    onShow({ window: undefined, about: undefined, token: undefined, ...search });
  if (secret) {
    return (
      <SecretWindow
        organization={organization}
        connection={secret.connection}
        secretToken={secret.token}
        onDone={provisioning.forgetSecret}
      />
    );
  }
  if (!subject || !window) return stepUp;
  const error = failure?.about === subject.key ? failure.error : undefined;
  if (window === "manage") {
    const save = async (enabled: boolean, preset: Preset | undefined) => {
      const on = subject.connection?.state === "enabled";
      if (on && !enabled) return onShow({ window: "off" });
      if (on || !enabled) return close();
      const opened = await provisioning.turnOn(subject, false, preset);
      // It stays open: now the Tenant URL stands there, and Generate token.
      if (opened) onShow({ about: opened.id, guide: opened.id });
    };
    return (
      <ManageWindow
        key={`${subject.key} ${subject.connection?.state}`}
        subject={subject}
        busy={busy !== undefined}
        error={error}
        stepUp={stepUp}
        besideGuide={guided}
        presets={presets}
        onSave={(enabled, preset) => void save(enabled, preset)}
        onToken={() =>
          subject.connection?.has_token
            ? onShow({ window: "token" })
            : void provisioning.newToken(subject).then((made) => made && close({ guide: subject.key }))
        }
        onClose={() => close()}
      />
    );
  }
  const { connection } = subject;
  if (!connection) return stepUp;
  const ask = {
    organization,
    subject: { ...subject, connection },
    busy: busy !== undefined,
    error,
    stepUp,
    onClose: () => close(),
  };
  switch (window) {
    case "off":
      return (
        <TurnOffQuestion
          {...ask}
          onConfirm={() =>
            void provisioning.turnOff(subject).then((done) => done && close({ guide: undefined }))
          }
        />
      );
    case "on":
      return (
        <TurnOnQuestion
          {...ask}
          onConfirm={() =>
            void provisioning.turnOn(subject, true).then((done) => done && close({ guide: done.id }))
          }
        />
      );
    case "revoke": {
      const revoked = [connection.token, connection.former_token].find((each) => each?.id === token);
      if (!revoked) return stepUp;
      return (
        <RevokeTokenQuestion
          {...ask}
          token={revoked}
          onConfirm={() => void provisioning.endToken(subject, revoked.id).then((done) => done && close())}
        />
      );
    }
    case "token":
      return (
        <NewTokenQuestion
          {...ask}
          onConfirm={() =>
            void provisioning.newToken(subject).then((done) => done && close({ guide: subject.key }))
          }
        />
      );
  }
}

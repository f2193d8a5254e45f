import { useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { idempotencyKey } from "~/api/client.ts";
import {
  createConnection,
  disableConnection,
  enableConnection,
  makeToken,
  revokeToken,
} from "~/api/connection.ts";
import type { Connection, Id, Opened, Preset } from "~/api/contract.ts";
import { useStepUp } from "~/api/step_up.tsx";
import { useToast } from "~/parts/toast.tsx";
import { useProviderName } from "./provider_name.ts";

/** A provider, and its connection where there is one. */
export interface Subject {
  /** The connection's id, or the provider: what the address calls it. */
  key: string;
  provider: string;
  name: string;
  connection?: Connection;
}

export interface Provisioning {
  /** What is being done, about whom. */
  busy: string | undefined;
  /** What went wrong, beside whom it belongs. */
  failure: { about: string; error: unknown } | undefined;
  /** A token that was just made. It is nowhere else. */
  secret: { connection: Connection; token: string } | undefined;
  forgetSecret: () => void;
  /** The preset is whose rules a connection follows that is made by this; without it, the standard ones. */
  turnOn: (subject: Subject, issueToken: boolean, preset?: Preset) => Promise<Connection | undefined>;
  turnOff: (subject: Subject) => Promise<boolean>;
  newToken: (subject: Subject) => Promise<boolean>;
  endToken: (subject: Subject, token: Id) => Promise<boolean>;
  clear: () => void;
  stepUp: ReturnType<typeof useStepUp>["window"];
}

/** What an administrator does with provisioning, one thing at a time. */
export function useProvisioning(organization: Id): Provisioning {
  const { t } = useLingui();
  const client = useQueryClient();
  const tell = useToast();
  const nameOf = useProviderName();
  const { prove, window } = useStepUp();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<{ about: string; error: unknown }>();
  const [secret, setSecret] = useState<{ connection: Connection; token: string }>();

  const attempt = async <T>({ key }: Subject, call: () => Promise<T>): Promise<T | undefined> => {
    if (busy) return undefined;
    setBusy(key);
    setFailure(undefined);
    try {
      const answer = await call();
      await Promise.all(
        ["directory", "traffic"].map((kind) => client.invalidateQueries({ queryKey: [kind, organization] })),
      );
      return answer;
    } catch (error) {
      setFailure({ about: key, error });
      return undefined;
    } finally {
      setBusy(undefined);
    }
  };
  const opened = (answer: Opened | undefined): Connection | undefined => {
    if (answer?.secret_token) setSecret({ connection: answer.connection, token: answer.secret_token });
    return answer?.connection;
  };
  return {
    busy,
    failure,
    secret,
    forgetSecret: () => setSecret(undefined),
    clear: () => setFailure(undefined),
    stepUp: window,
    turnOn: async (subject, issueToken, preset) => {
      const { connection, provider } = subject;
      const key = idempotencyKey();
      const call = () =>
        connection
          ? enableConnection(organization, connection.id, issueToken)
          : createConnection(
              organization,
              { provider, issue_token: issueToken, ...(preset && { preset }) },
              key,
            );
      return opened(await attempt(subject, () => prove(call)));
    },
    turnOff: async (subject) => {
      const { connection } = subject;
      if (!connection) return false;
      const off = await attempt(subject, () => prove(() => disableConnection(organization, connection.id)));
      const name = nameOf(subject.provider, subject.name);
      if (off) tell(t`User provisioning with ${name} is off.`);
      return off !== undefined;
    },
    newToken: async (subject) => {
      const { connection } = subject;
      if (!connection) return false;
      const key = idempotencyKey();
      const call = () => makeToken(organization, connection.id, key);
      return opened(await attempt(subject, () => prove(call))) !== undefined;
    },
    endToken: async (subject, token) => {
      const { connection } = subject;
      if (!connection) return false;
      const call = async () => {
        await revokeToken(organization, connection.id, token);
        return true;
      };
      return (await attempt(subject, () => prove(call))) ?? false;
    },
  };
}

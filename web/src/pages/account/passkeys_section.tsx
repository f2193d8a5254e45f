import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { passkeysQuery } from "~/api/account.ts";
import type { Me } from "~/api/contract.ts";
import { browserHasPasskeys } from "~/api/passkey.ts";
import { installationQuery } from "~/api/queries.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { Icon } from "~/parts/icon.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { Line, Lines, Section } from "~/parts/section.tsx";
import { Time } from "~/parts/time.tsx";
import type { Windows } from "./account_page.tsx";
import { AddPasskeyWindow, RemovePasskeyQuestion, RenamePasskeyWindow } from "./passkey_windows.tsx";

interface PasskeysSectionProps {
  windows: Windows;
  methods: Me["methods"];
}

export function PasskeysSection({ windows, methods }: PasskeysSectionProps) {
  const { t } = useLingui();
  const { open, show, close } = windows;
  const passkeys = useQuery(passkeysQuery);
  const { data: installation } = useQuery(installationQuery);
  const here = (installation?.passkeys ?? false) && browserHasPasskeys();
  const about = passkeys.data?.find(({ id }) => id === open.about);
  const others = methods.passkeys - 1 + (methods.password ? 1 : 0);
  const add = (
    <Button icon={KeyRound} onClick={() => show({ window: "passkey" })}>
      {t`Add a passkey`}
    </Button>
  );
  return (
    <Section
      title={t`Passkeys`}
      says={
        here
          ? t`A passkey stays in your device or security key. Nobody can copy it, and no false page can ask for it.`
          : t`Passkeys work only where Muster is reached over https by a host name. This address is none.`
      }
      end={here && passkeys.data && passkeys.data.length > 0 && add}
    >
      {passkeys.error && <ErrorNote error={passkeys.error} onRetry={() => void passkeys.refetch()} />}
      {passkeys.isPending && <LoadingRows count={1} />}
      {passkeys.data?.length === 0 && (
        <EmptyState title={t`You have no passkey`} buttons={here && add}>
          {here
            ? t`Add one, and you sign in with your device's screen lock.`
            : t`You sign in by password here.`}
        </EmptyState>
      )}
      {passkeys.data && passkeys.data.length > 0 && (
        <Lines label={t`Passkeys`}>
          {passkeys.data.map(({ id, name, created_at, used_at }) => (
            <Line
              key={id}
              face={<Icon of={KeyRound} />}
              title={name}
              says={
                used_at ? (
                  <Trans>
                    Added <Time at={created_at} />, last used <Time at={used_at} />
                  </Trans>
                ) : (
                  <Trans>
                    Added <Time at={created_at} />, not used yet
                  </Trans>
                )
              }
              end={
                <>
                  <Button
                    size="small"
                    look="plain"
                    aria-label={t`Rename ${name}`}
                    onClick={() => show({ window: "rename-passkey", about: id })}
                  >
                    {t`Rename`}
                  </Button>
                  <Button
                    size="small"
                    aria-label={t`Remove ${name}`}
                    onClick={() => show({ window: "remove-passkey", about: id })}
                  >
                    {t`Remove`}
                  </Button>
                </>
              }
            />
          ))}
        </Lines>
      )}
      {open.window === "passkey" && here && <AddPasskeyWindow onClose={close} />}
      {open.window === "rename-passkey" && about && <RenamePasskeyWindow passkey={about} onClose={close} />}
      {open.window === "remove-passkey" && about && (
        <RemovePasskeyQuestion passkey={about} others={others} onClose={close} />
      )}
    </Section>
  );
}

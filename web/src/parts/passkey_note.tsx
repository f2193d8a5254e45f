import { useLingui } from "@lingui/react/macro";
import { PasskeyError } from "~/api/passkey.ts";
import { Banner, ErrorNote } from "./banner.tsx";

/** What went wrong with a passkey, beside the button that asked for it: the browser's part or the server's. */
export function PasskeyNote({ error }: { error: unknown }) {
  const { t } = useLingui();
  if (!(error instanceof PasskeyError)) return <ErrorNote error={error} />;
  const says = {
    cancelled: {
      title: t`No passkey was used.`,
      next: t`The browser's window was closed, or it waited too long. Press the button again.`,
    },
    known: {
      title: t`This device has a passkey for you already.`,
      next: t`Use that one, or choose another device.`,
    },
    address: {
      title: t`Passkeys do not work at this address.`,
      next: t`Open Muster at its public address, or use a password.`,
    },
  }[error.reason];
  return (
    <div role="alert">
      <Banner tone="wait" title={says.title}>
        {says.next}
      </Banner>
    </div>
  );
}

import { useLingui } from "@lingui/react/macro";
import type { WaysIn } from "~/api/contract.ts";
import { startAddress } from "~/api/login.ts";
import { ButtonAddress } from "~/parts/button.tsx";
import { ProviderMark } from "~/parts/provider.tsx";

interface ProviderWaysProps {
  ways: WaysIn;
  /** The address that leads to them. */
  email: string;
  next: string;
}

/** A button for each identity provider that an address leads to. */
export function ProviderWays({ ways, email, next }: ProviderWaysProps) {
  const { t } = useLingui();
  return (
    <div className="ask" role="status">
      {ways.items.map(({ id, name, provider, start }, index) => (
        <ButtonAddress
          key={id}
          look={index === 0 ? "first" : undefined}
          href={startAddress(start, "sign_in", next, email)}
        >
          <ProviderMark provider={provider} />
          {t`Continue with ${name}`}
        </ButtonAddress>
      ))}
    </div>
  );
}

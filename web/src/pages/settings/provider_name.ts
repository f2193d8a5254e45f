import { useLingui } from "@lingui/react/macro";

const names: { [provider: string]: string } = {
  okta: "Okta",
  entra: "Microsoft Entra ID",
  onelogin: "OneLogin",
  jumpcloud: "JumpCloud",
  google: "Google",
};

/** How a provider is called where its name stands alone. */
export function useProviderName(): (provider: string, name?: string) => string {
  const { t } = useLingui();
  return (provider, name) => {
    if (provider === "other") return t`Another provider`;
    return names[provider] ?? name ?? provider;
  };
}

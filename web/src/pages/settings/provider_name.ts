import { useLingui } from "@lingui/react/macro";

/** How a provider is called where its name stands alone. */
export function useProviderName(): (provider: string, name: string) => string {
  const { t } = useLingui();
  return (provider, name) => {
    if (provider === "entra") return "Microsoft Entra ID";
    if (provider === "other") return t`Another provider`;
    return name;
  };
}

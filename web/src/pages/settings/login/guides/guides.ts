import type { LoginProtocol, ProviderId } from "~/api/contract.ts";
import { entraOidc, entraSaml } from "./entra.tsx";
import { googleOidc, googleSaml } from "./google.tsx";
import type { GuideStep } from "./guide.ts";
import { jumpcloudOidc, jumpcloudSaml } from "./jumpcloud.tsx";
import { oktaOidc, oktaSaml } from "./okta.tsx";
import { oneloginOidc, oneloginSaml } from "./onelogin.tsx";
import { otherOidc, otherSaml } from "./other.tsx";

type Guides = Record<LoginProtocol, readonly GuideStep[]>;

const guides: Record<ProviderId, Guides> = {
  okta: { oidc: oktaOidc, saml: oktaSaml },
  entra: { oidc: entraOidc, saml: entraSaml },
  onelogin: { oidc: oneloginOidc, saml: oneloginSaml },
  jumpcloud: { oidc: jumpcloudOidc, saml: jumpcloudSaml },
  google: { oidc: googleOidc, saml: googleSaml },
  other: { oidc: otherOidc, saml: otherSaml },
};

export function guideOf(provider: ProviderId, protocol: LoginProtocol): readonly GuideStep[] {
  return guides[provider][protocol];
}

/** The issuer of a provider that has only one for everybody. */
export function issuerOf(provider: ProviderId): string {
  if (provider === "google") return "https://accounts.google.com";
  if (provider === "jumpcloud") return "https://oauth.id.jumpcloud.com/";
  return "";
}

import type { LoginProtocol } from "~/api/contract.ts";

const names: Record<LoginProtocol, string> = { oidc: "OpenID Connect", saml: "SAML 2.0" };

/** How a protocol is called, in every language. */
export function protocolName(protocol: LoginProtocol): string {
  return names[protocol];
}

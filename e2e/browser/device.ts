// Chromium's own virtual authenticator: a device with a screen lock that says yes.
import type { BrowserContext, Page } from "playwright-core";

export interface Device {
  /** What it holds. */
  credentials: () => Promise<number>;
  /** Whether its owner unlocks it when it asks. */
  answers: (yes: boolean) => Promise<void>;
}

export async function device(context: BrowserContext, page: Page): Promise<Device> {
  const session = await context.newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
    answers: async (isUserVerified) => {
      await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
  };
}

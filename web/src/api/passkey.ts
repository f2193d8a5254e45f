import { bytesOf, textOf } from "./base64url.ts";

/** What the server begins with, and wants back with what the browser answered. */
export interface Ceremony<Options> {
  ceremony: string;
  options: Options;
}

export type Registration = Ceremony<PublicKeyCredentialCreationOptionsJSON>;
export type Assertion = Ceremony<PublicKeyCredentialRequestOptionsJSON>;

/** The second half: the credential as WebAuthn writes it in JSON. */
export interface Proof {
  ceremony: string;
  credential: unknown;
}

/** cancelled: nothing was chosen. known: this device has one already. address: not at this address. */
type Reason = "cancelled" | "known" | "address";

/** Why the browser made or used no passkey. What the server refuses is an ApiError as everywhere. */
export class PasskeyError extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, cause: unknown) {
    super(`use a passkey: ${reason}`, { cause });
    this.name = "PasskeyError";
    this.reason = reason;
  }
}

/** Whether this browser can use passkeys here: it has them only over https and on the machine itself. */
export function browserHasPasskeys(): boolean {
  return "PublicKeyCredential" in globalThis;
}

/** Lets the person make a passkey. */
export async function makePasskey({ ceremony, options }: Registration): Promise<Proof> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON?.(options) ?? creationOptionsOf(options);
  return { ceremony, credential: json(await ask(() => navigator.credentials.create({ publicKey }))) };
}

/** Lets the person choose one of their passkeys and prove that they have it. */
export async function askForPasskey({ ceremony, options }: Assertion): Promise<Proof> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON?.(options) ?? requestOptionsOf(options);
  return { ceremony, credential: json(await ask(() => navigator.credentials.get({ publicKey }))) };
}

async function ask(browser: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await browser();
    if (credential instanceof PublicKeyCredential) return credential;
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "InvalidStateError") throw new PasskeyError("known", error);
    if (name === "SecurityError") throw new PasskeyError("address", error);
    if (name !== "NotAllowedError" && name !== "AbortError") throw error;
    throw new PasskeyError("cancelled", error);
  }
  throw new PasskeyError("cancelled", undefined);
}

// What follows stands in for the browsers that have passkeys and not yet their JSON. Extensions are left out: none
// is needed, and those browsers want each of them in a form of its own.

function creationOptionsOf(
  options: PublicKeyCredentialCreationOptionsJSON,
): PublicKeyCredentialCreationOptions {
  const { challenge, user, excludeCredentials, extensions: _, ...rest } = options;
  return {
    ...(rest as Omit<PublicKeyCredentialCreationOptions, "challenge" | "user" | "excludeCredentials">),
    challenge: bytesOf(challenge),
    user: { ...user, id: bytesOf(user.id) },
    excludeCredentials: (excludeCredentials ?? []).map(descriptorOf),
  };
}

function requestOptionsOf(options: PublicKeyCredentialRequestOptionsJSON): PublicKeyCredentialRequestOptions {
  const { challenge, allowCredentials, extensions: _, ...rest } = options;
  return {
    ...(rest as Omit<PublicKeyCredentialRequestOptions, "challenge" | "allowCredentials">),
    challenge: bytesOf(challenge),
    allowCredentials: (allowCredentials ?? []).map(descriptorOf),
  };
}

function descriptorOf(descriptor: PublicKeyCredentialDescriptorJSON): PublicKeyCredentialDescriptor {
  return {
    type: "public-key",
    id: bytesOf(descriptor.id),
    ...(descriptor.transports && { transports: descriptor.transports as AuthenticatorTransport[] }),
  };
}

function json(credential: PublicKeyCredential): unknown {
  if ("toJSON" in credential) return credential.toJSON();
  const { id, rawId, type, response, authenticatorAttachment } = credential as PublicKeyCredential;
  return {
    id,
    rawId: textOf(rawId),
    type,
    authenticatorAttachment,
    clientExtensionResults: {},
    response: responseJson(response),
  };
}

function responseJson(response: AuthenticatorResponse): Record<string, unknown> {
  const clientDataJSON = textOf(response.clientDataJSON);
  if (response instanceof AuthenticatorAttestationResponse) {
    return {
      clientDataJSON,
      attestationObject: textOf(response.attestationObject),
      transports: response.getTransports(),
    };
  }
  const { authenticatorData, signature, userHandle } = response as AuthenticatorAssertionResponse;
  return {
    clientDataJSON,
    authenticatorData: textOf(authenticatorData),
    signature: textOf(signature),
    ...(userHandle && { userHandle: textOf(userHandle) }),
  };
}

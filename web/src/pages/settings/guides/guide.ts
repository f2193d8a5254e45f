import type { MessageDescriptor } from "@lingui/core";
import type { ReactNode } from "react";
import type { MilestoneName } from "~/api/contract.ts";

/** What a field of the provider's page gets: a value of this connection, or words that are the same for all. */
export type Value =
  | { of: "tenant_url" }
  | { of: "secret_token" }
  | { of: "unique_identifier" }
  | { words: string };

export interface GuideField {
  /** As the provider's page calls it, letter for letter. */
  label: string;
  value: Value;
}

export interface GuideStep {
  /** Names the tick that is kept; small letters, digits and "-". */
  id: string;
  title: MessageDescriptor;
  text?: ReactNode;
  fields?: readonly GuideField[];
  /** The step is done once all of these were seen. Without any it is ticked by a person. */
  seen?: readonly MilestoneName[];
  /** What is seen only after this step was done, so that it needs no tick. */
  follows?: MilestoneName;
  /** The provider's test of the connection, whose result is told. */
  test?: boolean;
  /** May be left out, by a tick that says so. */
  optional?: MessageDescriptor;
}

/** How one kind of app at one provider is connected. */
export interface AppGuide {
  id: string;
  provider: string;
  /** The kind of app, as the provider's catalog calls it. */
  app: string;
  steps: readonly GuideStep[];
}

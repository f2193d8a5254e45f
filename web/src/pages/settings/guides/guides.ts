import { entra } from "./entra.tsx";
import { google } from "./google.tsx";
import type { AppGuide } from "./guide.ts";
import { jumpcloud } from "./jumpcloud.tsx";
import { oktaBearer } from "./okta_bearer.tsx";
import { oktaCatalog } from "./okta_catalog.tsx";
import { oktaHeader } from "./okta_header.tsx";
import { oktaWizard } from "./okta_wizard.tsx";
import { onelogin } from "./onelogin.tsx";
import { other } from "./other.tsx";

const guides: readonly AppGuide[] = [
  oktaBearer,
  oktaHeader,
  oktaWizard,
  oktaCatalog,
  entra,
  onelogin,
  jumpcloud,
  google,
  other,
];

/** The guides of a provider; the first is the one to begin with. */
export function guidesOf(provider: string): readonly [AppGuide, ...AppGuide[]] {
  const [first, ...rest] = guides.filter((guide) => guide.provider === provider);
  return first ? [first, ...rest] : [other];
}

import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Id } from "~/api/contract.ts";
import { Section } from "~/parts/section.tsx";

/** Whom a provider's sign-in knows, and what people do who have none. */
export function ProvisionedPeople({ organization }: { organization: Id }) {
  const { t } = useLingui();
  return (
    <Section
      title={t`People who arrive by provisioning`}
      says={
        <Trans>
          Their provider signs them in once a login method is active and the domain of their user name is
          verified. Until then, open them under{" "}
          <Link className="link" to="/o/$organization/members" params={{ organization }}>
            Members
          </Link>{" "}
          and make a link for them. When their provider deactivates them, every session of theirs ends at
          once.
        </Trans>
      }
    />
  );
}

import { useLingui } from "@lingui/react/macro";
import type { Rule } from "~/api/contract.ts";
import { rules } from "~/language/rules.ts";
import { Banner } from "./banner.tsx";

interface RefusedThereProps {
  /** The rule that the address names. Anybody may write an address, so what is unknown is said in our own words. */
  rule: string;
  onDismiss?: () => void;
}

/** Why whoever comes back from an identity provider was not let in, as the rule says it. */
export function RefusedThere({ rule, onDismiss }: RefusedThereProps) {
  const { t, i18n } = useLingui();
  const said = isRule(rule) ? rules[rule] : undefined;
  // An address names no organization and no person: these words stand where the server would name them.
  const places = { organization: t`your organization`, member: t`This member`, what: t`login method` };
  return (
    <div role="alert">
      <Banner
        tone="stop"
        title={said ? i18n._(said.detail.id, places) : t`The sign-in did not come through.`}
        {...(onDismiss && { onDismiss })}
      >
        {said?.remedy ? i18n._(said.remedy.id, places) : !said && t`Begin again.`}
      </Banner>
    </div>
  );
}

function isRule(name: string): name is Rule {
  return Object.hasOwn(rules, name);
}

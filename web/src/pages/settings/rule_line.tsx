import { Trans } from "@lingui/react/macro";
import { Select } from "~/parts/field.tsx";
import { chosen, type PolicyRule } from "./policy.ts";

interface RuleLineProps {
  rule: PolicyRule;
  value: string;
  /** What it is now, where another was chosen. */
  before?: string;
  onChoose: (value: string) => void;
}

/** One rule: what it is about, what was chosen, and the sentence that tells what follows. */
export function RuleLine({ rule, value, before, onChoose }: RuleLineProps) {
  return (
    <li>
      <Select
        label={
          <>
            {rule.label}
            {before !== undefined && (
              <span className="small was">
                <Trans>Now: {before}</Trans>
              </span>
            )}
          </>
        }
        value={value}
        options={rule.options}
        onChoose={onChoose}
        hint={chosen(rule, value).says}
      />
    </li>
  );
}

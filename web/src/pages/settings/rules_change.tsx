import { Plural, useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import type { Policy } from "~/api/contract.ts";
import { BeforeAndAfter } from "~/parts/activity_entry.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { chosen, differing, type PolicyRule } from "./policy.ts";
import type { RulesDraft } from "./rules.ts";

interface RulesChangeProps {
  rules: readonly PolicyRule[];
  from: Policy;
  draft: RulesDraft;
}

/** Exactly which rules saving changes, in reach wherever the page is read; the end of the page where none does. */
export function RulesChange({ rules, from, draft }: RulesChangeProps) {
  const { t } = useLingui();
  const changing = differing(rules, from, draft.policy);
  const changed = changing.length > 0;
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // The button that was pressed is gone, and the way goes on from where it stood.
    if (!changed && document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, [changed]);
  return (
    <section
      ref={place}
      className={changed ? "rules-change" : "rules-kept"}
      tabIndex={-1}
      aria-label={t`What saving changes`}
    >
      <p role="status">
        <Plural
          value={changing.length}
          _0="Nothing is changed."
          one="# rule changes when you save."
          other="# rules change when you save."
        />
      </p>
      {changed && (
        <BeforeAndAfter
          changes={changing.map((rule) => ({
            field: rule.label,
            before: chosen(rule, from[rule.name]).label,
            after: chosen(rule, draft.policy[rule.name]).label,
          }))}
        />
      )}
      {draft.error && <ErrorNote error={draft.error} />}
      {changed && (
        <div className="buttons">
          <Button look="first" aria-busy={draft.isSaving} onClick={draft.save}>
            {t`Save rules`}
          </Button>
          <Button look="plain" onClick={draft.discard}>{t`Discard`}</Button>
        </div>
      )}
      {draft.proof}
    </section>
  );
}

import { useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { changePolicy } from "~/api/connection.ts";
import type { Connection, Connections, Id, Policy, PolicyEdit, Preset } from "~/api/contract.ts";
import { useStepUp } from "~/api/step_up.tsx";
import { useToast } from "~/parts/toast.tsx";
import type { RuleName } from "./policy.ts";

/** The rules of a connection as somebody is about to have them. */
export interface RulesDraft {
  policy: Policy;
  /** Whose rules they are; undefined for nobody's. */
  preset: Preset | undefined;
  choose: (rule: RuleName, value: string) => void;
  /** Takes over every rule of a preset. */
  follow: (preset: Preset) => void;
  discard: () => void;
  save: () => void;
  isSaving: boolean;
  error: Error | null;
  /** Asks for a fresh proof where the server wants one. */
  proof: ReactNode;
}

/**
 * What is kept of a draft is the rules that were changed and nothing else: a rule that somebody else changes meanwhile
 * shows as it then is, and is not put back by saving.
 */
export function useRules(
  organization: Id,
  connection: Connection,
  presets: Connections["presets"],
): RulesDraft {
  const { t } = useLingui();
  const client = useQueryClient();
  const tell = useToast();
  const { prove, window: proof } = useStepUp();
  const [edits, setEdits] = useState<PolicyEdit>({});
  const { mutate, reset, isPending, error } = useMutation({
    mutationFn: (policy: PolicyEdit) => prove(() => changePolicy(organization, connection.id, policy)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["directory", organization] });
      setEdits({});
      tell(t`The rules are saved and count from now on.`);
    },
  });
  const policy: Policy = { ...connection.policy, ...edits };
  const keep = (next: Policy) => {
    reset();
    setEdits(changesOf(connection.policy, next));
  };
  const changed = Object.keys(changesOf(connection.policy, policy)).length > 0;
  return {
    policy,
    preset: presets.find((each) => Object.keys(changesOf(each.policy, policy)).length === 0)?.preset,
    choose: (rule, value) => keep({ ...policy, [rule]: value }),
    follow: (preset) => keep(presets.find((each) => each.preset === preset)?.policy ?? policy),
    discard: () => keep(connection.policy),
    save: () => {
      if (changed && !isPending) mutate(changesOf(connection.policy, policy));
    },
    isSaving: isPending,
    error,
    proof,
  };
}

/** The rules that make one policy of the other. */
function changesOf(from: Policy, to: Policy): PolicyEdit {
  const names = Object.keys(to) as RuleName[];
  const changed = names.filter((name) => from[name] !== to[name]);
  return Object.fromEntries(changed.map((name) => [name, to[name]])) as PolicyEdit;
}

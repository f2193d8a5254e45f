import { useLingui } from "@lingui/react/macro";
import type { Connection } from "~/api/contract.ts";

type Policy = Connection["policy"];
type Choices<Value extends string> = readonly { value: Value; label: string; says: string }[];

/** The rules of a connection, each in one sentence that names what follows from it. */
export function usePolicies(provider: string): {
  unknownMember: Choices<Policy["unknown_member"]>;
  whoMayRemove: Choices<Policy["who_may_remove"]>;
  say: (policy: Policy) => readonly string[];
} {
  const { t } = useLingui();
  const unknownMember: Choices<Policy["unknown_member"]> = [
    {
      value: "skip",
      label: t`Pass them over`,
      says: t`A pushed group that names people unknown here becomes a team of the others; Activity names those who are missing.`,
    },
    {
      value: "refuse",
      label: t`Refuse the push`,
      says: t`A pushed group that names people unknown here is refused whole; ${provider} shows who is missing.`,
    },
  ];
  const whoMayRemove: Choices<Policy["who_may_remove"]> = [
    {
      value: "provider",
      label: t`${provider} alone`,
      says: t`Only ${provider} takes its members away, by deactivating them; nobody removes them here.`,
    },
    {
      value: "administrators",
      label: t`Administrators too`,
      says: t`Administrators may remove members whom ${provider} has deactivated; they are then gone from here for good.`,
    },
  ];
  const saysOf = (choices: Choices<string>, value: string) =>
    choices.find((each) => each.value === value)?.says ?? value;
  return {
    unknownMember,
    whoMayRemove,
    say: (policy) => [
      saysOf(unknownMember, policy.unknown_member),
      saysOf(whoMayRemove, policy.who_may_remove),
    ],
  };
}

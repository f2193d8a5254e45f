import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { SecretToken } from "~/api/contract.ts";
import type { Consequence } from "~/parts/window.tsx";
import { useProviderName } from "./provider_name.ts";
import { Ask, type AskProps, useCounted } from "./questions.tsx";

/** Before a new token ends the one that works, or lets it work for another day, as the rules have it. */
export function NewTokenQuestion(props: AskProps) {
  const { t } = useLingui();
  const { connection, provider, name: given } = props.subject;
  const name = useProviderName()(provider, given);
  const untilThen = useUntilThen(props);
  const overlaps = connection.policy.token_rotation === "overlap";
  const ends = {
    count: 1,
    text: <Trans>Secret Token stops working now. {name} is answered 401 until it has the new one.</Trans>,
  };
  return (
    <Ask
      {...props}
      title={t`Make a new Secret Token for ${name}?`}
      confirm={t`Make a new token`}
      keep={t`Keep this one`}
      begins={overlaps}
      consequences={overlaps ? overlapping(connection) : [ends, ...untilThen]}
    />
  );
}

function overlapping({ token, former_token: former }: AskProps["subject"]["connection"]): Consequence[] {
  const goesOn = {
    count: 1,
    text: (
      <Trans>
        Secret Token, which ends in <code>{token?.last_four}</code>, works for 24 hours more.
      </Trans>
    ),
  };
  if (!former) return [goesOn];
  const ends = {
    count: 1,
    text: (
      <Trans>
        Secret Token, which ends in <code>{former.last_four}</code>, stops working now: at most two work at a
        time.
      </Trans>
    ),
  };
  return [goesOn, ends];
}

/** Before one of two tokens ends ahead of its time. */
export function RevokeTokenQuestion({ token, ...props }: AskProps & { token: SecretToken }) {
  const { t } = useLingui();
  const name = useProviderName()(props.subject.provider, props.subject.name);
  return (
    <Ask
      {...props}
      title={t`Revoke the Secret Token that ends in ${token.last_four}?`}
      confirm={t`Revoke`}
      keep={t`Keep it`}
      consequences={[
        {
          count: 1,
          text: (
            <Trans>Secret Token stops working now. The other one goes on working, if {name} has it.</Trans>
          ),
        },
      ]}
    />
  );
}

/** Whom it concerns that the provider is not answered. */
function useUntilThen(props: AskProps): Consequence[] {
  const { members, teams } = useCounted(props);
  return [
    {
      count: members,
      text: (
        <Plural
          value={members}
          one="member gets no change until then."
          other="members get no change until then."
        />
      ),
    },
    {
      count: teams,
      text: (
        <Plural value={teams} one="team gets no change until then." other="teams get no change until then." />
      ),
    },
  ];
}

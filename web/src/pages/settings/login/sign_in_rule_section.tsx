import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { useCaller } from "~/api/caller.ts";
import type { Id, LoginMethods } from "~/api/contract.ts";
import { loginMethodCalls } from "~/api/login_method.ts";
import { membersQuery } from "~/api/queries.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Select } from "~/parts/field.tsx";
import { Icon } from "~/parts/icon.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { LockedControl } from "~/parts/locked.tsx";
import { useRefusal } from "~/parts/refusal.tsx";
import { Line, Lines, Section } from "~/parts/section.tsx";
import { Question, Window } from "~/parts/window.tsx";
import type { LoginWindows } from "./login_methods_page.tsx";
import { useSignInChange } from "./method_change.ts";

interface SignInRuleProps {
  organization: Id;
  data: LoginMethods;
  windows: LoginWindows;
}

/** Whether people sign in by login methods alone, and who gets in when no provider lets anybody in. */
export function SignInRuleSection({ organization, data, windows }: SignInRuleProps) {
  const { t } = useLingui();
  const { open, show, close } = windows;
  const { providers_only: only, break_glass: owner } = data.rule;
  const name = owner?.name ?? "";
  return (
    <Section
      title={t`Only these login methods`}
      says={t`Passwords and passkeys then stop counting for everybody but one owner, who gets in by passkey when the identity provider cannot let anybody in.`}
    >
      <Lines>
        <Line
          face={<Icon of={ShieldCheck} />}
          title={only ? t`People sign in by login methods alone` : t`Passkeys and passwords count, too`}
          says={
            only
              ? t`For emergencies: ${name}, by passkey.`
              : t`It takes an active login method, and an owner who has a passkey.`
          }
          end={<Buttons data={data} onShow={(window) => show({ window })} />}
        />
      </Lines>
      {open.window === "rule" && (
        <RuleWindow organization={organization} chosen={owner?.id} on={only} onClose={close} />
      )}
      {open.window === "no-rule" && only && <NoRuleQuestion organization={organization} onClose={close} />}
    </Section>
  );
}

interface ButtonsProps {
  data: LoginMethods;
  onShow: (window: "rule" | "no-rule") => void;
}

/** What may be done about the rule, or why not. */
function Buttons({ data, onShow }: ButtonsProps) {
  const { t } = useLingui();
  const { role } = useCaller();
  const { providers_only: only } = data.rule;
  const verb = only ? t`Allow passkeys and passwords` : t`Require`;
  if (role !== "owner" && role !== "operator") {
    return (
      <LockedControl reason={t`Owners decide how everybody signs in.`} where={t`Ask an owner to do this.`}>
        {verb}
      </LockedControl>
    );
  }
  if (!only && !data.items.some(({ active }) => active)) {
    return (
      <LockedControl
        reason={t`No login method is active, so nobody could sign in.`}
        where={t`Activate one first.`}
      >
        {verb}
      </LockedControl>
    );
  }
  if (!only) return <Button onClick={() => onShow("rule")}>{verb}</Button>;
  return (
    <>
      <Button look="plain" onClick={() => onShow("rule")}>{t`Choose another owner`}</Button>
      <Button onClick={() => onShow("no-rule")}>{verb}</Button>
    </>
  );
}

interface RuleWindowProps {
  organization: Id;
  /** The owner for emergencies until now. */
  chosen: Id | undefined;
  on: boolean;
  onClose: () => void;
}

function RuleWindow({ organization, chosen, on, onClose }: RuleWindowProps) {
  const { t } = useLingui();
  const form = useId();
  const { member: you } = useCaller();
  const found = useInfiniteQuery(
    membersQuery(organization, { role: ["owner"], status: "active", limit: 200 }),
  );
  const owners = found.data?.pages.flatMap(({ items }) => items);
  const [wanted, setWanted] = useState(chosen);
  const owner =
    owners?.find(({ id }) => id === wanted) ?? owners?.find(({ id }) => id === you) ?? owners?.[0];
  const { mutation: set, proof } = useSignInChange(
    organization,
    () =>
      loginMethodCalls(organization).setRule({
        providers_only: true,
        ...(owner && { break_glass: owner.id }),
      }),
    onClose,
  );
  const refusal = useRefusal(set.error, ["break_glass"]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!set.isPending && owner) set.mutate(undefined);
  };
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      title={on ? t`Choose another owner for emergencies` : t`Let people sign in by login methods alone`}
      says={t`Sessions that are open stay open.`}
      buttons={
        <>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button look="first" type="submit" form={form} aria-busy={set.isPending}>
            {on ? t`Choose` : t`Require`}
          </Button>
        </>
      }
    >
      {found.error && <ErrorNote error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <LoadingRows count={1} />}
      {owners && (
        <form id={form} onSubmit={submit}>
          <Select
            label={t`Owner for emergencies`}
            value={owner?.id ?? ""}
            onChoose={setWanted}
            options={owners.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
            hint={t`An active owner who has a passkey. Nobody else gets in while the provider fails.`}
            error={refusal.at("break_glass")}
          />
        </form>
      )}
      {refusal.rest !== undefined && <ErrorNote error={refusal.rest} />}
      {proof}
    </Window>
  );
}

function NoRuleQuestion({ organization, onClose }: { organization: Id; onClose: () => void }) {
  const { t } = useLingui();
  const { mutation: allow, proof } = useSignInChange(
    organization,
    () => loginMethodCalls(organization).setRule({ providers_only: false }),
    onClose,
  );
  return (
    <Question
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Allow passkeys and passwords again?`}
      consequences={[
        {
          count: 1,
          text: <Trans>rule ends: whoever has a passkey or a password signs in by it again.</Trans>,
        },
      ]}
      confirm={t`Allow`}
      keep={t`Keep the rule`}
      begins
      busy={allow.isPending}
      onConfirm={() => allow.mutate(undefined)}
    >
      {allow.error && <ErrorNote error={allow.error} />}
      {proof}
    </Question>
  );
}

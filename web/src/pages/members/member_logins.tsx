import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { Id, Login, Member } from "~/api/contract.ts";
import { memberLoginsQuery, untieMember } from "~/api/login.ts";
import { useDirectoryChange } from "~/api/member.ts";
import { useStepUp } from "~/api/step_up.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { RecordSection } from "~/parts/record.tsx";
import { Time } from "~/parts/time.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Question } from "~/parts/window.tsx";

interface MemberLoginsProps {
  organization: Id;
  member: Member;
  /** The login method about which the question is open. */
  untie: Id | undefined;
  onUntie: (method: Id | undefined) => void;
}

/** By which identity providers somebody signs in, and what those call them. */
export function MemberLogins({ organization, member, untie, onUntie }: MemberLoginsProps) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(memberLoginsQuery(organization, member.id));
  const about = data?.find(({ login_method_id }) => login_method_id === untie);
  return (
    <RecordSection title={t`Sign-in`}>
      {error && (
        <div className="padded">
          <ErrorNote error={error} onRetry={() => void refetch()} />
        </div>
      )}
      {data?.length === 0 && (
        <p className="muted">
          <Trans>No identity provider has signed them in yet.</Trans>
        </p>
      )}
      <ul className="sessions">
        {data?.map((login) => (
          <li key={login.login_method_id}>
            <span>
              <b>{login.name}</b> <span className="muted">{login.subject}</span>
            </span>
            <span className="small num">
              <Trans>
                Tied <Time at={login.created_at} as="full" />, last used <Time at={login.used_at} />
              </Trans>{" "}
              <Button size="small" look="plain" onClick={() => onUntie(login.login_method_id)}>
                {t`Untie`} <span className="sr">{login.name}</span>
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {about && (
        <UntieQuestion
          organization={organization}
          member={member}
          login={about}
          onClose={() => onUntie(undefined)}
        />
      )}
    </RecordSection>
  );
}

interface UntieQuestionProps {
  organization: Id;
  member: Member;
  login: Login;
  onClose: () => void;
}

function UntieQuestion({ organization, member, login, onClose }: UntieQuestionProps) {
  const { t } = useLingui();
  const tell = useToast();
  const { prove, window } = useStepUp();
  const remove = useDirectoryChange(organization, () =>
    prove(() => untieMember(organization, member.id, login.login_method_id)),
  );
  const { name: provider } = login;
  const { name } = member;
  return (
    <Question
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Untie ${name} from ${provider}?`}
      consequences={[
        {
          count: 1,
          text: (
            <Trans>
              account of {provider} signs nobody in here any more, and the sessions that it opened end. While
              they are provisioned, their next sign-in there ties them anew.
            </Trans>
          ),
        },
      ]}
      confirm={t`Untie`}
      keep={t`Keep`}
      busy={remove.isPending}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: () => {
            tell(t`${name} is untied from ${provider}.`);
            onClose();
          },
        })
      }
    >
      {remove.error && <ErrorNote error={remove.error} />}
      {window}
    </Question>
  );
}

import { Plural, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import type { Credentials, Fitting } from "~/api/contract.ts";
import { admit, signInByPassword } from "~/api/sign_in.ts";
import { Avatar } from "~/parts/avatar.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Icon } from "~/parts/icon.tsx";
import { FrontPage } from "~/shell/front_page.tsx";

interface OrganizationChoiceProps {
  credentials: Credentials;
  choose: readonly Fitting[];
  onBack: () => void;
}

/** The same address and password fit several organizations: only the person knows which one is meant. */
export function OrganizationChoice({ credentials, choose, onBack }: OrganizationChoiceProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const signIn = useMutation({
    mutationFn: (organization: string) => signInByPassword({ ...credentials, organization }),
    onSuccess: (answer) => "choose" in answer || admit(client, answer),
  });
  return (
    <FrontPage
      title={t`Choose an organization`}
      says={
        <Plural
          value={choose.length}
          one="Your address and password fit # organization."
          other="Your address and password fit # organizations."
        />
      }
    >
      <ul className="fitting">
        {choose.map(({ id, name }) => (
          <li key={id}>
            <button
              type="button"
              aria-busy={signIn.isPending}
              onClick={() => signIn.isPending || signIn.mutate(id)}
            >
              <Avatar kind="organization" name={name} id={id} />
              <span>{name}</span>
              <Icon of={ChevronRight} />
            </button>
          </li>
        ))}
      </ul>
      {signIn.error && <ErrorNote error={signIn.error} />}
      <Button look="plain" onClick={onBack}>
        {t`Back`}
      </Button>
    </FrontPage>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { LogOut } from "lucide-react";
import type { Me } from "~/api/contract.ts";
import { sessionQuery } from "~/api/queries.ts";
import { Avatar } from "~/parts/avatar.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { KeyValueList } from "~/parts/key_value_list.tsx";
import { Section, Sections } from "~/parts/section.tsx";
import { PageHeader } from "~/shell/page_header.tsx";
import { useRoleName } from "~/shell/role_name.ts";
import { useSignOut } from "~/shell/sign_out.ts";
import { LoginsSection } from "./logins_section.tsx";
import { PasskeysSection } from "./passkeys_section.tsx";
import { PasswordSection } from "./password_section.tsx";
import type { AccountSearch } from "./search.ts";
import { SessionsSection } from "./sessions_section.tsx";

/** How to open and close a window of the account: it stands in the address. */
export interface Windows {
  open: AccountSearch;
  show: (search: AccountSearch) => void;
  close: () => void;
}

/** Who one is here, by what one signs in, and where one is signed in. */
export function AccountPage() {
  const { t } = useLingui();
  const open = useSearch({ from: "/own/account" });
  const navigate = useNavigate({ from: "/account" });
  const signOut = useSignOut();
  const { data: me } = useQuery(sessionQuery);
  if (!me?.person) return null;
  const windows: Windows = {
    open,
    show: (search) => void navigate({ search }),
    close: () => void navigate({ search: {}, replace: true }),
  };
  return (
    <>
      <PageHeader
        title={me.person.name}
        face={<Avatar size="large" name={me.person.name} id={me.person.id} />}
        sub={me.person.email}
      >
        <Button icon={LogOut} aria-busy={signOut.isPending} onClick={() => signOut.mutate()}>
          {t`Sign out`}
        </Button>
      </PageHeader>
      <Sections>
        {signOut.error && <ErrorNote error={signOut.error} />}
        <WhoSection me={me} />
        <LoginsSection />
        <PasskeysSection windows={windows} methods={me.methods} />
        <PasswordSection windows={windows} methods={me.methods} email={me.person.email} />
        <SessionsSection windows={windows} />
      </Sections>
    </>
  );
}

function WhoSection({ me }: { me: Me }) {
  const { t } = useLingui();
  const roleName = useRoleName();
  const person = me.person;
  if (!person) return null;
  const organization = me.organization.name;
  return (
    <Section
      title={t`Who you are`}
      says={
        <Trans>
          Name, email and role are changed on{" "}
          <Link
            className="link"
            to="/o/$organization/members/$member"
            params={{ organization: me.organization.id, member: person.id }}
          >
            your page among the members
          </Link>{" "}
          by those who manage {organization}.
        </Trans>
      }
    >
      <div className="card">
        <KeyValueList
          of={[
            { key: t`Name`, value: person.name },
            { key: t`Email`, value: person.email },
            {
              key: t`Role`,
              value:
                me.role === "operator"
                  ? `${roleName(person.role)} · ${roleName("operator")}`
                  : roleName(person.role),
            },
            { key: t`Organization`, value: organization },
          ]}
        />
      </div>
    </Section>
  );
}

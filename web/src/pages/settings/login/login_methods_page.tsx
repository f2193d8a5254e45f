import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCaller } from "~/api/caller.ts";
import { loginMethodsQuery } from "~/api/login_method.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { Section, Sections } from "~/parts/section.tsx";
import { AddMethodWindow } from "./add_method_window.tsx";
import { DomainsSection } from "./domains_section.tsx";
import { MethodLines } from "./method_lines.tsx";
import { ProvisionedPeople } from "./provisioned_people.tsx";
import type { LoginMethodsSearch } from "./search.ts";
import { SignInRuleSection } from "./sign_in_rule_section.tsx";
import "./login.css";

const from = "/o/$organization/settings/login-methods";

/** How to open and close a window of the page: it stands in the address. */
export interface LoginWindows {
  open: LoginMethodsSearch;
  show: (search: LoginMethodsSearch) => void;
  close: () => void;
}

/** Settings › Login methods: by what the people of an organization sign in. */
export function LoginMethodsPage() {
  const { t } = useLingui();
  const { organization } = useParams({ from });
  const open = useSearch({ from });
  const navigate = useNavigate({ from });
  const { role } = useCaller();
  const { data, error, isPending, refetch } = useQuery(loginMethodsQuery(organization));
  const windows: LoginWindows = {
    open,
    show: (search) => void navigate({ search }),
    close: () => void navigate({ search: {}, replace: true }),
  };
  return (
    <Sections>
      <Section
        title={t`Login methods`}
        says={t`Okta and other identity providers sign people in here, by OpenID Connect or SAML. Who is deactivated there and provisioned from there is out at once.`}
        end={
          <Button look="first" onClick={() => windows.show({ window: "add" })}>
            {t`Add login method`}
          </Button>
        }
      >
        {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {isPending && <LoadingRows count={3} />}
        {data && <MethodLines organization={organization} data={data} />}
      </Section>
      <DomainsSection organization={organization} windows={windows} />
      {data && <SignInRuleSection organization={organization} data={data} windows={windows} />}
      {role !== "setup" && <ProvisionedPeople organization={organization} />}
      {open.window === "add" && (
        <AddMethodWindow
          organization={organization}
          onMade={({ id }) =>
            void navigate({
              to: "/o/$organization/settings/login-methods/$method",
              params: { organization, method: id },
              replace: true,
            })
          }
          onClose={windows.close}
        />
      )}
    </Sections>
  );
}

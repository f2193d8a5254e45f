import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { useCaller } from "~/api/caller.ts";
import type { Id, LoginMethod } from "~/api/contract.ts";
import { loginMethodCalls, loginMethodQuery } from "~/api/login_method.ts";
import { isGone } from "~/api/problem.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button, ButtonLink } from "~/parts/button.tsx";
import { Icon } from "~/parts/icon.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { LockedControl } from "~/parts/locked.tsx";
import { ProviderRing } from "~/parts/provider.tsx";
import { Sections } from "~/parts/section.tsx";
import { Failure } from "~/shell/failure.tsx";
import { useProviderName } from "../provider_name.ts";
import { CertificatesSection } from "./certificates_section.tsx";
import { useSignInChange } from "./method_change.ts";
import { MethodGuide } from "./method_guide.tsx";
import { State } from "./method_lines.tsx";
import { MethodOptions } from "./method_options.tsx";
import { DeactivateQuestion, DeleteQuestion } from "./method_questions.tsx";
import { MethodTrial } from "./method_trial.tsx";
import { OidcForm } from "./oidc_form.tsx";
import { protocolName } from "./protocol_name.ts";
import { SamlForm } from "./saml_form.tsx";
import type { MethodWindow } from "./search.ts";
import "./login.css";

const from = "/o/$organization/settings/login-methods/$method";

/** One login method: how its provider is set up, what it says of itself, and whether people get in. */
export function LoginMethodPage() {
  const { t } = useLingui();
  const { organization, method: id } = useParams({ from });
  const { data, error, refetch } = useQuery(loginMethodQuery(organization, id));
  if (isGone(error)) {
    const way = (
      <ButtonLink look="first" to="/o/$organization/settings/login-methods" params={{ organization }}>
        {t`Go to Login methods`}
      </ButtonLink>
    );
    return <Failure error={error} way={way} />;
  }
  if (!data) {
    return (
      <Sections>
        {error ? <ErrorNote error={error} onRetry={() => void refetch()} /> : <LoadingRows count={4} />}
      </Sections>
    );
  }
  return <Method key={id} organization={organization} method={data.body} etag={data.etag} />;
}

interface MethodProps {
  organization: Id;
  method: LoginMethod;
  etag: string | undefined;
}

function Method({ organization, method, etag }: MethodProps) {
  const { window } = useSearch({ from });
  const navigate = useNavigate({ from });
  const show = (next: MethodWindow | undefined) =>
    void navigate({ search: { window: next }, replace: next === undefined });
  const goToList = () =>
    navigate({
      to: "/o/$organization/settings/login-methods",
      params: { organization },
      replace: true,
    });
  const about = { organization, method, etag };
  return (
    <Sections>
      <Head organization={organization} method={method} onShow={show} />
      <MethodGuide method={method} />
      {method.oidc && <OidcForm key={method.updated_at} {...about} settings={method.oidc} />}
      {method.saml && <SamlForm {...about} settings={method.saml} />}
      <MethodTrial organization={organization} method={method} />
      <MethodOptions {...about} />
      <CertificatesSection organization={organization} method={method} />
      {window === "deactivate" && method.active && (
        <DeactivateQuestion organization={organization} method={method} onClose={() => show(undefined)} />
      )}
      {window === "delete" && (
        <DeleteQuestion
          organization={organization}
          method={method}
          onClose={() => show(undefined)}
          onGone={goToList}
        />
      )}
    </Sections>
  );
}

interface HeadProps {
  organization: Id;
  method: LoginMethod;
  onShow: (window: MethodWindow) => void;
}

/** What it is and how it stands, and the switch. */
function Head({ organization, method, onShow }: HeadProps) {
  const { t } = useLingui();
  const { role } = useCaller();
  const provider = useProviderName()(method.provider, method.provider_name);
  const { mutation: activate, proof } = useSignInChange(organization, () =>
    loginMethodCalls(organization).activate(method.id),
  );
  return (
    <section className="section" aria-label={method.name}>
      <Link className="link back" to="/o/$organization/settings/login-methods" params={{ organization }}>
        <Icon of={ChevronLeft} size={14} /> {t`All login methods`}
      </Link>
      <div className="method-head">
        <ProviderRing provider={method.provider} />
        <div>
          <h2>{method.name}</h2>
          <p>
            {provider} · {protocolName(method.protocol)}
          </p>
        </div>
        <div className="end">
          <State active={method.active} />
          {method.active ? (
            <Button onClick={() => onShow("deactivate")}>{t`Deactivate`}</Button>
          ) : method.owners_only ? (
            <LockedControl
              reason={t`Whoever controls the identity provider can come in as anybody, so an owner has to activate it.`}
              where={t`Ask an owner to open Settings › Login methods › Activate.`}
            >
              {t`Activate`}
            </LockedControl>
          ) : (
            <Button
              look={method.complete ? "first" : undefined}
              aria-busy={activate.isPending}
              onClick={() => activate.isPending || activate.mutate(undefined)}
            >
              {t`Activate`}
            </Button>
          )}
          {role !== "setup" && <Button look="plain" onClick={() => onShow("delete")}>{t`Delete`}</Button>}
        </div>
      </div>
      {activate.error && <ErrorNote error={activate.error} />}
      {proof}
    </section>
  );
}

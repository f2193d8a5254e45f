import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { LogIn } from "lucide-react";
import type { Organization } from "~/api/contract.ts";
import { organizationQuery } from "~/api/queries.ts";
import { Avatar } from "~/parts/avatar.tsx";
import { ButtonLink } from "~/parts/button.tsx";
import { Sections } from "~/parts/section.tsx";
import { Chip } from "~/parts/status.tsx";
import { Time } from "~/parts/time.tsx";
import { AwaitedRecord } from "~/shell/awaited_record.tsx";
import { Failure } from "~/shell/failure.tsx";
import { PageHeader } from "~/shell/page_header.tsx";
import { NameSection } from "../settings/general.tsx";
import { ConnectionsSection } from "./connections_section.tsx";
import { LicensesSection } from "./licenses_section.tsx";
import { OperatorsOnly } from "./operators_only.tsx";
import { OwnersSection } from "./owners_section.tsx";
import type { OperatedSearch } from "./search.ts";
import { SetupLinksSection } from "./setup_links_section.tsx";
import { SuspensionSection } from "./suspension_section.tsx";
import "./operator.css";

/** How to open and close a window of the page: it stands in the address. */
export interface Windows {
  open: OperatedSearch;
  show: (search: OperatedSearch) => void;
  close: () => void;
}

/** One organization, as whoever runs the installation looks after it. */
export function OrganizationPage() {
  return (
    <OperatorsOnly>
      <Operated />
    </OperatorsOnly>
  );
}

function Operated() {
  const { t } = useLingui();
  const { organization: id } = useParams({ from: "/own/operator/organizations/$organization" });
  const organization = useQuery(organizationQuery(id));
  if (organization.error)
    return <Failure error={organization.error} onRetry={() => void organization.refetch()} />;
  if (!organization.data) {
    const crumbs = <Link to="/operator">{t`Organizations`}</Link>;
    return <AwaitedRecord title={t`Organization`} crumbs={crumbs} />;
  }
  return <Parts key={id} organization={organization.data} />;
}

function Parts({ organization }: { organization: Organization }) {
  const { t } = useLingui();
  const open = useSearch({ from: "/own/operator/organizations/$organization" });
  const navigate = useNavigate({ from: "/operator/organizations/$organization" });
  const windows: Windows = {
    open,
    show: (search) => void navigate({ search }),
    close: () => void navigate({ search: {}, replace: true }),
  };
  const { id, name, status, kind, created_at } = organization;
  const customer = kind === "customer";
  return (
    <>
      <PageHeader
        title={name}
        face={<Avatar kind="organization" size="large" name={name} id={id} />}
        label={status === "suspended" && <Chip tone="stop">{t`Suspended`}</Chip>}
        sub={
          <Trans>
            Created <Time at={created_at} as="until" />
          </Trans>
        }
        crumbs={<Link to="/operator">{t`Organizations`}</Link>}
      >
        <ButtonLink look="first" icon={LogIn} to="/o/$organization/members" params={{ organization: id }}>
          {t`Enter`}
        </ButtonLink>
      </PageHeader>
      <Sections>
        <LicensesSection organization={organization} />
        {customer && <OwnersSection organization={organization} windows={windows} />}
        <ConnectionsSection organization={organization} />
        {customer && <SetupLinksSection organization={id} windows={windows} />}
        <NameSection organization={organization} operates />
        {customer && <SuspensionSection organization={organization} windows={windows} />}
      </Sections>
    </>
  );
}

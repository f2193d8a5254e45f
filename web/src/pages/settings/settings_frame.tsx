import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Navigate, Outlet, useParams } from "@tanstack/react-router";
import { sessionQuery } from "~/api/queries.ts";
import { PageHeader, Tab, Tabs } from "~/shell/page_header.tsx";
import "./settings.css";

/** The head of every page of the settings. */
export function SettingsFrame() {
  const { t } = useLingui();
  const params = useParams({ from: "/o/$organization/settings" });
  const { data: me } = useQuery(sessionQuery);
  const setup = me?.kind === "setup"; // its frame has the title, and there are no other pages
  return (
    <>
      {!setup && <PageHeader title={t`Settings`} />}
      <Tabs label={t`Settings`}>
        {!setup && <Tab to="/o/$organization/settings/general" params={params}>{t`General`}</Tab>}
        <Tab to="/o/$organization/settings/access" params={params}>{t`Access management`}</Tab>
        <Tab to="/o/$organization/settings/login-methods" params={params}>{t`Login methods`}</Tab>
        {!setup && <Tab to="/o/$organization/settings/api-keys" params={params}>{t`API keys`}</Tab>}
      </Tabs>
      <Outlet />
    </>
  );
}

/** Settings begin where the providers' guides send people. */
export function FirstSettings() {
  const params = useParams({ from: "/o/$organization/settings/" });
  return <Navigate to="/o/$organization/settings/access" params={params} replace />;
}

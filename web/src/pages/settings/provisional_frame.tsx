import { useLingui } from "@lingui/react/macro";
import { Outlet, useParams } from "@tanstack/react-router";
import { PageHeader, Tab, Tabs } from "~/shell/page_header.tsx";

/** Stands in for the frame of Settings, so that its pages can be seen before that is there. */
export function ProvisionalFrame() {
  const { t } = useLingui();
  const params = useParams({ from: "/o/$organization/settings" });
  return (
    <>
      <PageHeader title={t`Settings`} />
      <Tabs label={t`Settings`}>
        <Tab to="/o/$organization/settings/general" params={params}>{t`General`}</Tab>
        <Tab to="/o/$organization/settings/sign-in" params={params}>{t`Sign-in`}</Tab>
        <Tab to="/o/$organization/settings/api-keys" params={params}>{t`API keys`}</Tab>
      </Tabs>
      <Outlet />
    </>
  );
}

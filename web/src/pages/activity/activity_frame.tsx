import { useLingui } from "@lingui/react/macro";
import { Outlet, useParams } from "@tanstack/react-router";
import { PageHeader, Tab, Tabs } from "~/shell/page_header.tsx";

/** The head of both views of what happened: what changed, and what was asked. */
export function ActivityFrame() {
  const { t } = useLingui();
  const params = useParams({ from: "/o/$organization/activity" });
  return (
    <>
      <PageHeader title={t`Activity`} />
      <Tabs label={t`Activity`}>
        <Tab
          to="/o/$organization/activity"
          params={params}
          activeOptions={{ exact: true, includeSearch: false }}
        >{t`Actions`}</Tab>
        <Tab to="/o/$organization/activity/requests" params={params}>{t`Provisioning log`}</Tab>
      </Tabs>
      <Outlet />
    </>
  );
}

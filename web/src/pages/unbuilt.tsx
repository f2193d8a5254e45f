import { useLingui } from "@lingui/react/macro";
import { PageHeader } from "~/shell/page_header.tsx";

/** Stands where a page is not built yet, so that every link of the frame leads somewhere true. */
export function Unbuilt() {
  const { t } = useLingui();
  return <PageHeader title={t`Not built yet`} sub={t`This page of the control panel does not exist yet.`} />;
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useCaller } from "~/api/caller.ts";
import type { Id, Member } from "~/api/contract.ts";
import { licensesQuery } from "~/api/license.ts";
import { usePagedList } from "~/api/paged_list.ts";
import { installationQuery } from "~/api/queries.ts";
import { Banner, ErrorNote } from "~/parts/banner.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { KeyValueList } from "~/parts/key_value_list.tsx";
import { LicenseMeter } from "~/parts/license_meter.tsx";
import { Record, RecordSection } from "~/parts/record.tsx";
import { VirtualTable } from "~/parts/virtual_table.tsx";
import { PageHeader, Tab, Tabs } from "~/shell/page_header.tsx";
import { useMemberColumns } from "../members/columns.tsx";
import { LicenseLedger } from "./license_ledger.tsx";
import { LicenseLine } from "./license_line.tsx";
import "../activity/activity.css";
import "../members/members_page.css";
import "./licenses_page.css";

const route = "/o/$organization/licenses";
const columnsHere = ["member", "email", "status", "role"];

/** How many licenses there are, who holds them, and whom to ask for more. */
export function LicensesPage() {
  const { t, i18n } = useLingui();
  const { organization } = useParams({ from: route });
  const { manages } = useCaller();
  const { view } = useSearch({ from: route });
  const { data: licenses, error, refetch } = useQuery(licensesQuery(organization));
  return (
    <>
      <PageHeader
        title={t`Licenses`}
        sub={t`Everyone who is active or invited holds one. What happens when none is left, and to the license of who is deactivated, is a rule of the connection.`}
      />
      {error && (
        <div className="instead">
          <ErrorNote error={error} onRetry={() => void refetch()} />
        </div>
      )}
      {licenses && (
        <div className="license-head wide">
          {licenses.warning && <Banner tone="wait" title={licenses.warning} />}
          <LicenseMeter bought={licenses.bought} inUse={licenses.in_use} waiting={licenses.waiting} />
        </div>
      )}
      <Record
        label={t`About the licenses`}
        aside={
          <>
            <RecordSection title={t`Count`}>
              <KeyValueList
                of={[
                  { key: t`Bought`, value: licenses && i18n.number(licenses.bought) },
                  { key: t`In use`, value: licenses && i18n.number(licenses.in_use) },
                  { key: t`Free`, value: licenses && i18n.number(licenses.free) },
                  ...(licenses && licenses.waiting > 0
                    ? [{ key: t`Waiting`, value: i18n.number(licenses.waiting) }]
                    : []),
                  ...(licenses && licenses.without_one > 0
                    ? [{ key: t`Working without`, value: i18n.number(licenses.without_one) }]
                    : []),
                ]}
              />
            </RecordSection>
            <WhomToAsk />
          </>
        }
      >
        {manages && licenses && licenses.waiting + licenses.without_one > 0 && (
          <LicenseLine organization={organization} />
        )}
        {manages && <Views />}
        {manages && view === "ledger" ? (
          <LicenseLedger organization={organization} />
        ) : (
          <Holders organization={organization} held={licenses?.in_use} />
        )}
      </Record>
    </>
  );
}

/** Who holds one now, and how it came to that. Below a list of any length nobody would find the ledger. */
function Views() {
  const { t } = useLingui();
  const here = { from: route, to: route, activeOptions: { exact: true, includeSearch: true } } as const;
  return (
    <Tabs label={t`Views`}>
      <Tab {...here} search={{ view: undefined }}>{t`Who holds one`}</Tab>
      <Tab {...here} search={{ view: "ledger" }}>{t`Ledger`}</Tab>
    </Tabs>
  );
}

function WhomToAsk() {
  const { t } = useLingui();
  const { data: installation } = useQuery(installationQuery);
  const contact = installation?.support_contact;
  return (
    <RecordSection title={t`More licenses`}>
      <p className="muted">
        {contact ? (
          <Trans>
            Ask <Contact of={contact} />. What they set counts at once.
          </Trans>
        ) : (
          <Trans>Ask those who run this installation. What they set counts at once.</Trans>
        )}
      </p>
    </RecordSection>
  );
}

/** An address to write to or to open, where it is one. */
function Contact({ of: contact }: { of: string }) {
  const to = /^https?:\/\//.test(contact)
    ? contact
    : /^\S+@\S+$/.test(contact)
      ? `mailto:${contact}`
      : undefined;
  return to ? (
    <a className="link" href={to} rel="noreferrer">
      {contact}
    </a>
  ) : (
    <b>{contact}</b>
  );
}

function Holders({ organization, held }: { organization: Id; held: number | undefined }) {
  const { t } = useLingui();
  const { member: you } = useCaller();
  const filters = useMemo(() => ({ licensed: true }), []);
  const list = usePagedList<Member>(organization, "members", filters);
  const columns = useMemberColumns(organization, you);
  const shown = useMemo(
    () =>
      columns
        .filter(({ id }) => columnsHere.includes(id))
        .map((column) => ({ ...column, width: column.id === "role" ? "16%" : "28%" })),
    [columns],
  );
  if (list.error && list.rows.length === 0) {
    return (
      <div className="instead">
        <ErrorNote error={list.error} onRetry={list.retry} />
      </div>
    );
  }
  if (!list.loading && list.rows.length === 0) {
    return (
      <div className="instead">
        <EmptyState title={t`Nobody holds a license`}>
          <Trans>Everyone who is invited or arrives from your identity provider takes one.</Trans>
        </EmptyState>
      </div>
    );
  }
  return (
    <VirtualTable
      label={t`Who holds a license`}
      columns={shown}
      rows={list.rows}
      total={list.total ?? held}
      rowId={({ id }) => id}
      order={{ by: "name", descending: false }}
      pages={list}
      onShown={list.onShown}
    />
  );
}

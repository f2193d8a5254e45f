import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { BookOpen, SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { connectionsQuery } from "~/api/connection.ts";
import type { Connection, Connections, Id } from "~/api/contract.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button, IconButton } from "~/parts/button.tsx";
import { Switch } from "~/parts/field.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { LockedControl } from "~/parts/locked.tsx";
import { ProviderRing } from "~/parts/provider.tsx";
import { AccessWindows } from "./access_windows.tsx";
import { useChosenApp } from "./chosen_app.ts";
import { ConnectionCard } from "./connection_card.tsx";
import { ConnectionGuide } from "./guide/connection_guide.tsx";
import { GuidePreview } from "./guide/guide_preview.tsx";
import { guidesOf } from "./guides/guides.ts";
import { NoPlan, NotEntitled, ProvisionedMessage, SeeActivity, SignInReminder } from "./notes.tsx";
import { useProviderName } from "./provider_name.ts";
import { type Subject, useProvisioning } from "./provisioning.ts";
import type { AccessSearch } from "./search.ts";
import "~/parts/card.css";
import "./settings.css";

const from = "/o/$organization/settings/access";

/** Settings › Access management: which providers create members and teams here, and how they fare. */
export function AccessPage() {
  const { organization } = useParams({ from });
  const connections = useQuery(connectionsQuery(organization));
  if (connections.error) {
    return (
      <div className="access">
        <ErrorNote error={connections.error} onRetry={() => void connections.refetch()} />
      </div>
    );
  }
  if (!connections.data) return <LoadingRows />;
  return <Access organization={organization} data={connections.data} />;
}

function Access({ organization, data }: { organization: Id; data: Connections }) {
  const { t } = useLingui();
  const search = useSearch({ from });
  const navigate = useNavigate({ from });
  const show = (next: AccessSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: next.app !== undefined });
  const provisioning = useProvisioning(organization);
  const subjects = subjectsOf(data);
  const guided = subjects.find(({ key }) => key === search.guide);
  const [app, choose] = useChosenApp(guided?.key, search.app, (next) => show({ app: next }));

  const open = (window: AccessSearch["window"], { key }: Subject, token?: Id) => {
    provisioning.clear();
    show({ window, about: key, token });
  };
  const toggle = async (subject: Subject, on: boolean) => {
    const { connection } = subject;
    if (!on) return open("off", subject);
    if (connection && connection.members + connection.teams > 0) return open("on", subject);
    const opened = await provisioning.turnOn(subject, true);
    if (opened) show({ guide: opened.id, window: undefined, about: undefined });
  };
  const switchOf = (subject: Subject) => (
    <Toggle subject={subject} data={data} busy={provisioning.busy === subject.key} onToggle={toggle} />
  );
  const { failure } = provisioning;
  const errorOf = ({ key }: Subject) =>
    failure?.about === key && search.window === undefined ? failure.error : undefined;
  const rest = subjects.filter(({ connection }) => !connection);
  return (
    <>
      <div className="access">
        <div className="said" role="status">
          <ProvisionedMessage connections={data.items} />
        </div>
        <NotEntitled data={data} />
        <h2 className="head2">{t`User & Group Provisioning`}</h2>
        {subjects.map(
          (subject) =>
            subject.connection && (
              <ConnectionCard
                key={subject.key}
                organization={organization}
                connection={subject.connection}
                presets={data.presets}
                app={subject.key === guided?.key ? appName(subject, app) : undefined}
                toggle={switchOf(subject)}
                error={errorOf(subject)}
                onGuide={() => show({ guide: subject.key, app: undefined })}
                onManage={() => open("manage", subject)}
                onRevoke={(token) => open("revoke", subject, token)}
                onToken={() =>
                  subject.connection?.has_token ? open("token", subject) : void provisioning.newToken(subject)
                }
              />
            ),
        )}
        <SignInReminder organization={organization} data={data} />
        {rest.length > 0 && (
          <section className="card" aria-label={t`Other providers`}>
            <ul className="provs">
              {rest.map((subject) => (
                <li key={subject.key}>
                  <ProviderRow
                    subject={subject}
                    toggle={switchOf(subject)}
                    onGuide={() => show({ guide: subject.key, app: undefined })}
                    onManage={data.entitled ? () => open("manage", subject) : undefined}
                  />
                  {errorOf(subject) !== undefined && (
                    <div className="wrong">
                      <ErrorNote error={errorOf(subject)} />
                    </div>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
        <SeeActivity organization={organization} />
      </div>
      <AccessWindows
        organization={organization}
        presets={data.presets}
        subject={subjects.find(({ key }) => key === search.about)}
        provisioning={provisioning}
        window={search.window}
        token={search.token}
        guided={guided !== undefined}
        onShow={show}
      />
      {guided?.connection && (
        <ConnectionGuide
          organization={organization}
          connection={guided.connection}
          app={app}
          onApp={choose}
          onClose={() => show({ guide: undefined, app: undefined })}
        />
      )}
      {guided && !guided.connection && (
        <GuidePreview
          provider={guided.provider}
          providerName={guided.name}
          app={app}
          onApp={choose}
          onClose={() => show({ guide: undefined, app: undefined })}
        />
      )}
    </>
  );
}

/** Every connection, then every provider that has none. */
function subjectsOf(data: Connections): Subject[] {
  const connected = data.items.map((connection: Connection) => ({
    key: connection.id,
    provider: connection.provider,
    name: connection.provider_name,
    connection,
  }));
  const rest = data.providers.filter(({ provider }) => connected.every((each) => each.provider !== provider));
  return [...connected, ...rest.map(({ provider, name }) => ({ key: provider, provider, name }))];
}

function appName({ provider }: Subject, app: string | undefined): string | undefined {
  const guides = guidesOf(provider);
  return (guides.find(({ id }) => id === app) ?? guides[0]).app;
}

/** The switch; where the plan has no provisioning, a locked one that says so. */
function Toggle({
  subject,
  data,
  busy,
  onToggle,
}: {
  subject: Subject;
  data: Connections;
  busy: boolean;
  onToggle: (subject: Subject, on: boolean) => Promise<void>;
}) {
  const { t } = useLingui();
  const name = useProviderName()(subject.provider, subject.name);
  const on = subject.connection?.state === "enabled";
  if (!data.entitled && !on) {
    return (
      <LockedControl
        size="small"
        reason={<NoPlan data={data} />}
        where={data.support_contact ? t`Support: ${data.support_contact}` : ""}
      >
        {t`User provisioning`}
      </LockedControl>
    );
  }
  return (
    <>
      <span aria-hidden="true" className={subject.connection ? undefined : "small faint"}>
        {subject.connection ? t`User provisioning` : t`Off`}
      </span>
      <span className="toggle" aria-busy={busy}>
        <Switch
          checked={on}
          label={t`User provisioning with ${name}`}
          onChange={(next) => busy || void onToggle(subject, next)}
        />
      </span>
    </>
  );
}

function ProviderRow({
  subject,
  toggle,
  onGuide,
  onManage,
}: {
  subject: Subject;
  toggle: ReactNode;
  onGuide: () => void;
  /** Left out where the plan has no provisioning. */
  onManage: (() => void) | undefined;
}) {
  const { t } = useLingui();
  const name = useProviderName()(subject.provider, subject.name);
  return (
    <div className="prov">
      <ProviderRing provider={subject.provider} />
      <b>{name}</b>
      <div className="end">
        <IconButton icon={BookOpen} size="small" label={t`Setup guide for ${name}`} onClick={onGuide} />
        {onManage && (
          <Button look="plain" size="small" icon={SlidersHorizontal} onClick={onManage}>
            {t`Manage`} <span className="sr">{name}</span>
          </Button>
        )}
        {toggle}
      </div>
    </div>
  );
}

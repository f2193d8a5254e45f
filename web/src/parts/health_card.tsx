import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Health, HealthState } from "~/api/contract.ts";
import { useSaid } from "~/language/said.ts";
import { CopyLink } from "./copy.tsx";
import { ProviderRing } from "./provider.tsx";
import { Mark } from "./status.tsx";
import { Tape } from "./tape.tsx";
import { Time } from "./time.tsx";
import "./card.css";
import "./health_card.css";

interface HealthCardProps {
  provider: string;
  providerName: string;
  /** The kind of app at the provider. */
  app?: string;
  health: Health;
  /** What stands at the right of the name: the switch. */
  end?: ReactNode;
  /** What stands below the facts: its values, its rules, what can be done. */
  children?: ReactNode;
  /** A fixed moment, for screenshots. */
  at?: number;
}

/** One connection: state, last request, requests and errors today, the tape; when it fails, why and what to do. */
export function HealthCard({ provider, providerName, app, health, end, children, at }: HealthCardProps) {
  const { t, i18n } = useLingui();
  return (
    <section className="card health" aria-label={providerName}>
      <header>
        <ProviderRing provider={provider} />
        <div>
          <h3>{providerName}</h3>
          {app && <p className="small faint">{app}</p>}
        </div>
        {end && <div className="end">{end}</div>}
      </header>
      <div className="facts-of">
        <dl>
          <Fact name={t`State`}>
            <ConnectionState of={health.state} />
          </Fact>
          <Fact name={t`Last request`}>
            {health.last_request_at ? (
              <>
                <Time at={health.last_request_at} />{" "}
                {health.last_address && (
                  <span className="faint">
                    <Trans>from {health.last_address}</Trans>
                  </span>
                )}
              </>
            ) : (
              t`None yet`
            )}
          </Fact>
          <Fact name={t`Requests today`}>{i18n.number(health.requests_today)}</Fact>
          <Fact name={t`Errors`}>
            {health.errors_today === 0 ? (
              t`None`
            ) : (
              <span className="stops">
                <Plural value={health.errors_today} one="# today" other="# today" />
              </span>
            )}
          </Fact>
        </dl>
        <Tape tape={health.tape} height={22} {...(at !== undefined && { at })} />
        {health.last_error && (health.state === "failing" || health.errors_today > 0) && (
          <LastError error={health.last_error} />
        )}
        {health.last_test && <LastTest test={health.last_test} />}
      </div>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

/** The last error, what the provider was told to do about it, and its request: a quotation, in English. */
export function LastError({ error }: { error: NonNullable<Health["last_error"]> }) {
  const { t } = useLingui();
  return (
    <div className="last-error">
      <b lang="en">{error.sentence}</b>
      {error.remedy && <p lang="en">{error.remedy}</p>}
      <p className="small">
        <Trans>
          Last: <Time at={error.at} as="clock" />, request <code>{error.request_id}</code>
        </Trans>{" "}
        <CopyLink text={error.request_id} label={t`Copy request id`} />
      </p>
    </div>
  );
}

/** How the provider's last test of the connection went, in words. */
function LastTest({ test }: { test: NonNullable<Health["last_test"]> }) {
  const { t } = useLingui();
  const said = useSaid()(test, test.sentence);
  return (
    <div className="last-test small">
      <p>
        <Trans>
          Last connection test: <Time at={test.at} />
        </Trans>
      </p>
      <p>
        <Mark tone={test.passed ? "good" : "stop"} shape={test.passed ? "dot" : "triangle"}>
          <span lang={said.lang}>{said.detail}</span>
        </Mark>{" "}
        {!test.passed && (
          <>
            <code>{test.request_id}</code> <CopyLink text={test.request_id} label={t`Copy request id`} />
          </>
        )}
      </p>
    </div>
  );
}

/** The state of a connection in shape, colour and word. */
export function ConnectionState({ of: state }: { of: HealthState }) {
  const { t } = useLingui();
  switch (state) {
    case "connected":
      return (
        <Mark tone="good" shape="dot">
          {t`Connected`}
        </Mark>
      );
    case "failing":
      return (
        <Mark tone="stop" shape="triangle">
          {t`Failing`}
        </Mark>
      );
    case "waiting":
      return (
        <Mark tone="wait" shape="half">
          {t`Waiting for the first request`}
        </Mark>
      );
    case "off":
      return (
        <Mark tone="quiet" shape="dash">
          {t`Off`}
        </Mark>
      );
  }
}

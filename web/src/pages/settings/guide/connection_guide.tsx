import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { guideQuery, tickStep, untickStep } from "~/api/connection.ts";
import type { Connection, Guide, Health, Id, MilestoneName } from "~/api/contract.ts";
import { healthQuery, sessionQuery } from "~/api/queries.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { LastError } from "~/parts/health_card.tsx";
import { type FieldValue, SetupGuide, type Step } from "~/parts/setup_guide.tsx";
import { Time } from "~/parts/time.tsx";
import type { AppGuide, GuideField, GuideStep } from "../guides/guide.ts";
import { guidesOf } from "../guides/guides.ts";
import { chosen, usePolicyRules } from "../policy.ts";
import { useProviderName } from "../provider_name.ts";
import { type Done, progressOf, tickOf } from "./progress.ts";

interface ConnectionGuideProps {
  organization: Id;
  connection: Connection;
  /** Which kind of app is set up, and how another is chosen. */
  app: string | undefined;
  onApp: (app: string) => void;
  onClose?: (() => void) | undefined;
  /** In the flow of a page instead of at its edge. */
  still?: boolean;
}

const nothingHeard: Guide = { milestones: {}, ticked: [] };

/** The setup of one connection, step by step. What the provider sends turns its steps green as it arrives. */
export function ConnectionGuide(props: ConnectionGuideProps) {
  const { organization, connection, app, onApp, onClose, still } = props;
  const { t, i18n } = useLingui();
  const provider = useProviderName()(connection.provider, connection.provider_name);
  const guides = guidesOf(connection.provider);
  const guide = guides.find(({ id }) => id === app) ?? guides[0];
  const heard = useQuery(guideQuery(organization, connection.id));
  const health = useQuery(healthQuery(organization, connection.id));
  const ticking = useTicks(organization, connection.id);
  const say = useSaw();

  const known = heard.data ?? nothingHeard;
  const withoutGroups = useWithoutGroups(connection, provider);
  const toStep = (step: GuideStep): Step => {
    if (withoutGroups && step.seen?.includes("group")) {
      const left = { at: connection.updated_at, saw: t`Left out, as the rules have it` };
      return { id: step.id, title: i18n._(step.title), text: withoutGroups, done: left };
    }
    const done = progressOf(guide, step, known);
    const tick = tickOf(guide, step);
    const canTick = !step.seen || step.optional;
    return {
      id: step.id,
      title: i18n._(step.title),
      text: step.text,
      fields: step.fields?.map((field) => filled(field)),
      done: done && { at: done.at, saw: say(done, step) },
      watches: step.seen?.map((name) => ({ name: say.waits(name), at: known.milestones[name]?.at })),
      trouble: (step.test || step.seen?.includes("create")) && (
        <Trouble health={health.data} test={step.test === true} />
      ),
      onTick: canTick ? () => ticking.mutate({ step: tick, on: true }) : undefined,
      tick: step.optional ? i18n._(step.optional) : t`Done in ${provider}`,
      onUntick: done?.how === "ticked" ? () => ticking.mutate({ step: tick, on: false }) : undefined,
    };
  };
  const filled = ({ label, value }: GuideField): FieldValue => {
    if ("words" in value) return { label, value: value.words, copied: true };
    if (value.of === "tenant_url") return { label, value: connection.tenant_url, copied: true };
    if (value.of === "unique_identifier") {
      const field = connection.policy.unique_identifier === "email" ? "email" : "userName";
      return { label, value: field, copied: true };
    }
    const lastFour = connection.token?.last_four;
    return { label, value: lastFour ? t`The Secret Token that ends in ${lastFour}` : t`The Secret Token` };
  };
  const failure = heard.error ?? ticking.error;
  return (
    <SetupGuide
      title={t`Set up ${provider}`}
      {...(guides.length > 1 && {
        app: {
          value: guide.id,
          options: guides.map((each: AppGuide) => ({ value: each.id, label: each.app })),
          onChoose: onApp,
        },
      })}
      steps={guide.steps.map(toStep)}
      listening={{
        title: t`Listening to ${provider}`,
        text: failure ? <ErrorNote error={failure} /> : <Heard health={health.data} />,
      }}
      onClose={onClose}
      {...(still && { still })}
    />
  );
}

/** What the rule says by which the connection takes no groups. */
function useWithoutGroups({ policy }: Connection, provider: string): string | undefined {
  const rule = usePolicyRules(provider).find(({ name }) => name === "groups");
  return rule && policy.groups !== "on" ? chosen(rule, policy.groups).says : undefined;
}

/** Keeps a tick, or takes it back. */
function useTicks(organization: Id, connection: Id) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ step, on }: { step: string; on: boolean }) => {
      if (on) await tickStep(organization, connection, step);
      else await untickStep(organization, connection, step);
    },
    onSettled: () => client.invalidateQueries({ queryKey: guideQuery(organization, connection).queryKey }),
  });
}

/** What was seen, in words, and what is waited for. */
function useSaw() {
  const { t, i18n } = useLingui();
  const { data: me } = useQuery(sessionQuery);
  const say = (done: Done, step: GuideStep): string => {
    if (done.how === "follows") return t`Follows from what was heard later`;
    if (done.how === "ticked") {
      const { by } = done;
      return by === (me?.person?.name ?? me?.setup?.label) ? t`Ticked by you` : t`Ticked by ${by}`;
    }
    if (step.test) {
      const sentence = done.saw.replace(/\.$/, "");
      return i18n.locale === "en" ? t`Passed: ${sentence}` : t`Passed: users were asked for and answered`;
    }
    const { milestone, saw } = done;
    switch (milestone) {
      case "authenticated":
        return t`First authenticated request`;
      case "lookup":
        return t`First lookup: ${saw}`;
      case "create":
        return t`First member: ${saw}`;
      case "update":
        return t`First update: ${saw}`;
      case "deactivate":
        return t`First deactivation: ${saw}`;
      case "group":
        return t`First team: ${saw}`;
    }
  };
  const waits = (name: MilestoneName): string => {
    switch (name) {
      case "authenticated":
        return t`First authenticated request`;
      case "lookup":
        return t`First lookup`;
      case "create":
        return t`First member`;
      case "update":
        return t`First update`;
      case "deactivate":
        return t`First deactivation`;
      case "group":
        return t`First team`;
    }
  };
  return Object.assign(say, { waits });
}

/** Why a step that watches has not come to its end: the test that failed, or the last refusal. */
function Trouble({ health, test }: { health: Health | undefined; test: boolean }) {
  const failed = health?.last_test && !health.last_test.passed ? health.last_test : undefined;
  if (test && failed) {
    const { at, request_id, sentence } = failed;
    return (
      <div className="trouble">
        <LastError error={{ at, request_id, sentence, status: 0 }} />
      </div>
    );
  }
  if (health?.state !== "failing" || !health.last_error) return null;
  return (
    <div className="trouble">
      <LastError error={health.last_error} />
    </div>
  );
}

function Heard({ health }: { health: Health | undefined }) {
  const { i18n } = useLingui();
  if (!health?.last_request_at) return <Trans>No request yet.</Trans>;
  const errors = i18n.number(health.errors_today);
  return (
    <>
      {health.errors_today === 0 ? (
        <Trans>
          <Plural value={health.requests_today} one="# request today" other="# requests today" />, none
          refused.
        </Trans>
      ) : (
        <Trans>
          <Plural value={health.requests_today} one="# request today" other="# requests today" />, {errors}{" "}
          refused or failed.
        </Trans>
      )}{" "}
      <Trans>
        Last: <Time at={health.last_request_at} />.
      </Trans>
    </>
  );
}

import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import type { Id, RequestDetail } from "~/api/contract.ts";
import { requestQuery } from "~/api/request.ts";
import { Banner } from "~/parts/banner.tsx";
import { CopyLink } from "~/parts/copy.tsx";
import { KeyValueList } from "~/parts/key_value_list.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { Time } from "~/parts/time.tsx";
import { Failure } from "~/shell/failure.tsx";
import { PageHeader } from "~/shell/page_header.tsx";
import { Body } from "./body.tsx";
import { EntryLine } from "./entry.tsx";
import { MemberName } from "./names.tsx";
import { OutcomeMark, useDuration } from "./outcome.tsx";
import { RequestSentence } from "./request_sentence.tsx";
import "./activity.css";

const from = "/o/$organization/activity/requests/$request";

/** One request of a provider: what it was, how it ended, what it held and what it changed. */
export function RequestPage() {
  const { t } = useLingui();
  const { organization, request: id } = useParams({ from });
  const request = useQuery(requestQuery(organization, id));
  if (request.error) return <Failure error={request.error} onRetry={() => void request.refetch()} />;
  return (
    <>
      <PageHeader
        title={t`Request`}
        crumbs={[
          <Link key="activity" to="/o/$organization/activity" params={{ organization }}>{t`Activity`}</Link>,
          <Link
            key="log"
            to="/o/$organization/activity/requests"
            params={{ organization }}
          >{t`Provisioning log`}</Link>,
        ]}
      />
      {request.data ? <Detail organization={organization} request={request.data} /> : <LoadingRows />}
    </>
  );
}

function Detail({ organization, request }: { organization: Id; request: RequestDetail }) {
  const { t } = useLingui();
  const took = useDuration();
  const { person, team } = request;
  const facts = [
    { key: t`Outcome`, value: <OutcomeMark outcome={request.outcome} status={request.status} /> },
    {
      key: t`Request id`,
      value: (
        <>
          <code>{request.id}</code> <CopyLink text={request.id} label={t`Copy request id`} />
        </>
      ),
    },
    { key: t`Time`, value: <Time at={request.at} as="full" /> },
    {
      key: t`Asked`,
      value: (
        <code>
          {request.method} {request.path}
          {request.query && `?${request.query}`}
        </code>
      ),
    },
    ...(person
      ? [
          {
            key: t`Person`,
            value: (
              <MemberName organization={organization} id={person.id} name={person.name || person.user_name} />
            ),
          },
        ]
      : []),
    ...(team
      ? [
          {
            key: t`Team`,
            value: (
              <Link to="/o/$organization/teams/$team" params={{ organization, team: team.id }}>
                {team.name}
              </Link>
            ),
          },
        ]
      : []),
    { key: t`Took`, value: took(request.duration_ms) },
    { key: t`From`, value: request.address },
    { key: t`Sent by`, value: request.user_agent },
  ];
  return (
    <div className="request">
      {request.outcome === "answered" ? (
        <p className="says">
          <RequestSentence of={request} />
        </p>
      ) : (
        <Banner
          tone={request.outcome === "refused" ? "wait" : "stop"}
          title={<RequestSentence of={request} />}
        />
      )}
      <KeyValueList of={facts} />
      <section>
        <h2 className="head2">{t`What it changed`}</h2>
        {request.entries.length === 0 ? (
          <p className="muted">{t`Nothing.`}</p>
        ) : (
          <ol className="log">
            {request.entries.map((entry) => (
              <EntryLine key={entry.number} organization={organization} entry={entry} />
            ))}
          </ol>
        )}
      </section>
      <section>
        <h2 className="head2">{t`What was sent`}</h2>
        <div className="bodies">
          <Body title={t`Request body`} text={request.request_body} />
          <Body title={t`Answer`} text={request.response_body} />
        </div>
      </section>
    </div>
  );
}

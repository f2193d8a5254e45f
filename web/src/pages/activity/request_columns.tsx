import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Id, LoggedRequest } from "~/api/contract.ts";
import { type Room, useRoomyColumns } from "~/parts/room.ts";
import { Time } from "~/parts/time.tsx";
import { type Column, Who } from "~/parts/virtual_table.tsx";
import { OutcomeMark, useDuration } from "./outcome.tsx";
import { RequestSentence, useRequestText } from "./request_sentence.tsx";
import { routeOf } from "./route.ts";

/** The sentence says whom a request was about, and its page says the rest. */
const room: Room = { request: 1040, person: 920 };

/** The columns of the provisioning log. The sentence is the row's link. */
export function useRequestColumns(organization: Id): readonly Column<LoggedRequest>[] {
  const { t } = useLingui();
  const text = useRequestText();
  const took = useDuration();
  const columns: Column<LoggedRequest>[] = [
    {
      id: "time",
      head: t`Time`,
      width: "10.5%",
      cell: ({ at }) => <Time at={at} className="faint" />,
    },
    {
      id: "what",
      head: t`What happened`,
      width: "37.5%",
      narrow: "name",
      cell: (request) => (
        <Who
          face={null}
          link={
            request.kind === "more" ? (
              <span className="faint">
                <RequestSentence of={request} />
              </span>
            ) : (
              <Link
                to="/o/$organization/activity/requests/$request"
                params={{ organization, request: request.id }}
                title={text(request)}
              >
                <RequestSentence of={request} />
              </Link>
            )
          }
        />
      ),
    },
    {
      id: "outcome",
      head: t`Outcome`,
      width: "13%",
      narrow: "status",
      cell: ({ outcome, status }) => <OutcomeMark outcome={outcome} status={status} />,
    },
    {
      id: "request",
      head: t`Request`,
      width: "14%",
      cell: ({ method, path }) => (
        <span className="code">
          {method} {routeOf(path)}
        </span>
      ),
    },
    {
      id: "person",
      head: t`Person or team`,
      width: "16%",
      narrow: "email",
      cell: ({ person, team }) => person?.name || person?.user_name || team?.name,
    },
    {
      id: "duration",
      head: t`Took`,
      width: "9%",
      cell: ({ kind, duration_ms }) => <p className="num">{kind === "more" ? "" : took(duration_ms)}</p>,
    },
  ];
  return useRoomyColumns(columns, room);
}

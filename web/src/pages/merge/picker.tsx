import { useLingui } from "@lingui/react/macro";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Id, Member, Team } from "~/api/contract.ts";
import { peopleQuery } from "~/api/people.ts";
import { teamsToPickQuery } from "~/api/team.ts";
import { Avatar, ScimLabel } from "~/parts/avatar.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { SearchField } from "~/parts/search_field.tsx";
import { TeamSize } from "./pair.tsx";
import "./merge.css";

interface PickerProps {
  organization: Id;
  /** Who is merged: not one of those to choose from. */
  not: Id;
  onPick: (id: Id) => void;
}

/** The other member, found by name or address. */
export function MemberPicker({ organization, not, onPick }: PickerProps) {
  const { t } = useLingui();
  const [q, setQ] = useState("");
  const people = useInfiniteQuery({
    ...peopleQuery(organization, undefined, q),
    placeholderData: keepPreviousData,
  });
  return (
    <Choices<Member>
      label={t`Search people`}
      placeholder={t`Name or email`}
      list={t`People`}
      nobody={t`Nobody else is called that.`}
      q={q}
      onSearch={setQ}
      pages={people}
      not={not}
      onPick={onPick}
      face={(member) => (
        <Avatar
          name={member.name}
          id={member.id}
          origin={member.source}
          gone={member.status === "deactivated"}
        />
      )}
      says={({ email }) => email}
    />
  );
}

/** The other team, found by name. */
export function TeamPicker({ organization, not, onPick }: PickerProps) {
  const { t } = useLingui();
  const [q, setQ] = useState("");
  const teams = useInfiniteQuery({ ...teamsToPickQuery(organization, q), placeholderData: keepPreviousData });
  return (
    <Choices<Team>
      label={t`Search teams`}
      placeholder={t`Name`}
      list={t`Teams`}
      nobody={t`No other team is called that.`}
      q={q}
      onSearch={setQ}
      pages={teams}
      not={not}
      onPick={onPick}
      face={(team) => <Avatar kind="team" name={team.name} id={team.id} origin={team.origin} />}
      says={(team) => <TeamSize team={team} />}
    />
  );
}

interface ChoicesProps<One> {
  label: string;
  placeholder: string;
  list: string;
  nobody: string;
  q: string;
  onSearch: (q: string) => void;
  pages: {
    data: { pages: readonly { items: readonly One[] }[] } | undefined;
    error: unknown;
    isPending: boolean;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  };
  not: Id;
  onPick: (id: Id) => void;
  face: (one: One) => ReactNode;
  says: (one: One) => ReactNode;
}

function Choices<One extends { id: Id; name: string; scim: boolean }>(props: ChoicesProps<One>) {
  const { t } = useLingui();
  const { pages } = props;
  const found = pages.data?.pages.flatMap(({ items }) => items).filter(({ id }) => id !== props.not) ?? [];
  return (
    <div className="merge-picker">
      <SearchField
        label={props.label}
        placeholder={props.placeholder}
        value={props.q}
        onSearch={(words) => props.onSearch(words.trim())}
      />
      {pages.error != null && <ErrorNote error={pages.error} />}
      <ul aria-label={props.list} aria-busy={pages.isPending}>
        {found.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => props.onPick(one.id)}>
              {props.face(one)}
              <span className="named">
                <b>{one.name}</b> {one.scim && <ScimLabel />}
                <span className="hint">{props.says(one)}</span>
              </span>
            </button>
          </li>
        ))}
        {pages.hasNextPage && (
          <li className="further">
            <Button
              size="small"
              aria-busy={pages.isFetchingNextPage}
              onClick={() => void pages.fetchNextPage()}
            >
              {t`Show more`}
            </Button>
          </li>
        )}
      </ul>
      {pages.data && found.length === 0 && (
        <p className="muted" role="status">
          {props.nobody}
        </p>
      )}
    </div>
  );
}

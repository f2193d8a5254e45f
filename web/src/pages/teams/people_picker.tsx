import { useLingui } from "@lingui/react/macro";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Id, Member } from "~/api/contract.ts";
import { peopleQuery } from "~/api/people.ts";
import { Avatar, ScimLabel } from "~/parts/avatar.tsx";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Chosen } from "~/parts/chosen.tsx";
import { Checkbox } from "~/parts/field.tsx";
import { SearchField } from "~/parts/search_field.tsx";
import "./people_picker.css";

interface PeoplePickerProps {
  organization: Id;
  /** The team that they are to join, where there is one already: only who may join it can be picked. */
  team?: Id;
  picked: readonly Member[];
  onPick: (picked: readonly Member[]) => void;
  /** What to say where nobody is left to pick. */
  nobody: string;
}

/** Who is to join a team, found by name or address. */
export function PeoplePicker({ organization, team, picked, onPick, nobody }: PeoplePickerProps) {
  const { t } = useLingui();
  const [q, setQ] = useState("");
  const people = useInfiniteQuery({
    ...peopleQuery(organization, team, q),
    placeholderData: keepPreviousData,
  });
  const found = people.data?.pages.flatMap(({ items }) => items) ?? [];
  const isPicked = (member: Member) => picked.some(({ id }) => id === member.id);
  const pick = (member: Member, on: boolean) =>
    onPick(on ? [...picked, member] : picked.filter(({ id }) => id !== member.id));
  return (
    <div className="picker">
      <SearchField
        label={t`Search people`}
        placeholder={t`Name or email`}
        value={q}
        onSearch={(words) => setQ(words.trim())}
      />
      <Chosen
        label={t`Picked`}
        of={picked}
        dropping={(name) => t`Do not add ${name}`}
        onDrop={(id) => onPick(picked.filter((each) => each.id !== id))}
      />
      {people.error && <ErrorNote error={people.error} onRetry={() => void people.refetch()} />}
      <ul className="people" aria-label={t`People`} aria-busy={people.isPending}>
        {found.map((member) => (
          <li key={member.id}>
            <Checkbox checked={isPicked(member)} onChange={(on) => pick(member, on)}>
              <span className="person">
                <Avatar
                  name={member.name}
                  id={member.id}
                  origin={member.source}
                  gone={member.status === "deactivated"}
                />
                <span className="named">
                  <b>{member.name}</b> {member.scim && <ScimLabel />}
                  <span className="hint">{member.email}</span>
                </span>
              </span>
            </Checkbox>
          </li>
        ))}
        {people.hasNextPage && (
          <li className="further">
            <Button
              size="small"
              aria-busy={people.isFetchingNextPage}
              onClick={() => void people.fetchNextPage()}
            >
              {t`Show more`}
            </Button>
          </li>
        )}
      </ul>
      {people.data && found.length === 0 && (
        <p className="muted" role="status">
          {q ? t`Nobody has “${q}” in their name or address.` : nobody}
        </p>
      )}
    </div>
  );
}

import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { Entry, Id } from "~/api/contract.ts";
import { Actor, MemberName, TeamInto, TeamName } from "./names.tsx";
import type { Sentences } from "./sentence.tsx";

export const teamSentences: Sentences = {
  "team.created": (told) => {
    const count = told.entry.people.added_count;
    return count === 0 ? (
      <Trans>
        <Actor {...told} /> created the team <TeamName {...told} />.
      </Trans>
    ) : (
      <Trans>
        <Actor {...told} /> created the team <TeamName {...told} /> with{" "}
        <Plural value={count} one="# member" other="# members" />.
      </Trans>
    );
  },
  "team.updated": (told) => {
    const [change] = told.entry.changes;
    const renamed =
      told.entry.changes.length === 1 && (change?.field === "displayName" || change?.field === "name");
    return renamed ? (
      <Trans>
        <Actor {...told} /> renamed the team <b>{change.before}</b> to <TeamName {...told} />.
      </Trans>
    ) : (
      <Trans>
        <Actor {...told} /> updated the team <TeamName {...told} />.
      </Trans>
    );
  },
  "team.members_changed": (told) => {
    const { added, removed, added_count, removed_count } = told.entry.people;
    const joined = <People organization={told.organization} people={added} count={added_count} />;
    const left = <People organization={told.organization} people={removed} count={removed_count} />;
    if (added_count > 0 && removed_count > 0) {
      return (
        <Trans>
          <Actor {...told} /> added {joined} to the team <TeamName {...told} /> and removed {left} from it.
        </Trans>
      );
    }
    if (added_count > 0) {
      return (
        <Trans>
          <Actor {...told} /> added {joined} to the team <TeamName {...told} />.
        </Trans>
      );
    }
    if (removed_count > 0) {
      return (
        <Trans>
          <Actor {...told} /> removed {left} from the team <TeamName {...told} />.
        </Trans>
      );
    }
    return (
      <Trans>
        <Actor {...told} /> changed the members of the team <TeamName {...told} />.
      </Trans>
    );
  },
  "team.merged": (told) => {
    const { added, added_count } = told.entry.people;
    const joined = <People organization={told.organization} people={added} count={added_count} />;
    return added_count > 0 ? (
      <Trans>
        <Actor {...told} /> merged the team <TeamName {...told} /> into <TeamInto {...told} />, which {joined}{" "}
        joined.
      </Trans>
    ) : (
      <Trans>
        <Actor {...told} /> merged the team <TeamName {...told} /> into <TeamInto {...told} />.
      </Trans>
    );
  },
  "team.released": (told) => (
    <Trans>
      <Actor {...told} /> ended by the new name what the identity provider knows of the team{" "}
      <TeamName {...told} />, which it may create a second time.
    </Trans>
  ),
  "team.deleted": (told) => (
    <Trans>
      <Actor {...told} /> deleted the team <TeamName {...told} />.
    </Trans>
  ),
  "notice.unknown_members": (told) => {
    const count = told.entry.people.named.length;
    return (
      <Trans>
        <Actor {...told} /> pushed <Plural value={count} one="# person" other="# people" /> into the team{" "}
        <TeamName {...told} /> who <Plural value={count} one="is" other="are" /> unknown here.
      </Trans>
    );
  },
};

/** "Chiyo Tanabe", "Ana Ruiz and Bo Lindqvist", "Chiyo Tanabe and 3 others", or a number where no name is known. */
function People({
  organization,
  people,
  count,
}: {
  organization: Id;
  people: Entry["people"]["added"];
  count: number;
}) {
  const { i18n } = useLingui();
  const [first, second] = people.filter(({ name }) => name !== "");
  if (!first) return <Plural value={count} one="# person" other="# people" />;
  const name = (person: typeof first) => (
    <MemberName organization={organization} id={person.id || undefined} name={person.name} />
  );
  if (count === 1) return name(first);
  if (count === 2 && second) {
    return (
      <Trans>
        {name(first)} and {name(second)}
      </Trans>
    );
  }
  const others = count - 1;
  const number = i18n.number(others);
  return others === 1 ? (
    <Trans>{name(first)} and 1 other</Trans>
  ) : (
    <Trans>
      {name(first)} and {number} others
    </Trans>
  );
}

import type { ReactNode } from "react";
import type { Entry, Id } from "~/api/contract.ts";
import { connectionSentences } from "./sentences_of_connections.tsx";
import { memberSentences } from "./sentences_of_members.tsx";
import { organizationSentences } from "./sentences_of_organizations.tsx";
import { signInSentences } from "./sentences_of_sign_in.tsx";
import { teamSentences } from "./sentences_of_teams.tsx";

export interface Told {
  organization: Id;
  entry: Entry;
}

export type Sentences = { [kind: string]: (told: Told) => ReactNode };

const sentences: Sentences = {
  ...memberSentences,
  ...teamSentences,
  ...connectionSentences,
  ...organizationSentences,
  ...signInSentences,
};

/** An entry in one plain sentence. What a newer server calls by a kind unknown here is told in its own words. */
export function Sentence({ organization, entry }: Told) {
  const Say = sentences[entry.kind];
  return Say ? <Say organization={organization} entry={entry} /> : <span lang="en">{entry.sentence}.</span>;
}

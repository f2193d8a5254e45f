import { useLingui } from "@lingui/react/macro";
import { ArrowRight } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { Avatar } from "./avatar.tsx";
import { Icon } from "./icon.tsx";
import { ProviderRing } from "./provider.tsx";
import { Time } from "./time.tsx";
import "./activity_entry.css";

export interface Change {
  field: string;
  before: string;
  after: string;
  /** Compared by its letters: a token, an id. */
  mono?: boolean;
}

interface ActivityEntryProps {
  at: string;
  actor: { name: string; id?: string; provider?: string };
  number: number;
  /** The entry's own address, behind its number. */
  link?: (number: string) => ReactNode;
  /** One sentence, with links to whom and what it names and a chip for its outcome. */
  children: ReactNode;
  changes?: readonly Change[];
  /** What stands below: why it was refused, and what to do. */
  below?: ReactNode;
  /** Arrived while the page was looked at. */
  arrived?: boolean;
}

/** One entry of the journal: when, who, one sentence, its number; under it what was before and what is after. */
export function ActivityEntry({
  at,
  actor,
  number,
  link,
  children,
  changes = [],
  below,
  arrived,
}: ActivityEntryProps) {
  const { t, i18n } = useLingui();
  const named = `#${i18n.number(number).replace(/\D/gu, "\u202f")}`;
  return (
    <li className={arrived ? "new" : undefined}>
      <Time at={at} as="clock" />
      <span className="actor">
        {actor.provider ? (
          <ProviderRing provider={actor.provider} round />
        ) : (
          <Avatar name={actor.name} {...(actor.id && { id: actor.id })} />
        )}
      </span>
      <div className="say">
        <p>{children}</p>
        {changes.length > 0 && <BeforeAndAfter changes={changes} />}
        {below}
      </div>
      <span className="no num" title={t`Journal number`}>
        {link ? link(named) : named}
      </span>
    </li>
  );
}

/** Three columns: what, before, after. Read aloud as "Title, from Process engineer to Lead process engineer". */
export function BeforeAndAfter({ changes }: { changes: readonly Change[] }) {
  const { t } = useLingui();
  return (
    <dl className="diff">
      {changes.map(({ field, before, after, mono }) => (
        <Fragment key={field}>
          <dt>{field}</dt>
          <dd className="before">
            <span className="sr">{t`from`} </span>
            <del className={mono ? "code" : undefined}>{before || t`None`}</del>
          </dd>
          <dd className="after">
            <Icon of={ArrowRight} size={12} />
            <span className="sr">{t`to`} </span>
            <ins className={mono ? "code" : undefined}>{after || t`None`}</ins>
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

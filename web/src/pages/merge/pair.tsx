import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Id, Reason, Team } from "~/api/contract.ts";
import { useSaid } from "~/language/said.ts";
import { Words } from "~/language/words.tsx";
import { Banner } from "~/parts/banner.tsx";
import "./merge.css";

export interface Half {
  id: Id;
  name: string;
  face: ReactNode;
  says: ReactNode;
}

interface PairProps {
  stays: Half;
  goes: Half;
  /** Whether one may choose which stays. */
  choice: boolean;
  /** Whether they can be merged at all. */
  possible: boolean;
  onStays: (id: Id) => void;
}

/** The two that become one: which stays, and which goes. */
export function Pair({ stays, goes, choice, possible, onStays }: PairProps) {
  const { t } = useLingui();
  // In one order, whichever stays: what is chosen must not change places under the pointer.
  const halves = [stays, goes].sort((a, b) => (a.id < b.id ? -1 : 1));
  return (
    <fieldset className="merge-pair">
      <legend className="sr">{t`Which stays`}</legend>
      {halves.map((half) => {
        const keeps = half.id === stays.id;
        const body = (
          <>
            {half.face}
            <span className="named">
              <b>{half.name}</b>
              <span className="hint">{half.says}</span>
            </span>
            {possible && (
              <span className={keeps ? "merge-mark stays" : "merge-mark"}>{keeps ? t`Stays` : t`Goes`}</span>
            )}
          </>
        );
        if (!choice || !possible) {
          return (
            <div key={half.id} className="merge-half">
              {body}
            </div>
          );
        }
        return (
          <label key={half.id} className="merge-half">
            <input
              type="radio"
              name="stays"
              value={half.id}
              checked={keeps}
              onChange={() => onStays(half.id)}
            />
            {body}
          </label>
        );
      })}
    </fieldset>
  );
}

/** Why it cannot be done, and what to do about it. */
export function MergeRefused({ refusal }: { refusal: Reason }) {
  return (
    <Banner tone="stop" title={<Trans>These cannot be merged.</Trans>}>
      <ReasonWords of={refusal} />
    </Banner>
  );
}

export function ReasonWords({ of: reason }: { of: Reason }) {
  return <Words {...useSaid()(reason, reason.detail, reason.remedy)} />;
}

/** What happens, a line for each. */
export function Happens({ children }: { children: ReactNode }) {
  const { t } = useLingui();
  return (
    <section className="merge-happens">
      <h3>{t`What happens`}</h3>
      <ul>{children}</ul>
    </section>
  );
}

export function TeamSize({ team: { size } }: { team: Team }) {
  return <Plural value={size} one="# member" other="# members" />;
}

import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Duplicate, Id } from "~/api/contract.ts";
import { Banner } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import "./provisioned_banner.css";

interface DuplicatesProps {
  organization: Id;
  of: readonly Duplicate[];
  kind: "member" | "team";
  /** Shows what merging with the other would do. */
  onMerge: (other: Id) => void;
}

/** Who or what is possibly the same: the provider created it again after it was edited while it was off. */
export function Duplicates({ organization, of: duplicates, kind, onMerge }: DuplicatesProps) {
  const { t } = useLingui();
  return duplicates.map(({ id, name, newer }) => {
    const link =
      kind === "member" ? (
        <Link className="link" to="/o/$organization/members/$member" params={{ organization, member: id }}>
          {name}
        </Link>
      ) : (
        <Link className="link" to="/o/$organization/teams/$team" params={{ organization, team: id }}>
          {name}
        </Link>
      );
    return (
      <div className="announces" key={id}>
        <Banner
          tone="wait"
          title={<Trans>Possible duplicate of {link}</Trans>}
          action={<Button size="small" onClick={() => onMerge(id)}>{t`Merge…`}</Button>}
        >
          {newer
            ? t`This one was edited here while provisioning was off; the identity provider then created the other.`
            : t`The other was edited here while provisioning was off, and the identity provider did not find it.`}
        </Banner>
      </div>
    );
  });
}

import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { Id } from "~/api/contract.ts";
import { useDirectoryChange } from "~/api/member.ts";
import { type Merge, type MergeKind, type MergePlans, mergeQuery } from "~/api/merge.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Window } from "~/parts/window.tsx";
import { type Half, MergeRefused, Pair } from "./pair.tsx";

/** Where a merge stands in the page's address, and where it leads. */
export interface MergeProps {
  organization: Id;
  /** The other one, once chosen. */
  other: Id | undefined;
  onOther: (other: Id | undefined) => void;
  onClose: () => void;
  /** Where to go when this one was merged into the other. */
  onMerged?: ((into: Id) => void) | undefined;
}

interface MergeWindowProps<Kind extends MergeKind> extends MergeProps {
  kind: Kind;
  /** The one that the window was opened for. */
  of: { id: Id; name: string };
  /** What is asked while the other is chosen, and how it is. */
  asks: string;
  picker: ReactNode;
  halfOf: (one: MergePlans[Kind]["stays"]) => Half;
  happens: (plan: MergePlans[Kind]) => ReactNode;
  /** Does it. */
  onMerge: (merge: Merge) => Promise<unknown>;
  /** What the deed may ask for besides. */
  children?: ReactNode;
}

/** Merge two that are one: first the other one is chosen, then it is said what happens. */
export function MergeWindow<Kind extends MergeKind>(props: MergeWindowProps<Kind>) {
  const { organization, of, other } = props;
  if (other === undefined) return <ChooseOther {...props} />;
  return <ConfirmMerge key={`${organization} ${of.id} ${other}`} {...props} other={other} />;
}

function ChooseOther<Kind extends MergeKind>({ of, asks, picker, onClose }: MergeWindowProps<Kind>) {
  const { t } = useLingui();
  const { name } = of;
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Merge ${name}`}
      says={asks}
      buttons={<Button onClick={onClose}>{t`Cancel`}</Button>}
    >
      {picker}
    </Window>
  );
}

function ConfirmMerge<Kind extends MergeKind>(props: MergeWindowProps<Kind> & { other: Id }) {
  const { organization, kind, of, other, halfOf, happens, onOther, onClose, onMerge, onMerged } = props;
  const { t } = useLingui();
  const tell = useToast();
  const [stays, setStays] = useState<Id>();
  const merge = useDirectoryChange(organization, async (plan: MergePlans[Kind]) => {
    const { id: kept, name: into } = plan.stays;
    const { name: gone } = plan.goes;
    await onMerge({ with: other, stays: kept, version: plan.version });
    tell(t`${gone} was merged into ${into}.`);
    // First away from its page: what is gone is not asked for again.
    if (kept !== of.id && onMerged) return onMerged(kept);
    onClose();
  });
  // While it is done, and after, there is nothing to look at any more.
  const enabled = !merge.isPending && !merge.isSuccess;
  const preview = useQuery({ ...mergeQuery(organization, kind, of.id, other, stays), enabled });
  const plan = preview.data;
  const { name } = of;
  return (
    <Window
      open
      onOpenChange={(open) => open || onClose()}
      title={t`Merge ${name}`}
      says={plan?.refusal ? undefined : t`Look at what happens, then confirm it. It cannot be undone.`}
      buttons={
        <>
          <Button onClick={() => onOther(undefined)}>{t`Choose another`}</Button>
          {plan && !plan.refusal && (
            <Button
              look="ends"
              aria-busy={merge.isPending}
              onClick={() => merge.isPending || merge.mutate(plan)}
            >
              {t`Merge`}
            </Button>
          )}
        </>
      }
    >
      {preview.error && <ErrorNote error={preview.error} />}
      {!plan && !preview.error && <LoadingRows />}
      {plan && (
        <>
          <Pair
            stays={halfOf(plan.stays)}
            goes={halfOf(plan.goes)}
            choice={plan.choice}
            possible={!plan.refusal}
            onStays={setStays}
          />
          {plan.refusal ? <MergeRefused refusal={plan.refusal} /> : happens(plan)}
        </>
      )}
      {merge.error && <ErrorNote error={merge.error} />}
      {props.children}
    </Window>
  );
}

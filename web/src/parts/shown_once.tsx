import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";
import { Value } from "./copy.tsx";
import { Window } from "./window.tsx";

interface ShownOnceProps {
  title: string;
  /** What to do with it, in one sentence. */
  says: ReactNode;
  /** What it is called: "API key". */
  label: string;
  text: string;
  hint?: ReactNode;
  onClose: () => void;
}

/** A secret, or an address that holds one, to be copied while this window is open. Closing without a copy asks once. */
export function ShownOnce({ title, says, label, text, hint, onClose }: ShownOnceProps) {
  const { t } = useLingui();
  const [copied, setCopied] = useState(false);
  const [asked, setAsked] = useState(false);
  const leave = () => (copied || asked ? onClose() : setAsked(true));
  return (
    <Window
      open
      onOpenChange={(open) => open || leave()}
      title={title}
      says={says}
      remark={t`Muster keeps only a hash of it.`}
      buttons={
        <Button look="first" onClick={leave}>
          {t`Done`}
        </Button>
      }
    >
      <Value label={label} text={text} hint={hint} onCopy={() => setCopied(true)} />
      {asked && !copied && (
        <div role="alert">
          <Banner tone="wait" title={t`It was not copied.`}>
            {t`It cannot be shown again. Copy it, or choose Done once more to leave without it.`}
          </Banner>
        </div>
      )}
    </Window>
  );
}

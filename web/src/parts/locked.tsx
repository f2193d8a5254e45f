import { Tooltip } from "@base-ui/react/tooltip";
import { LockKeyhole } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import type { Lock } from "~/api/contract.ts";
import { useSaid } from "~/language/said.ts";
import { Words } from "~/language/words.tsx";
import { Button } from "./button.tsx";
import "./locked.css";

interface LockedControlProps {
  /** What it would do, as on the control itself: "Rename". */
  children: ReactNode;
  /** Who decides: "Okta decides who is in this team." */
  reason: ReactNode;
  /** Where to change it there, as the provider's own pages call it. */
  where: string;
  /** The language of both where it is not the page's. */
  lang?: "en" | undefined;
  size?: "small" | "normal";
}

/**
 * A control that somebody else decides about. It looks like itself with a padlock, keeps its place and its
 * focus, and says who decides and where to change it: on focus, under the pointer, and when it is pressed.
 */
export function LockedControl({ children, reason, where, lang, size }: LockedControlProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Tooltip.Root open={open} onOpenChange={setOpen}>
        <Tooltip.Trigger
          delay={150}
          closeOnClick={false}
          render={
            <Button
              icon={LockKeyhole}
              size={size}
              aria-disabled
              aria-describedby={id}
              onClick={() => setOpen(true)}
              onFocus={() => setOpen(true)}
              onBlur={() => setOpen(false)}
            >
              {children}
            </Button>
          }
        />
        <Tooltip.Portal>
          <Tooltip.Positioner
            className="floats"
            side="bottom"
            align="end"
            sideOffset={10}
            collisionPadding={12}
          >
            <Tooltip.Popup className="tip" aria-hidden lang={lang}>
              <Tooltip.Arrow className="arrow" />
              <b>{reason}</b>
              {where}
            </Tooltip.Popup>
          </Tooltip.Positioner>
        </Tooltip.Portal>
      </Tooltip.Root>
      <span className="sr" id={id} lang={lang}>
        {reason} {where}
      </span>
    </>
  );
}

/** Who decides about something that is locked, and where to change it, in a line of text. */
export function LockWords({ of: lock }: { of: Lock }) {
  return <Words {...useSaid()(lock, lock.reason, lock.where)} />;
}

import { Tooltip } from "@base-ui/react/tooltip";
import { LockKeyhole } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "./button.tsx";
import "./locked.css";

interface LockedControlProps {
  /** What it would do, as on the control itself: "Rename". */
  children: ReactNode;
  /** Who decides: "Okta decides who is in this team." */
  reason: string;
  /** Where to change it there, as the provider's own pages call it. */
  where: string;
  size?: "small" | "normal";
}

/**
 * A control that somebody else decides about. It looks like itself with a padlock, keeps its place and its
 * focus, and says who decides and where to change it: on focus, under the pointer, and when it is pressed.
 */
export function LockedControl({ children, reason, where, size }: LockedControlProps) {
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
            <Tooltip.Popup className="tip" aria-hidden>
              <Tooltip.Arrow className="arrow" />
              <b>{reason}</b>
              {where}
            </Tooltip.Popup>
          </Tooltip.Positioner>
        </Tooltip.Portal>
      </Tooltip.Root>
      <span className="sr" id={id}>
        {reason} {where}
      </span>
    </>
  );
}

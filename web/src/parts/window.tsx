import { Dialog } from "@base-ui/react/dialog";
import { useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import { Button, IconButton } from "./button.tsx";
import "./window.css";

interface WindowProps {
  open: boolean;
  /** Asked to close by Escape, the scrim or the x. Not closing is an answer too: a secret not copied asks once. */
  onOpenChange: (open: boolean) => void;
  title: string;
  /** One sentence under the title. */
  says?: ReactNode;
  children: ReactNode;
  /** A remark at the left of the buttons. */
  remark?: ReactNode;
  buttons: ReactNode;
  /** Spares the guide at the right, which stays in reach. */
  besideGuide?: boolean;
  /** What has the focus first; the first field or button if left out. */
  initialFocus?: RefObject<HTMLElement | null>;
}

/** A window over the page. It asks for one thing; its filled button does it. */
export function Window({
  open,
  onOpenChange,
  title,
  says,
  children,
  remark,
  buttons,
  besideGuide = false,
  initialFocus,
}: WindowProps) {
  const { t } = useLingui();
  return (
    <Dialog.Root
      open={open}
      onOpenChange={onOpenChange}
      modal={!besideGuide}
      disablePointerDismissal={besideGuide}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className={besideGuide ? "win beside" : "win"} {...(initialFocus && { initialFocus })}>
          <header>
            <div>
              <Dialog.Title className="head2">{title}</Dialog.Title>
              {says && <Dialog.Description className="says">{says}</Dialog.Description>}
            </div>
            <Dialog.Close render={<IconButton icon={X} label={t`Close`} />} />
          </header>
          <div className="in">{children}</div>
          <footer>
            {remark && <p>{remark}</p>}
            <div className="buttons">{buttons}</div>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

export interface Consequence {
  count: number;
  /** What becomes of them, after the number: "members become editable. Their badges stay." */
  text: ReactNode;
}

interface QuestionProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The question: "Turn off user provisioning with Okta?" */
  title: string;
  consequences: readonly Consequence[];
  /** A warning below the numbers, and an error when it did not work. */
  children?: ReactNode;
  /** The verb, as on the button that led here: "Turn off". */
  confirm: string;
  /** Its opposite: "Keep on". It has the first focus. */
  keep: string;
  /** Nothing ends: something begins again. */
  begins?: boolean;
  busy?: boolean;
  onConfirm: () => void;
}

/** Asks before something ends, and counts exactly what follows. */
export function Question(props: QuestionProps) {
  const keep = useRef<HTMLButtonElement>(null);
  return (
    <Dialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="win question" initialFocus={keep}>
          <QuestionBody
            {...props}
            keepRef={keep}
            title={<Dialog.Title className="head2">{props.title}</Dialog.Title>}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What the window holds; apart, so that the page of parts shows it without opening it. */
export function QuestionBody({
  title,
  consequences,
  children,
  confirm,
  keep,
  begins = false,
  busy = false,
  onOpenChange,
  onConfirm,
  keepRef,
}: Omit<QuestionProps, "title" | "open"> & {
  title: ReactNode;
  keepRef?: RefObject<HTMLButtonElement | null>;
}) {
  return (
    <>
      {title}
      <Consequences of={consequences} />
      {children}
      <div className="buttons">
        <Button onClick={() => onOpenChange(false)} {...(keepRef && { ref: keepRef })}>
          {keep}
        </Button>
        <Button look={begins ? "first" : "ends"} aria-busy={busy} onClick={() => busy || onConfirm()}>
          {confirm}
        </Button>
      </div>
    </>
  );
}

function Consequences({ of: consequences }: { of: readonly Consequence[] }) {
  const { i18n } = useLingui();
  return (
    <ul className="cons num">
      {consequences.map(({ count, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is written once and never reordered
        <li key={index}>
          <b>{i18n.number(count)}</b> <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

/** A panel from the edge, for the pages in narrow windows. */
export function Drawer({
  open,
  onOpenChange,
  label,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  children: ReactNode;
}) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="scrim" />
        <Dialog.Popup className="drawer" aria-label={label}>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

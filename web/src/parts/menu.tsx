import { Menu as Base } from "@base-ui/react/menu";
import { Ellipsis, LockKeyhole, type LucideIcon } from "lucide-react";
import { type ReactElement, type ReactNode, useState } from "react";
import { IconButton } from "./button.tsx";
import { Icon } from "./icon.tsx";
import "./menu.css";

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement;
  children: ReactNode;
  side?: "bottom" | "top";
  align?: "start" | "end";
}

/** A list of things to do, opened by a button. */
export function Menu({ trigger, children, side = "bottom", align = "end" }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="floats" side={side} align={align} sideOffset={4}>
          <Base.Popup className="menu">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** What binds the buttons of a list's rows to the one menu of the list. */
export type RowMenuHandle<Row> = Base.Handle<Row>;

export function useRowMenuHandle<Row>(): RowMenuHandle<Row> {
  const [handle] = useState(() => Base.createHandle<Row>());
  return handle;
}

interface RowMenuButtonProps<Row> {
  handle: RowMenuHandle<Row>;
  row: Row;
  label: string;
}

/** The button at the end of a row. */
export function RowMenuButton<Row>({ handle, row, label }: RowMenuButtonProps<Row>) {
  return <Base.Trigger handle={handle} payload={row} render={<IconButton icon={Ellipsis} label={label} />} />;
}

/** The menu of whichever row's button was pressed. A list has one for all rows: each of them would cost as much. */
export function RowMenu<Row>({
  handle,
  children,
}: {
  handle: RowMenuHandle<Row>;
  children: (row: Row) => ReactNode;
}) {
  return (
    <Base.Root modal={false} handle={handle}>
      {({ payload }) => (
        <Base.Portal>
          <Base.Positioner className="floats" side="bottom" align="end" sideOffset={4}>
            <Base.Popup className="menu">{payload !== undefined && children(payload as Row)}</Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      )}
    </Base.Root>
  );
}

export function MenuItem({
  icon,
  onChoose,
  children,
}: {
  icon?: LucideIcon;
  onChoose: () => void;
  children: ReactNode;
}) {
  return (
    <Base.Item className="line" onClick={onChoose}>
      {icon && <Icon of={icon} />}
      {children}
    </Base.Item>
  );
}

export function MenuLine() {
  return <Base.Separator className="rule" />;
}

/** Lines that somebody else decides. They keep their place; who decides stands below them, once. */
export function LockedItems({ items, reason }: { items: readonly string[]; reason: ReactNode }) {
  return (
    <Base.Group>
      {items.map((item) => (
        <Base.Item key={item} className="line" disabled>
          <Icon of={LockKeyhole} />
          {item}
        </Base.Item>
      ))}
      <Base.GroupLabel className="why">{reason}</Base.GroupLabel>
    </Base.Group>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  onChoose: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
}

/** One of several, in a menu. */
export function MenuChoice<Value extends string>({ label, value, onChoose, options }: ChoiceProps<Value>) {
  return (
    <Base.Group>
      <Base.GroupLabel className="of">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next: Value) => onChoose(next)}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} className="line" value={option.value} closeOnClick>
            <span className="pin" aria-hidden="true">
              <Base.RadioItemIndicator className="pinned" />
            </span>
            {option.label}
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Select as BaseSelect } from "@base-ui/react/select";
import { Switch as BaseSwitch } from "@base-ui/react/switch";
import { useLingui } from "@lingui/react/macro";
import { Check, ChevronDown, CircleAlert, LockKeyhole } from "lucide-react";
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from "react";
import { Icon } from "./icon.tsx";
import "./field.css";

interface Described {
  label: ReactNode;
  /** What it means or what follows from it, under the field. */
  hint?: ReactNode;
  /** Why the value was refused and what to do. It stands in the hint's place. */
  error?: ReactNode;
  /** Says that it may stay empty. */
  optional?: boolean;
}

interface FieldIds {
  id: string;
  labelId: string;
  describedBy: string | undefined;
}

/** A label, one control, and under it what it means or why it was refused. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: Described & { children: (ids: FieldIds) => ReactNode }) {
  const { t } = useLingui();
  const id = useId();
  const describedBy = error || hint ? `${id}-says` : undefined;
  return (
    <div className="labelled">
      <label htmlFor={id} id={`${id}-label`}>
        {label} {optional && <span className="small faint">{t`optional`}</span>}
      </label>
      {children({ id, labelId: `${id}-label`, describedBy })}
      {(error || hint) && (
        <p className={error ? "hint wrong" : "hint"} id={describedBy}>
          {error && <Icon of={CircleAlert} size={12} />}
          <span>{error ?? hint}</span>
        </p>
      )}
    </div>
  );
}

type TextFieldProps = Described &
  Omit<InputHTMLAttributes<HTMLInputElement>, "id"> & {
    ref?: Ref<HTMLInputElement>;
    /** Somebody else decides it: readable and in the order of the keyboard, not to be changed. */
    locked?: boolean;
  };

export function TextField({ label, hint, error, optional, locked, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional && { optional })}>
      {({ id, describedBy }) => (
        <span className={locked ? "field locked" : "field"}>
          <input
            {...input}
            id={id}
            readOnly={locked || input.readOnly}
            aria-invalid={error ? true : undefined}
            aria-describedby={describedBy}
          />
          {locked && <Icon of={LockKeyhole} />}
        </span>
      )}
    </Field>
  );
}

interface SelectProps<Value extends string> extends Described {
  value: Value;
  onChoose: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
}

export function Select<Value extends string>({ value, onChoose, options, ...described }: SelectProps<Value>) {
  return (
    <Field {...described}>
      {({ id, labelId, describedBy }) => (
        <Choice
          id={id}
          labelledBy={labelId}
          describedBy={describedBy}
          value={value}
          onChoose={onChoose}
          options={options}
        />
      )}
    </Field>
  );
}

interface ChoiceProps<Value extends string>
  extends Pick<SelectProps<Value>, "value" | "onChoose" | "options"> {
  id?: string;
  /** The id of its label, or the label itself where none is shown. */
  labelledBy?: string;
  label?: string;
  describedBy?: string | undefined;
}

/** One of several values, without a label of its own. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { id, labelledBy, label, describedBy, value, onChoose, options } = props;
  return (
    <BaseSelect.Root
      value={value}
      onValueChange={(next) => next !== null && onChoose(next)}
      items={options.map((option) => ({ value: option.value, label: option.label }))}
      {...(id && { id })}
    >
      <BaseSelect.Trigger
        className="field choice"
        aria-labelledby={labelledBy}
        aria-label={label}
        aria-describedby={describedBy}
      >
        <BaseSelect.Value />
        <BaseSelect.Icon className="caret">
          <Icon of={ChevronDown} size={14} />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner className="floats" alignItemWithTrigger={false} sideOffset={4}>
          <BaseSelect.Popup className="menu options">
            <BaseSelect.List>
              {options.map((option) => (
                <BaseSelect.Item key={option.value} className="line" value={option.value}>
                  <span className="pin">
                    <BaseSelect.ItemIndicator className="pinned tick">
                      <Icon of={Check} />
                    </BaseSelect.ItemIndicator>
                  </span>
                  <BaseSelect.ItemText>{option.label}</BaseSelect.ItemText>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}

interface CheckboxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
  hint?: ReactNode;
}

export function Checkbox({ checked, onChange, children, hint }: CheckboxProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the checkbox within
    <label className="check">
      <BaseCheckbox.Root className="box" checked={checked} onCheckedChange={onChange}>
        <BaseCheckbox.Indicator className="tick">
          <Icon of={Check} />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span>
        {children}
        {hint && <span className="hint">{hint}</span>}
      </span>
    </label>
  );
}

interface SwitchProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** What is switched: "User provisioning with Okta". */
  label: string;
}

/** On or off, at once. What must be confirmed first opens a window and switches after it. */
export function Switch({ checked, onChange, label }: SwitchProps) {
  return (
    <BaseSwitch.Root className="switch" checked={checked} onCheckedChange={onChange} aria-label={label} />
  );
}

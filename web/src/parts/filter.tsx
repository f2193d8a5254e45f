import { Menu as Base } from "@base-ui/react/menu";
import { useLingui } from "@lingui/react/macro";
import { Check, ChevronDown, X } from "lucide-react";
import { Icon } from "./icon.tsx";
import "./menu.css";
import "./filter.css";

interface FilterMenuProps {
  /** What is filtered by: "Role". */
  label: string;
  options: readonly { value: string; label: string }[];
  /** The values that are set; none is no filter. */
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
  /** Whether several may be set at once. */
  several?: boolean;
}

/** A filter of a list. Once set it is filled, names its value and has an x of its own. */
export function FilterMenu({ label, options, values, onChange, several = false }: FilterMenuProps) {
  const { t } = useLingui();
  const set = options.filter(({ value }) => values.includes(value));
  const rest = set.length - 1;
  const named = set[0] && (rest > 0 ? `${set[0].label} +${rest}` : set[0].label);
  const choose = (value: string, on: boolean) => {
    if (!several) onChange(on ? [value] : []);
    else onChange(on ? [...values, value] : values.filter((each) => each !== value));
  };
  return (
    <Base.Root modal={false}>
      <span className={named ? "pick on" : "pick-frame"}>
        <Base.Trigger render={<button type="button" className={named ? "value-of" : "pick"} />}>
          {label} {named ? <b>{named}</b> : <Icon of={ChevronDown} size={14} />}
        </Base.Trigger>
        {named && (
          <button
            type="button"
            className="x"
            aria-label={t`Remove the filter ${label}`}
            onClick={() => onChange([])}
          >
            <Icon of={X} size={14} />
          </button>
        )}
      </span>
      <Base.Portal>
        <Base.Positioner className="floats" align="start" sideOffset={4}>
          <Base.Popup className="menu narrow">
            {options.map((option) => (
              <Base.CheckboxItem
                key={option.value}
                className="line"
                checked={values.includes(option.value)}
                onCheckedChange={(on) => choose(option.value, on)}
                closeOnClick={!several}
              >
                <span className="pin" aria-hidden="true">
                  <Base.CheckboxItemIndicator className="pinned tick">
                    <Icon of={Check} />
                  </Base.CheckboxItemIndicator>
                </span>
                {option.label}
              </Base.CheckboxItem>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** A filter that is only on or off: "Refusals only". */
export function FilterToggle({
  label,
  on,
  onChange,
}: {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <button
      type="button"
      className={on ? "pick on whole" : "pick"}
      aria-pressed={on}
      onClick={() => onChange(!on)}
    >
      {label}
      {on && <Icon of={X} size={14} />}
    </button>
  );
}

import { useLingui } from "@lingui/react/macro";
import { useId } from "react";

export type Way = "passkey" | "password";

/** By what somebody wants to sign in. */
export function WayChoice({ way, onChoose }: { way: Way; onChoose: (way: Way) => void }) {
  const { t } = useLingui();
  const name = useId();
  const ways = [
    { value: "passkey", label: t`Passkey` },
    { value: "password", label: t`Password` },
  ] as const;
  return (
    <fieldset>
      <legend className="of-ways">{t`Sign in by`}</legend>
      <div className="ways">
        {ways.map(({ value, label }) => (
          <label key={value}>
            <input
              className="sr"
              type="radio"
              name={name}
              checked={way === value}
              onChange={() => onChoose(value)}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

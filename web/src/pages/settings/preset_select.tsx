import { useLingui } from "@lingui/react/macro";
import type { Connections, Preset } from "~/api/contract.ts";
import { Select } from "~/parts/field.tsx";
import { usePresetNames } from "./policy.ts";

interface PresetSelectProps {
  presets: Connections["presets"];
  /** Undefined for rules that are nobody's preset. */
  chosen: Preset | undefined;
  onChoose: (preset: Preset) => void;
}

/** Whose rules a connection follows. "Custom" is what rules are called, and nothing to choose. */
export function PresetSelect({ presets, chosen, onChoose }: PresetSelectProps) {
  const { t } = useLingui();
  const names = usePresetNames();
  const options: { value: Preset | "custom"; label: string }[] = presets.map(({ preset }) => ({
    value: preset,
    label: names[preset].label,
  }));
  if (!chosen) options.unshift({ value: "custom", label: t`Custom` });
  return (
    <Select
      label={t`Preset`}
      value={chosen ?? "custom"}
      options={options}
      onChoose={(value) => value !== "custom" && onChoose(value)}
      hint={chosen ? names[chosen].says : t`These rules are nobody's preset; each was chosen here.`}
    />
  );
}

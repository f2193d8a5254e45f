import { Trans as Lingui, type TransProps } from "@lingui/react";
import { isolated } from "./isolated.ts";

/**
 * A text with elements in it; what `<Trans>` of the macro becomes. Lingui looks for the elements' places when the
 * values are in already, so a team called "<0/>" would become one. In a list it is a node like any other.
 */
export function Trans({ values, ...rest }: TransProps) {
  if (!values) return <Lingui {...rest} />;
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "string" ? [isolated(value)] : value,
  ]);
  return <Lingui {...rest} values={Object.fromEntries(shown)} />;
}

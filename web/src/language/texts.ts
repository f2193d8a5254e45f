import { I18n, type MessageDescriptor, type MessageOptions } from "@lingui/core";
import { isolated } from "./isolated.ts";
import { shown, withPlacesApart } from "./places.ts";

type Values = MessageDescriptor["values"];
type Loading = Parameters<I18n["loadAndActivate"]>[0];

// Characters that Unicode leaves to private use. No text of ours holds them.
const sign = (index: number) => `\u{f0000}${index}\u{f0001}`;
const signs = /\u{f0000}(\d+)\u{f0001}/gu;

/**
 * Texts into which values are put as they are. Lingui decodes escape sequences when the values are in already, so
 * somebody called "\u0041" would be called "A"; and a name from another script could turn the words around it. So
 * the text is made with signs where names are shown, which come in last, isolated. A plural and a select decide by
 * the values themselves.
 */
class Texts extends I18n {
  override loadAndActivate({ messages, ...rest }: Loading): void {
    super.loadAndActivate({ ...rest, messages: withPlacesApart(messages) });
  }

  override _(message: MessageDescriptor): string;
  override _(id: string, values?: Values, options?: MessageOptions): string;
  override _(message: MessageDescriptor | string, values: Values = {}, options?: MessageOptions): string {
    const names: string[] = [];
    const signed = (given: Values = {}) =>
      Object.fromEntries(
        Object.entries(given).flatMap(([place, value]) =>
          typeof value === "string"
            ? [
                [place, deciding(value)],
                [shown(place), sign(names.push(value) - 1)],
              ]
            : [
                [place, value],
                [shown(place), value],
              ],
        ),
      );
    const text =
      typeof message === "string"
        ? super._(message, signed(values), options)
        : super._({ ...message, values: signed(message.values ?? values) });
    return text.replace(signs, (_, index: string) => isolated(names[Number(index)] ?? ""));
  }
}

/** Lingui looks for a select's form among all that an object has, so that "constructor" would find a function. */
function deciding(value: string): string {
  return value in Object.prototype ? "other" : value;
}

/** The texts of the panel, in the language that was chosen. */
export const i18n = new Texts({});

import { I18n, type MessageDescriptor, type MessageOptions } from "@lingui/core";
import { isolated } from "./isolated.ts";

type Values = MessageDescriptor["values"];

// Characters that Unicode leaves to private use. No text of ours holds them.
const place = (index: number) => `\u{f0000}${index}\u{f0001}`;
const places = /\u{f0000}(\d+)\u{f0001}/gu;

/**
 * Texts into which values are put as they are. Lingui decodes escape sequences when the values are in already, so
 * somebody called "\u0041" would be called "A"; and a name from another script could turn the words around it. So
 * the text is made with numbers in the places of the names, which come in last, isolated.
 */
class Texts extends I18n {
  override _(message: MessageDescriptor): string;
  override _(id: string, values?: Values, options?: MessageOptions): string;
  override _(message: MessageDescriptor | string, values?: Values, options?: MessageOptions): string {
    const names: string[] = [];
    const numbered = (given: Values = {}) =>
      Object.fromEntries(
        Object.entries(given).map(([key, value]) => [
          key,
          typeof value === "string" ? place(names.push(value) - 1) : value,
        ]),
      );
    const text =
      typeof message === "string"
        ? super._(message, numbered(values), options)
        : super._({ ...message, values: numbered(message.values ?? values) });
    return text.replace(places, (_, index: string) => isolated(names[Number(index)] ?? ""));
  }
}

/** The texts of the panel, in the language that was chosen. */
export const i18n = new Texts({});

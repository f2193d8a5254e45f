import type { Messages } from "@lingui/core";
import type { CompiledMessage, CompiledMessageToken } from "@lingui/message-utils/compileMessage";

/** The name of the place where a value is shown. Under its own name a plural, a select or a format has it. */
export function shown(name: string): string {
  return `${name} shown`;
}

/**
 * Texts in which the places that show a value have names of their own: `{provider, select, unnamed {it} other
 * {{provider}}}` decides by the provider as it is, and may show it otherwise.
 */
export function withPlacesApart(texts: Messages): Messages {
  return mapped(texts, (text) => (typeof text === "string" ? text : text.map(apart)));
}

function apart(token: CompiledMessageToken): CompiledMessageToken {
  if (typeof token === "string") return token;
  const [name, type, forms] = token;
  if (!type) return [shown(name)];
  return areForms(forms)
    ? [name, type, mapped(forms, (form) => (isText(form) ? form.map(apart) : form))]
    : token;
}

/** Of a plural or a select. A format is the name of one. */
function areForms(forms: unknown): forms is Record<string, unknown> {
  return typeof forms === "object" && forms !== null;
}

/** A plural holds its offset beside its texts. */
function isText(form: unknown): form is CompiledMessage {
  return Array.isArray(form);
}

function mapped<From, To>(all: Record<string, From>, to: (one: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(all).map(([key, one]) => [key, to(one)]));
}

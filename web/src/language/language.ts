import { i18n } from "./texts.ts";

export type Language = "en" | "de";
export const languages: readonly { id: Language; name: string }[] = [
  { id: "en", name: "English" },
  { id: "de", name: "Deutsch" },
];

const stored = "muster.language";

/** The person's choice, else the first language of the browser that we speak, else English. */
export function chosenLanguage(): Language {
  const wishes = [read(), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wishes.find((wish): wish is Language => languages.some(({ id }) => id === wish)) ?? "en";
}

/** Loads a language's texts and shows them. */
export async function speak(language: Language): Promise<void> {
  const { messages } = await (language === "de" ? import("./de.po") : import("./en.po"));
  // Dates and numbers follow the person's region where the browser names one, as en-GB or de-AT.
  const regions = navigator.languages.filter((tag) => tag.startsWith(`${language}-`));
  i18n.loadAndActivate({
    locale: language,
    locales: [...regions, language === "en" ? "en-GB" : language],
    messages,
  });
  document.documentElement.lang = language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(stored, language);
  } catch {
    // Storage is closed to us: the choice lasts until the page is left.
  }
  await speak(language);
}

function read(): string | null {
  try {
    return localStorage.getItem(stored);
  } catch {
    return null;
  }
}

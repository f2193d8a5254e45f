import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark" | "system";

const stored = "muster.theme"; // public/theme.js reads it before the first paint
const changed = new EventTarget();

/** The person's choice of theme and how to change it. The root element carries it, so it has one home. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  return [useSyncExternalStore(subscribe, current), choose];
}

function current(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === "light" || theme === "dark" ? theme : "system";
}

function choose(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(stored, theme);
  } catch {
    // Storage is closed to us: the choice lasts until the page is left.
  }
  changed.dispatchEvent(new Event("change"));
}

function subscribe(hear: () => void): () => void {
  changed.addEventListener("change", hear);
  return () => changed.removeEventListener("change", hear);
}

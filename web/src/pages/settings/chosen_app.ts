/**
 * Which kind of app somebody sets up. The address says it; where it does not, it is as it was chosen last in this
 * browser.
 */
export function useChosenApp(
  key: string | undefined,
  said: string | undefined,
  say: (app: string) => void,
): [string | undefined, (app: string) => void] {
  const chosen = said ?? (key === undefined ? undefined : read(key));
  const choose = (app: string) => {
    try {
      if (key) localStorage.setItem(stored(key), app);
    } catch {
      // Storage is closed to us: the choice lasts as long as the address.
    }
    say(app);
  };
  return [chosen, choose];
}

const stored = (key: string) => `muster.guide.${key}`;

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(stored(key)) ?? undefined;
  } catch {
    return undefined;
  }
}

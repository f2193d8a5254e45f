import "./provider.css";

// A ring with a dot arriving on it, at another hour for each provider. The marks are ours: no provider's logo
// is drawn here.
const marks: Record<string, { ring: string; dot: [number, number] }> = {
  okta: { ring: "M12.91 7.05A5 5 0 1 1 8.95 3.09", dot: [11.54, 4.46] },
  entra: { ring: "M11.28 11.77A5 5 0 1 1 12.73 6.37", dot: [12.83, 9.29] },
  onelogin: { ring: "M4.23 11.28A5 5 0 1 1 9.63 12.73", dot: [6.71, 12.83] },
  jumpcloud: { ring: "M3.27 6.37A5 5 0 1 1 4.72 11.77", dot: [3.17, 9.29] },
  google: { ring: "M9.63 3.27A5 5 0 1 1 4.23 4.72", dot: [6.71, 3.17] },
  other: { ring: "M4.72 4.23A5 5 0 1 1 3.27 9.63", dot: [3.17, 6.71] },
};

/** The mark of a provider. It never stands without the provider's name as text or accessible name beside it. */
export function ProviderMark({ provider }: { provider: string }) {
  const mark = marks[provider] ?? marks.other;
  if (!mark) return null;
  return (
    <svg className="provider" viewBox="0 0 16 16" aria-hidden="true">
      <path d={mark.ring} fill="none" stroke="currentColor" strokeWidth="2.1" />
      <circle cx={mark.dot[0]} cy={mark.dot[1]} r="1.6" fill="currentColor" />
    </svg>
  );
}

/** The mark in its frame, at the head of a card or a row. */
export function ProviderRing({ provider, round = false }: { provider: string; round?: boolean }) {
  return (
    <span className={round ? "ring round" : "ring"}>
      <ProviderMark provider={provider} />
    </span>
  );
}

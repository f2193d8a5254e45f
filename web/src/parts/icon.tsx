import type { LucideIcon } from "lucide-react";

/** A Lucide icon as the panel draws all of them: 16 px, stroke 1.5 px, hidden from assistive technology. */
export function Icon({ of: Drawing, size = 16 }: { of: LucideIcon; size?: number }) {
  return <Drawing className="i" size={size} strokeWidth={1.5} absoluteStrokeWidth aria-hidden />;
}

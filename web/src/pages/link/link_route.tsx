import { useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { BlankFront } from "~/shell/front_page.tsx";

const LinkPage = lazy(async () => ({ default: (await import("./link_page.tsx")).LinkPage }));

/**
 * Takes the secret of a link out of the address bar before anything else is loaded. From then on it is in the
 * memory of this page alone: no history, no bookmark and no screenshot of the window keeps it.
 */
export function LinkRoute() {
  const hash = useLocation({ select: (location) => location.hash });
  const [secret, setSecret] = useState(hash);
  useEffect(() => {
    if (!hash) return;
    setSecret(hash); // a second link was opened in the same window
    history.replaceState(history.state, "", location.pathname + location.search);
  }, [hash]);
  return (
    <Suspense fallback={<BlankFront />}>
      <LinkPage key={secret} secret={secret} />
    </Suspense>
  );
}

import { useRouter, useRouterState } from "@tanstack/react-router";
import { here } from "~/api/login.ts";
import { RefusedThere } from "~/parts/refused_there.tsx";

/** Why an identity provider's answer was refused, on whichever page somebody had set out from. */
export function RefusedHere() {
  const { history } = useRouter();
  const refused = useRouterState({
    select: ({ location }) => new URLSearchParams(location.searchStr).get("refused"),
  });
  if (!refused) return null;
  return (
    <div className="refused-here">
      <RefusedThere rule={refused} onDismiss={() => history.replace(here())} />
    </div>
  );
}

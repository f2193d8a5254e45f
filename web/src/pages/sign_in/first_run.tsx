import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "~/parts/button.tsx";
import { Value } from "~/parts/copy.tsx";
import { FrontPage } from "~/shell/front_page.tsx";

/** Nobody runs this installation yet: says where the link for its first owner is. */
export function FirstRun({ onSignIn }: { onSignIn: () => void }) {
  const { t } = useLingui();
  return (
    <FrontPage
      title={t`Muster waits for its first owner`}
      says={
        <Trans>
          The link is in the terminal where <code className="mono">muster serve</code> was started, after{" "}
          <b>Set it up</b>. Open it in this browser.
        </Trans>
      }
    >
      <Value
        label={t`A new link`}
        text="muster operator link"
        hint={t`Run it on the machine of the server, with the flags for its data. It prints a link that counts once.`}
      />
      <Button look="plain" onClick={onSignIn}>
        {t`I have an account already`}
      </Button>
    </FrontPage>
  );
}

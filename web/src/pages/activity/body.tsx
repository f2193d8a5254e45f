import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { CopyLink } from "~/parts/copy.tsx";
import { pretty } from "./pretty.ts";

/** How much of a body is shown before somebody asks for all of it. */
const shownAtFirst = 20_000;

/** One body of a request, without secrets, written so that people can read it. */
export function Body({ title, text }: { title: string; text: string }) {
  const { t, i18n } = useLingui();
  const [whole, setWhole] = useState(false);
  if (text === "") {
    return (
      <section>
        <h3>{title}</h3>
        <p className="muted">{t`Empty`}</p>
      </section>
    );
  }
  const readable = pretty(text);
  const cut = !whole && readable.length > shownAtFirst;
  const rest = i18n.number(readable.length - shownAtFirst);
  return (
    <section>
      <h3>
        {title} <CopyLink text={readable} label={t`Copy ${title}`} />
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre tabIndex={0}>{cut ? `${readable.slice(0, shownAtFirst)}…` : readable}</pre>
      {cut && (
        <p>
          <button type="button" className="link small" onClick={() => setWhole(true)}>
            <Trans>Show {rest} more characters</Trans>
          </button>
        </p>
      )}
    </section>
  );
}

import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { installationQuery } from "~/api/queries.ts";
import { chooseLanguage, languages } from "~/language/language.ts";
import { Logo } from "~/parts/logo.tsx";
import "~/parts/card.css";
import "./front_page.css";

interface FrontPageProps {
  title: string;
  /** One or two sentences under the title. */
  says?: ReactNode;
  children?: ReactNode;
}

/** The page before the panel: it asks for one thing, and knows nobody yet. */
export function FrontPage({ title, says, children }: FrontPageProps) {
  const { t } = useLingui();
  useEffect(() => {
    document.title = `${title} · Muster`;
  }, [title]);
  return (
    <div className="front">
      <main>
        <Logo />
        <section className="card">
          <header>
            <h1>{title}</h1>
            {says && <p>{says}</p>}
          </header>
          {children}
        </section>
      </main>
      <footer>
        <Help />
        <nav aria-label={t`Language`}>
          <Languages />
        </nav>
      </footer>
    </div>
  );
}

/** Before it is known what is to be asked: the frame alone. */
export function BlankFront() {
  return (
    <div className="front" aria-busy="true">
      <main>
        <Logo />
      </main>
    </div>
  );
}

/** Whom to ask, where the installation says it. */
function Help() {
  const { data } = useQuery(installationQuery);
  const contact = data?.support_contact;
  return (
    <p>
      {contact && (
        <Trans>
          Help: <span className="strong">{contact}</span>
        </Trans>
      )}
    </p>
  );
}

function Languages() {
  const { i18n } = useLingui();
  return languages.map(({ id, name }) => (
    <button
      key={id}
      type="button"
      lang={id}
      aria-pressed={i18n.locale === id}
      onClick={() => void chooseLanguage(id)}
    >
      {name}
    </button>
  ));
}

import "./styles/tokens.css";
import "./styles/fonts.css";
import "./styles/base.css";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { sessionQuery } from "./api/queries.ts";
import { newQueryClient } from "./api/query_client.ts";
import { router } from "./app/router.tsx";
import { chosenLanguage, speak } from "./language/language.ts";
import { i18n } from "./language/texts.ts";
import { Toasts } from "./parts/toast.tsx";

const panel = document.getElementById("panel");
if (!panel) throw new Error("start the panel: index.html has no element for it");

const client = newQueryClient();
// All pages of an organization wait for who is signed in, so that is asked while their files are on their way.
if (location.pathname.startsWith("/o/")) void client.prefetchQuery(sessionQuery);

await speak(chosenLanguage());
createRoot(panel).render(
  <StrictMode>
    {/* The policy allows no inline style, so Base UI must write none. */}
    <CSPProvider disableStyleElements>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={client}>
          <Toasts>
            <RouterProvider router={router} />
          </Toasts>
        </QueryClientProvider>
      </I18nProvider>
    </CSPProvider>
  </StrictMode>,
);

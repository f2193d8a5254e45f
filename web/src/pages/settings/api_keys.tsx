import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { KeySquare } from "lucide-react";
import { apiKeysQuery } from "~/api/api_key.ts";
import type { ApiKey } from "~/api/contract.ts";
import { sessionQuery } from "~/api/queries.ts";
import { isolated } from "~/language/isolated.ts";
import { Banner, ErrorNote } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { Icon } from "~/parts/icon.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { useNow } from "~/parts/now.ts";
import { Line, Lines, Section, Sections } from "~/parts/section.tsx";
import { Mark } from "~/parts/status.tsx";
import { Time } from "~/parts/time.tsx";
import { useScopes } from "./api_key_scopes.ts";
import { CreateKeyWindow } from "./create_key_window.tsx";
import { RevokeKeyQuestion } from "./revoke_key_question.tsx";

/** Settings › API keys: by what programs come in, and what each may do. */
export function ApiKeySettings() {
  const { t } = useLingui();
  const { organization } = useParams({ from: "/o/$organization/settings/api-keys" });
  const open = useSearch({ from: "/o/$organization/settings/api-keys" });
  const navigate = useNavigate({ from: "/o/$organization/settings/api-keys" });
  const { data: me } = useQuery(sessionQuery);
  const keys = useQuery(apiKeysQuery(organization));
  const minute = useNow(60_000);
  const close = () => void navigate({ search: {}, replace: true });
  const guest = me !== undefined && me?.organization.id !== organization;
  const installation = me?.organization.kind === "installation" && !guest;
  const about = keys.data?.find(({ id }) => id === open.about);
  const counting = keys.data?.filter((key) => counts(key, minute)) ?? [];
  const ended = keys.data?.filter((key) => !counts(key, minute)) ?? [];
  const create = (
    <Button look="first" onClick={() => void navigate({ search: { window: "create" } })}>
      {t`Create API key`}
    </Button>
  );
  return (
    <Sections>
      <Section
        title={t`API keys`}
        says={
          <Trans>
            A program sends its key as <code className="mono">Authorization: Bearer …</code> to the same API
            that this panel uses. A key ends with the account of whoever made it.
          </Trans>
        }
        end={!guest && counting.length > 0 && create}
      >
        {guest && (
          <Banner title={t`Keys are made by those who belong here.`}>
            {t`As operator you see and revoke them.`}
          </Banner>
        )}
        {keys.error && <ErrorNote error={keys.error} onRetry={() => void keys.refetch()} />}
        {keys.isPending && <LoadingRows count={2} />}
        {keys.data && counting.length === 0 && (
          <EmptyState title={t`There is no API key`} buttons={!guest && create}>
            {t`Create one for a program that reads or changes this organization.`}
          </EmptyState>
        )}
        {counting.length > 0 && (
          <Lines label={t`API keys`}>
            {counting.map((key) => (
              <KeyLine
                key={key.id}
                of={key}
                onRevoke={() => void navigate({ search: { window: "revoke", about: key.id } })}
              />
            ))}
          </Lines>
        )}
      </Section>
      {ended.length > 0 && (
        <Section title={t`Keys that have ended`}>
          <Lines label={t`Keys that have ended`}>
            {ended.map((key) => (
              <KeyLine key={key.id} of={key} />
            ))}
          </Lines>
        </Section>
      )}
      {open.window === "create" && !guest && (
        <CreateKeyWindow organization={organization} installation={installation} onClose={close} />
      )}
      {open.window === "revoke" && about && !about.revoked_at && (
        <RevokeKeyQuestion organization={organization} apiKey={about} onClose={close} />
      )}
    </Sections>
  );
}

function KeyLine({ of: key, onRevoke }: { of: ApiKey; onRevoke?: () => void }) {
  const { t } = useLingui();
  const scopes = useScopes(true);
  const { name, last_four, created_by, used_at, expires_at, revoked_at } = key;
  const maker = created_by.name;
  const allowed = scopes.filter(({ scope }) => key.scopes.includes(scope)).map((scope) => scope.name);
  return (
    <Line
      face={<Icon of={KeySquare} />}
      title={
        <>
          {isolated(name)} <code className="mono faint">…{last_four}</code>
        </>
      }
      says={
        <>
          {allowed.join(" · ")}
          <br />
          {used_at ? (
            <Trans>
              Made by {maker}, last used <Time at={used_at} />
            </Trans>
          ) : (
            <Trans>Made by {maker}, not used yet</Trans>
          )}
          {!revoked_at && (
            <>
              {" · "}
              {expires_at ? (
                <Trans>
                  ends <Time at={expires_at} as="until" />
                </Trans>
              ) : (
                t`does not expire`
              )}
            </>
          )}
        </>
      }
      end={
        onRevoke ? (
          <Button size="small" aria-label={t`Revoke ${name}`} onClick={onRevoke}>
            {t`Revoke`}
          </Button>
        ) : (
          <Mark tone="quiet" shape="dash">
            {revoked_at ? (
              <Trans>
                Revoked <Time at={revoked_at} />
              </Trans>
            ) : (
              t`Expired`
            )}
          </Mark>
        )
      }
    />
  );
}

function counts({ revoked_at, expires_at }: ApiKey, now: number): boolean {
  return !revoked_at && !(expires_at && Date.parse(expires_at) <= now);
}

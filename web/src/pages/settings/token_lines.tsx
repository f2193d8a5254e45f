import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { CircleSlash } from "lucide-react";
import { tokensQuery } from "~/api/connection.ts";
import type { Connection, Health, Id, SecretToken } from "~/api/contract.ts";
import { Button } from "~/parts/button.tsx";
import { Time } from "~/parts/time.tsx";

interface TokenLinesProps {
  organization: Id;
  connection: Connection;
  health: Health;
  onRevoke: (token: Id) => void;
}

/** What is known of the tokens that count and that nobody can read any more: one, or two while one replaces the other. */
export function TokenLines({ organization, connection, health, onRevoke }: TokenLinesProps) {
  const { t } = useLingui();
  const { token, former_token: former } = connection;
  if (!token) return <p className="line">{t`No Secret Token has been issued.`}</p>;
  if (!former) {
    return (
      <p className="line">
        <TokenLine token={asHeard(token, health)} />
      </p>
    );
  }
  return <TwoTokens organization={organization} connection={connection} onRevoke={onRevoke} />;
}

/** Each with its own last use, as the log tells it, and a button that ends it. */
function TwoTokens({ organization, connection, onRevoke }: Omit<TokenLinesProps, "health">) {
  const { t } = useLingui();
  const { data } = useQuery(tokensQuery(organization, connection.id));
  const heard = [data?.token, data?.former_token];
  const counting = [connection.token, connection.former_token].flatMap((each) => each ?? []);
  return (
    <ul className="tokens" aria-label={t`Secret Tokens`}>
      {counting.map((each) => (
        <li key={each.id}>
          <p className="line">
            <TokenLine token={heard.find((other) => other?.id === each.id) ?? each} />
          </p>
          <Button size="small" icon={CircleSlash} onClick={() => onRevoke(each.id)}>
            {t`Revoke`} <span className="sr">{each.last_four}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function TokenLine({ token }: { token: SecretToken }) {
  return (
    <>
      <span>
        {token.ends_at ? (
          <Trans>
            Former Secret Token that ends in <code>{token.last_four}</code>
          </Trans>
        ) : (
          <Trans>
            Secret Token that ends in <code>{token.last_four}</code>
          </Trans>
        )}
      </span>
      <span className="faint">
        {token.ends_at ? (
          <Trans>
            Works until <Time at={token.ends_at} as="until" />
          </Trans>
        ) : (
          <Trans>
            Created <Time at={token.created_at} />
          </Trans>
        )}
      </span>
      <span className="faint">
        {token.last_used_at ? (
          <Trans>
            Last used <Time at={token.last_used_at} /> from {token.last_used_from}
          </Trans>
        ) : (
          <Trans>Not used yet</Trans>
        )}
      </span>
    </>
  );
}

/** Health is told with each request, a token's own use only now and then. */
function asHeard(token: SecretToken, health: Health): SecretToken {
  const { last_request_at: heardAt = "", last_address: heardFrom = "" } = health;
  const isNewer = heardAt > token.created_at && heardAt > (token.last_used_at ?? "");
  return isNewer ? { ...token, last_used_at: heardAt, last_used_from: heardFrom } : token;
}

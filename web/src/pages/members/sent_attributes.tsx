import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode } from "react";
import type { Id } from "~/api/contract.ts";
import { identityQuery } from "~/api/member.ts";
import { ErrorNote } from "~/parts/banner.tsx";
import { CopyButton } from "~/parts/copy.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { RecordSection } from "~/parts/record.tsx";
import { Mark } from "~/parts/status.tsx";
import { Time } from "~/parts/time.tsx";
import { inParts, pretty } from "../activity/pretty.ts";

interface SentAttributesProps {
  organization: Id;
  member: Id;
  provider: string;
}

/** What the provider sent about somebody: every value with its label and path, and the resource as it came. */
export function SentAttributes({ organization, member, provider }: SentAttributesProps) {
  const { t } = useLingui();
  const { data: identity, error } = useQuery(identityQuery(organization, member));
  return (
    <RecordSection
      title={t`What ${provider} sent`}
      end={identity && <Asserted active={identity.active} provider={provider} />}
    >
      {error && (
        <div className="padded">
          <ErrorNote error={error} />
        </div>
      )}
      {!identity && !error && <LoadingRows count={3} />}
      {identity && (
        <>
          <table className="sent">
            <thead>
              <tr>
                <th scope="col">{t`Attribute`}</th>
                <th scope="col">{t`Value`}</th>
                <th scope="col" className="path">
                  {t`Path`}
                </th>
              </tr>
            </thead>
            <tbody>
              {identity.attributes.map(({ path, label, value, ignored }) => (
                <tr key={path}>
                  <th scope="row">{label || path}</th>
                  <td>
                    {breakable(inParts(value))}
                    {ignored && <span className="small faint"> {t`kept, not used`}</span>}
                  </td>
                  <td className="path">
                    <code>{breakable(path)}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <Raw resource={identity.resource} />
          <p className="small faint sent-when">
            <Trans>
              First sent <Time at={identity.created_at} as="full" />, last <Time at={identity.updated_at} />.
            </Trans>{" "}
            <Link
              className="link small"
              to="/o/$organization/activity/requests"
              params={{ organization }}
              search={{ person: member }}
            >
              {t`Requests about this member`}
            </Link>
          </p>
        </>
      )}
    </RecordSection>
  );
}

/** A value that is one long word, such as a URN or an address, may end its line after a mark in it. */
function breakable(text: string): ReactNode {
  return text.split(/(?<=[:@.])/u).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text stay in their order
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** What the provider last said about whether they may work. */
function Asserted({ active, provider }: { active: boolean; provider: string }) {
  return active ? (
    <Mark tone="good" shape="dot">
      <Trans>Active in {provider}</Trans>
    </Mark>
  ) : (
    <Mark tone="quiet" shape="dash">
      <Trans>Deactivated in {provider}</Trans>
    </Mark>
  );
}

function Raw({ resource }: { resource: unknown }) {
  const { t } = useLingui();
  const text = pretty(JSON.stringify(resource));
  return (
    <details className="raw">
      <summary>{t`SCIM resource as it was sent`}</summary>
      <div className="held">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
        <section tabIndex={0} aria-label={t`SCIM resource`}>
          <pre>{text}</pre>
        </section>
        <CopyButton text={text} label={t`Copy the SCIM resource`} />
      </div>
    </details>
  );
}

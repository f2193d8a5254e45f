import { Avatar, ScimLabel } from "~/parts/avatar.tsx";
import { ProviderRing } from "~/parts/provider.tsx";
import { Chip, Status } from "~/parts/status.tsx";
import { manual, okta } from "./sample.ts";
import { Row, Section } from "./section.tsx";

const colours = [
  ["paper", "window"],
  ["surface", "page"],
  ["raised", "card, menu"],
  ["sunken", "value to copy"],
  ["line", "rows"],
  ["line-2", "buttons"],
  ["edge", "fields"],
  ["ink", "names"],
  ["ink-2", "sentences"],
  ["ink-3", "times"],
  ["accent", "can be pressed"],
  ["arrival", "just arrived"],
  ["good-dot", "as it should be"],
  ["wait-dot", "waits"],
  ["stop-dot", "refused, ends"],
  ["quiet-dot", "off, past"],
];

const providers = [
  ["okta", "Okta"],
  ["entra", "Microsoft Entra ID"],
  ["onelogin", "OneLogin"],
  ["jumpcloud", "JumpCloud"],
  ["google", "Google Workspace"],
  ["other", "Another provider"],
] as const;

export function Tokens() {
  return (
    <>
      <Section title="Colour">
        <div className="sws">
          {colours.map(([name, use]) => (
            <div className="sw" key={name}>
              <i className={`c-${name}`} />
              <code>{name}</code>
              <span>{use}</span>
            </div>
          ))}
        </div>
      </Section>
      <Section title="Type">
        <div className="ty">
          <p className="t-title">
            Members <span>22/28 title</span>
          </p>
          <p className="t-head">
            Connect Okta <span>15/22 head</span>
          </p>
          <p className="t-lead">
            Copy both values into Okta. <span>14/22 lead</span>
          </p>
          <p>
            Ada Lindqvist <span>13/20 body</span>
          </p>
          <p className="small">
            Last request 4 s ago <span>12/16 small</span>
          </p>
          <p className="mono">
            mus_7Qd2…hxDw <span>12.5/20 code</span>
          </p>
        </div>
      </Section>
      <Section title="Who and from where">
        <Row>
          <span className="cap">
            <Avatar name="Ada Lindqvist" origin={okta} />
            <b>Ada Lindqvist</b>
            <ScimLabel />
          </span>
          <span className="cap">
            <Avatar name="Anselm Okafor" origin={manual} />
            <b>Anselm Okafor</b>
          </span>
          <span className="cap">
            <Avatar name="Coatings" kind="team" origin={okta} />
            <b>Coatings</b>
            <ScimLabel />
          </span>
          <span className="cap">
            <Avatar name="Workshop" kind="team" />
            <b>Workshop</b>
          </span>
          <span className="cap">
            <Avatar name="Farah Haddad" origin={{ ...okta, on: false } as typeof okta} gone />
            <span className="muted">Farah Haddad</span>
            <ScimLabel />
          </span>
          <span className="cap">
            <Avatar name="Lens Engineering" kind="team" size="large" origin={okta} />
          </span>
        </Row>
        <Row>
          {providers.map(([provider, name]) => (
            <span className="cap" key={provider}>
              <ProviderRing provider={provider} />
              {name}
            </span>
          ))}
        </Row>
      </Section>
      <Section title="Status">
        <Row>
          <Status of="active" />
          <Status of="waiting" />
          <Status of="removal" />
          <Status of="invited" />
          <Status of="deactivated" />
          <Chip tone="good">Merged</Chip>
          <Chip tone="wait">Skipped</Chip>
          <Chip tone="stop">Refused</Chip>
          <Chip tone="quiet">Dry run</Chip>
        </Row>
      </Section>
    </>
  );
}

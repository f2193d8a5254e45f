import { useState } from "react";
import { Banner } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { Switch } from "~/parts/field.tsx";
import { HealthCard } from "~/parts/health_card.tsx";
import { LicenseMeter } from "~/parts/license_meter.tsx";
import { OneTimeSecret } from "~/parts/one_time_secret.tsx";
import { type Consequence, Question, QuestionBody } from "~/parts/window.tsx";
import { failingHealth, healthy } from "./sample.ts";
import { Row, Section } from "./section.tsx";

const consequences: Consequence[] = [
  { count: 214, text: "members become editable. Their badges stay." },
  { count: 12, text: "teams become editable. Their badges stay." },
  { count: 1, text: "Secret Token stops working now. Turning on again needs a new one." },
  { count: 1, text: "removal stays pending: Ana Ruiz." },
];
const title = "Turn off user provisioning with Okta?";
const warning = (
  <Banner title="A record that is edited while provisioning is off">
    comes back from Okta as a duplicate.
  </Banner>
);

export function Windows() {
  const [asking, setAsking] = useState(false);
  const [secret, setSecret] = useState(false);
  return (
    <div className="two">
      <Section title="Window with counted consequences">
        <div className="win question still">
          <QuestionBody
            title={<h3 className="head2">{title}</h3>}
            consequences={consequences}
            confirm="Turn off"
            keep="Keep on"
            onOpenChange={() => setAsking(true)}
            onConfirm={() => setAsking(true)}
          >
            {warning}
          </QuestionBody>
        </div>
        <Question
          open={asking}
          onOpenChange={setAsking}
          title={title}
          consequences={consequences}
          confirm="Turn off"
          keep="Keep on"
          onConfirm={() => setAsking(false)}
        >
          {warning}
        </Question>
        <Row>
          <Button onClick={() => setSecret(true)}>Generate token</Button>
        </Row>
        <OneTimeSecret
          open={secret}
          title="Connect Okta"
          providerName="Okta"
          tenantUrl="https://muster.fernhill.example/scim/v2/c/k7w2m9"
          secretToken="mus_7Qd2vHn8RtLbX4cPzJ0wYk6sFgA1eUoM3iTqB5NhxDw"
          created="Created 16:20 by Ines Aldana"
          onDone={() => setSecret(false)}
        >
          <LicenseMeter bought={240} inUse={36} says="free" />
          <p className="small muted">Make sure there are enough for everyone you will assign.</p>
        </OneTimeSecret>
      </Section>
      <div className="stack">
        <Section title="Connection health, failing">
          <HealthCard
            provider="okta"
            providerName="Okta"
            app="3 of the last 40 requests failed"
            health={failingHealth}
            end={<Button size="small">Provisioning log</Button>}
          />
        </Section>
        <Section title="Connection health">
          <HealthCard
            provider="entra"
            providerName="Microsoft Entra ID"
            app="SCIM 2.0 Test App (OAuth Bearer Token)"
            health={healthy}
            end={
              <>
                User provisioning{" "}
                <Switch label="User provisioning with Okta" checked onChange={() => undefined} />
              </>
            }
          />
        </Section>
        <Section title="License meter">
          <Row>
            <LicenseMeter bought={240} inUse={36} />
            <LicenseMeter bought={240} inUse={231} />
            <LicenseMeter bought={240} inUse={240} waiting={9} />
          </Row>
        </Section>
      </div>
    </div>
  );
}

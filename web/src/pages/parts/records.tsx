import { useState } from "react";
import { ActivityEntry } from "~/parts/activity_entry.tsx";
import { Banner, RequestId } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { KeyValueList } from "~/parts/key_value_list.tsx";
import { ProviderMark } from "~/parts/provider.tsx";
import { SetupGuide } from "~/parts/setup_guide.tsx";
import { Chip } from "~/parts/status.tsx";
import { Time } from "~/parts/time.tsx";
import { ago } from "./sample.ts";
import { Section } from "./section.tsx";

const okta = { name: "Okta", provider: "okta" };

export function Records() {
  const [app, setApp] = useState("test");
  return (
    <>
      <Section title="Activity">
        <ol className="log framed">
          <li className="day">Today</li>
          <ActivityEntry
            at={ago(4)}
            actor={okta}
            number={18246}
            changes={[
              { field: "Title", before: "Process engineer", after: "Lead process engineer" },
              { field: "Department", before: "Coatings", after: "Coatings and Films" },
            ]}
          >
            <b>Okta (SCIM)</b> updated <a href="#page">Greta Moser</a>.
          </ActivityEntry>
          <ActivityEntry
            at={ago(105)}
            actor={okta}
            number={18241}
            below={
              <Banner
                tone="stop"
                title="Ana is an administrator."
                action={<Button size="small">Change role</Button>}
              >
                Remove the role and the deactivation completes by itself.
                <RequestId id="req_01K3V9T6QH" before="Okta was told the same." />
              </Banner>
            }
          >
            <b>Okta (SCIM)</b> asked to deactivate <a href="#page">Ana Ruiz</a>.{" "}
            <Chip tone="stop">Refused</Chip>
          </ActivityEntry>
          <ActivityEntry
            at={ago(314)}
            actor={{ name: "Ines Aldana", id: "sample12" }}
            number={18204}
            changes={[
              { field: "User provisioning", before: "Off", after: "On" },
              { field: "Secret Token", before: "", after: "mus_7Qd2…hxDw", mono: true },
            ]}
          >
            <b>Ines Aldana</b> turned on user provisioning for <a href="#page">Okta</a> and made a Secret
            Token.
          </ActivityEntry>
        </ol>
      </Section>
      <div className="two">
        <Section title="Setup guide">
          <SetupGuide
            still
            title="Set up Okta"
            app={{
              value: app,
              onChoose: setApp,
              options: [
                { value: "test", label: "SCIM 2.0 Test App (OAuth Bearer Token)" },
                { value: "header", label: "SCIM 2.0 Test App (Header Auth)" },
              ],
            }}
            steps={[
              {
                id: "app",
                title: "Add the app",
                text: (
                  <>
                    Applications › Browse App Catalog. Under Sign On, set Application username format to{" "}
                    <b>Email</b>.
                  </>
                ),
                done: { at: ago(500), saw: "Ticked by you" },
              },
              {
                id: "test",
                title: "Test API Credentials",
                done: { at: ago(240), saw: "Passed: Okta asked for users, there are none yet" },
              },
              {
                id: "assign",
                title: "Assign people",
                text: "Assignments › Assign, then people or groups",
                watches: [{ name: "First lookup", at: ago(100) }, { name: "First member" }],
              },
              { id: "push", title: "Push groups", text: "Push Groups › By name. Each group becomes a team." },
            ]}
            listening={{ title: "Listening to Okta", text: "3 requests, none refused. Last: 4 s ago." }}
            onClose={() => undefined}
          />
        </Section>
        <Section title="Facts">
          <KeyValueList
            of={[
              {
                key: "Source",
                value: (
                  <>
                    <ProviderMark provider="okta" /> Okta
                  </>
                ),
              },
              { key: "Okta group", value: "Lens Engineering" },
              { key: "Created", value: <Time at={ago(5600)} as="full" /> },
              { key: "Last push", value: <Time at={ago(190)} /> },
              { key: "Members", value: "15 here, 3 awaited" },
            ]}
          />
        </Section>
      </div>
    </>
  );
}

import { ApiError } from "~/api/problem.ts";
import { Banner, ErrorNote, LockedBanner } from "~/parts/banner.tsx";
import { Button } from "~/parts/button.tsx";
import { EmptyState } from "~/parts/empty_state.tsx";
import { LoadingRows } from "~/parts/loading_rows.tsx";
import { useToast } from "~/parts/toast.tsx";
import { Section } from "./section.tsx";

const refused = new ApiError({
  title: "Refused",
  status: 409,
  detail: "Ana is the last owner.",
  remedy: "Make somebody else an owner first.",
  code: "refused",
  request_id: "req_01K3V9T6QH",
});

export function Says() {
  const tell = useToast();
  return (
    <div className="two">
      <Section title="Empty state and loading">
        <EmptyState
          title="No team has arrived yet"
          buttons={
            <>
              <Button>Open the setup guide</Button>
              <Button look="first">Create team</Button>
            </>
          }
        >
          Assigning a group in Okta brings its people. To bring the group itself as a team, add it under{" "}
          <b>Push Groups</b>.
        </EmptyState>
        <LoadingRows count={3} />
      </Section>
      <Section title="Banner, error and toast">
        <div className="stack tight">
          <LockedBanner title="Provisioned members and teams are edited in Okta.">
            Roles and manual teams stay yours to change.
          </LockedBanner>
          <Banner title="Sign-in with Okta is off." action={<Button size="small">Open Sign-in</Button>}>
            Members that Okta creates cannot sign in until it is on.
          </Banner>
          <Banner tone="wait" title="9 licenses are left." onDismiss={() => undefined}>
            When they run out, new members wait in line.{" "}
            <button type="button" className="link">
              Open Licenses
            </button>
          </Banner>
          <ErrorNote error={refused} />
          <div>
            <Button
              onClick={() =>
                tell("Dafydd Pryce invited. The link works for 7 days.", {
                  label: "Copy link",
                  onPress: () => undefined,
                })
              }
            >
              Invite
            </Button>
          </div>
        </div>
      </Section>
    </div>
  );
}

import { useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { Frame } from "~/shell/frame.tsx";
import { Pulse } from "~/shell/pulse.tsx";
import { MembersList } from "./members_list.tsx";
import { healthy, manyMembers, members } from "./sample.ts";
import "./parts_page.css";

/** The frame around a list, with sample people; ?rows=100000 makes it long. */
export function FramedPage() {
  const { rows } = useSearch({ strict: false }) as { rows?: number };
  const shown = useMemo(() => (rows ? manyMembers(rows) : members), [rows]);
  return (
    <Frame
      organization={{ id: "sample6", name: "Fernhill Optics" }}
      others={[{ id: "sample7", name: "Parallax Calibration" }]}
      callerRole="owner"
      installation={false}
      acting={false}
      counts={{ members: 250, teams: 19, licenses: 240 }}
      person={{ id: "sample12", name: "Ines Aldana", role: "Owner" }}
      pulse={<Pulse organization="sample6" providerName="Okta" health={healthy} />}
      destinations={(words) =>
        members
          .filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()))
          .slice(0, 6)
          .map((member) => ({
            id: member.id,
            kind: "Member",
            name: member.name,
            hint: member.email,
            face: null,
            go: () => undefined,
          }))
      }
      onSignOut={() => undefined}
    >
      <MembersList rows={shown} />
    </Frame>
  );
}

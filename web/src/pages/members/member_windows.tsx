import type { Id, MemberDetail } from "~/api/contract.ts";
import { AdoptWindow } from "./adopt_window.tsx";
import { EditWindow } from "./edit_window.tsx";
import {
  DeactivateQuestion,
  EndSessionsQuestion,
  ReactivateWindow,
  RemoveQuestion,
} from "./ending_questions.tsx";
import { ReleaseLicenseQuestion } from "./license_question.tsx";
import { LinkWindow } from "./link_window.tsx";
import { MergeMembersWindow } from "./merge_window.tsx";
import { RoleWindow } from "./role_window.tsx";
import type { MemberWindow } from "./search.ts";

interface MemberWindowsProps {
  organization: Id;
  /** Which window the address names. */
  window: MemberWindow;
  member: MemberDetail;
  etag: string | undefined;
  /** With whom they are about to be merged. */
  merge: Id | undefined;
  onMerge: (other: Id | undefined) => void;
  onClose: () => void;
  onGone?: () => void;
  /** Where to go when they were merged into another. */
  onMerged?: (into: Id) => void;
}

/** The window that is open about a member. */
export function MemberWindows({ window, onGone, merge, onMerge, onMerged, ...about }: MemberWindowsProps) {
  const { organization, member, onClose } = about;
  switch (window) {
    case "edit":
      return <EditWindow {...about} />;
    case "role":
      return <RoleWindow {...about} {...(onGone && { onGone })} />;
    case "link":
      return <LinkWindow {...{ organization, member, onClose }} />;
    case "adopt":
      return <AdoptWindow {...{ organization, member, onClose }} />;
    case "sessions":
      return <EndSessionsQuestion {...{ organization, member, onClose }} />;
    case "license":
      return <ReleaseLicenseQuestion {...{ organization, member, onClose }} />;
    case "deactivate":
      return <DeactivateQuestion {...{ organization, member, onClose }} />;
    case "reactivate":
      return <ReactivateWindow {...{ organization, member, onClose }} />;
    case "merge":
      return (
        <MergeMembersWindow
          {...{ organization, member, onClose }}
          other={merge}
          onOther={onMerge}
          onMerged={onMerged}
        />
      );
    case "remove":
      return <RemoveQuestion {...about} {...(onGone && { onGone })} />;
  }
}

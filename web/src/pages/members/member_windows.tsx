import type { Id, Member } from "~/api/contract.ts";
import { EditWindow } from "./edit_window.tsx";
import {
  DeactivateQuestion,
  EndSessionsQuestion,
  ReactivateWindow,
  RemoveQuestion,
} from "./ending_questions.tsx";
import { LinkWindow } from "./link_window.tsx";
import { RoleWindow } from "./role_window.tsx";
import type { MemberWindow } from "./search.ts";

interface MemberWindowsProps {
  organization: Id;
  /** Which window the address names. */
  window: MemberWindow;
  member: Member;
  etag: string | undefined;
  onClose: () => void;
  onGone?: () => void;
}

/** The window that is open about a member. */
export function MemberWindows({ window, onGone, ...about }: MemberWindowsProps) {
  const { organization, member, onClose } = about;
  switch (window) {
    case "edit":
      return <EditWindow {...about} />;
    case "role":
      return <RoleWindow {...about} />;
    case "link":
      return <LinkWindow {...{ organization, member, onClose }} />;
    case "sessions":
      return <EndSessionsQuestion {...{ organization, member, onClose }} />;
    case "deactivate":
      return <DeactivateQuestion {...{ organization, member, onClose }} />;
    case "reactivate":
      return <ReactivateWindow {...{ organization, member, onClose }} />;
    case "remove":
      return <RemoveQuestion {...about} {...(onGone && { onGone })} />;
  }
}

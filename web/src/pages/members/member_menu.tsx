import { useLingui } from "@lingui/react/macro";
import {
  Ellipsis,
  IdCard,
  KeyRound,
  LogOut,
  Mail,
  Merge,
  Pencil,
  RotateCcw,
  Shield,
  Trash2,
  UserX,
} from "lucide-react";
import type { Member } from "~/api/contract.ts";
import { IconButton } from "~/parts/button.tsx";
import { LockedItems, Menu, MenuItem, MenuLine } from "~/parts/menu.tsx";
import type { MemberWindow } from "./search.ts";

interface MemberMenuProps {
  member: Member;
  /** The one who looks: nobody removes or deactivates themselves. */
  you: boolean;
  onOpen: (window: MemberWindow) => void;
  /** What the page around has as buttons of its own. */
  without?: readonly MemberWindow[];
}

/** The menu of a member, on their own page. */
export function MemberMenu(props: MemberMenuProps) {
  const { t } = useLingui();
  const { name } = props.member;
  return (
    <Menu trigger={<IconButton icon={Ellipsis} label={t`Actions for ${name}`} />}>
      <MemberMenuLines {...props} />
    </Menu>
  );
}

/** What can be done to a member. What their provider decides keeps its place, and the reason stands below. */
export function MemberMenuLines({ member, you, onOpen, without = [] }: MemberMenuProps) {
  const { t } = useLingui();
  const locked = new Set(member.locked);
  const gone = member.status === "deactivated";
  const offers = (window: MemberWindow) => !without.includes(window);

  const edits = { lock: locked.has("name") && locked.has("email"), label: t`Edit name and email` };
  const status = { lock: locked.has("status"), label: gone ? t`Reactivate` : t`Deactivate` };
  const removal = { lock: locked.has("removal"), label: t`Remove` };
  const reason = useOwnedReason(member);
  const lockedItems = [
    ...(edits.lock && offers("edit") ? [edits.label] : []),
    ...(status.lock && !you && offers("deactivate") ? [status.label] : []),
    ...(removal.lock && !you && offers("remove") ? [removal.label] : []),
  ];
  return (
    <>
      {offers("role") && (
        <MenuItem icon={Shield} onChoose={() => onOpen("role")}>
          {t`Change role`}
        </MenuItem>
      )}
      {!gone && member.status !== "waiting" && offers("link") && (
        <MenuItem icon={member.status === "invited" ? Mail : KeyRound} onChoose={() => onOpen("link")}>
          {member.status === "invited" ? t`New invitation link` : t`New sign-in link`}
        </MenuItem>
      )}
      {member.status === "active" && offers("sessions") && (
        <MenuItem icon={LogOut} onChoose={() => onOpen("sessions")}>
          {t`End sessions`}
        </MenuItem>
      )}
      {gone && member.licensed && offers("license") && (
        <MenuItem icon={IdCard} onChoose={() => onOpen("license")}>
          {t`Release license`}
        </MenuItem>
      )}
      <MenuLine />
      {!edits.lock && offers("edit") && (
        <MenuItem icon={Pencil} onChoose={() => onOpen("edit")}>
          {edits.label}
        </MenuItem>
      )}
      {!status.lock && !you && offers("deactivate") && (
        <MenuItem icon={gone ? RotateCcw : UserX} onChoose={() => onOpen(gone ? "reactivate" : "deactivate")}>
          {status.label}
        </MenuItem>
      )}
      {offers("merge") && (
        <MenuItem icon={Merge} onChoose={() => onOpen("merge")}>
          {t`Merge…`}
        </MenuItem>
      )}
      {!removal.lock && !you && offers("remove") && (
        <MenuItem icon={Trash2} onChoose={() => onOpen("remove")}>
          {removal.label}
        </MenuItem>
      )}
      {lockedItems.length > 0 && <LockedItems items={lockedItems} reason={reason} />}
    </>
  );
}

/** Why lines of the menu are locked, in one sentence for all of them. */
function useOwnedReason(member: Member): string {
  const { t } = useLingui();
  if (member.source.kind === "manual") return "";
  const { provider, provider_name } = member.source;
  const first = member.name.split(" ")[0] ?? member.name;
  return provider === "okta"
    ? t`Okta owns this record. Change or unassign ${first} in Okta, under Directory › People.`
    : t`${provider_name} owns this record. Change or unassign ${first} there.`;
}

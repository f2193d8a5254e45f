import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { Building2, ChevronsUpDown } from "lucide-react";
import { Avatar } from "~/parts/avatar.tsx";
import { Icon } from "~/parts/icon.tsx";
import { Menu, MenuChoice, MenuItem, MenuLine } from "~/parts/menu.tsx";

export interface Switchable {
  id: string;
  name: string;
}

/** How many are worth a menu. The rest is found by its name, on the page of all organizations or by Ctrl K. */
const menuHolds = 12;

/** Whose directory is shown. Only where there are others is it something to press. */
export function OrganizationSwitcher({
  organization,
  others,
}: {
  organization: Switchable;
  others: readonly Switchable[];
}) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const face = (
    <>
      <Avatar kind="organization" name={organization.name} id={organization.id} />
      <span>{organization.name}</span>
    </>
  );
  if (others.length === 0) return <div className="org">{face}</div>;
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className="org">
          {face}
          <Icon of={ChevronsUpDown} />
        </button>
      }
    >
      <MenuChoice
        label={t`Organization`}
        value={organization.id}
        options={[organization, ...others.slice(0, menuHolds)].map(({ id, name }) => ({
          value: id,
          label: name,
        }))}
        onChoose={(id) => void navigate({ to: "/o/$organization/members", params: { organization: id } })}
      />
      <MenuLine />
      <MenuItem icon={Building2} onChoose={() => void navigate({ to: "/operator" })}>
        {t`All organizations`}
      </MenuItem>
    </Menu>
  );
}

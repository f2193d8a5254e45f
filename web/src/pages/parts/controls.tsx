import { Download, Ellipsis, Pencil, Shield } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "~/parts/button.tsx";
import { CopyButton } from "~/parts/copy.tsx";
import { Checkbox, Select, Switch, TextField } from "~/parts/field.tsx";
import { FilterMenu, FilterToggle } from "~/parts/filter.tsx";
import { LockedControl } from "~/parts/locked.tsx";
import { LockedItems, Menu, MenuItem, MenuLine } from "~/parts/menu.tsx";
import { SearchField } from "~/parts/search_field.tsx";
import { Row, Section } from "./section.tsx";

const roles = [
  { value: "owner", label: "Owner" },
  { value: "administrator", label: "Administrator" },
  { value: "member", label: "Member" },
];

export function Controls() {
  const [on, setOn] = useState(true);
  const [off, setOff] = useState(false);
  const [role, setRole] = useState<readonly string[]>(["administrator"]);
  const [chosen, setChosen] = useState("member");
  const [refusals, setRefusals] = useState(false);
  return (
    <>
      <Section title="Controls">
        <Row>
          <Button look="first">Create team</Button>
          <Button>Add a member</Button>
          <Button look="plain" icon={Download}>
            Export CSV
          </Button>
          <LockedControl
            reason="Okta decides the name of this team."
            where="Rename the group Lens Engineering in Okta, under Directory › Groups."
          >
            Rename
          </LockedControl>
          <Button look="ends">Turn off</Button>
          <Switch label="On" checked={on} onChange={setOn} />
          <Switch label="Off" checked={off} onChange={setOff} />
          <Menu trigger={<IconButton icon={Ellipsis} label="Actions for Elif Kaya" />}>
            <MenuItem icon={Shield} onChoose={() => undefined}>
              Change role
            </MenuItem>
            <MenuItem icon={Pencil} onChoose={() => undefined}>
              Change teams
            </MenuItem>
            <MenuLine />
            <LockedItems
              items={["Edit name and email", "Remove"]}
              reason="Okta owns this record. Change or unassign Elif in Okta, under Directory › People."
            />
          </Menu>
          <CopyButton text="theo.marsh@fernhill.example" label="Copy addresses" />
        </Row>
        <Row>
          <SearchField
            label="Search members"
            placeholder="Name or email"
            value=""
            onSearch={() => undefined}
          />
          <FilterMenu label="Role" options={roles} values={role} onChange={setRole} several />
          <FilterMenu label="Team" options={roles} values={[]} onChange={() => undefined} />
          <FilterToggle label="Refusals only" on={refusals} onChange={setRefusals} />
        </Row>
      </Section>
      <Section title="Fields">
        <div className="three">
          <TextField label="Name" defaultValue="Dafydd Pryce" hint="As colleagues know the person." />
          <TextField
            label="Email"
            type="email"
            defaultValue="ana.ruiz@fernhill.example"
            error="Ana Ruiz has this address. Use another, or open Ana Ruiz."
          />
          <TextField label="Okta user name" defaultValue="ada.lindqvist" locked hint="Okta decides it." />
          <TextField label="Assign to team" optional placeholder="Team" />
          <Select
            label="Role"
            value={chosen}
            onChoose={setChosen}
            options={roles}
            hint="What the person may do here."
          />
          <Checkbox checked={on} onChange={setOn} hint="They get a mail with a link that works for 7 days.">
            Send an invitation
          </Checkbox>
        </div>
      </Section>
    </>
  );
}

import { Link } from "@tanstack/react-router";
import { Columns3, Download, LogOut, Pencil, Shield, Trash2, UserPlus } from "lucide-react";
import { useState } from "react";
import { Avatar, ScimLabel } from "~/parts/avatar.tsx";
import { Button } from "~/parts/button.tsx";
import { FilterMenu } from "~/parts/filter.tsx";
import { LicenseMeter } from "~/parts/license_meter.tsx";
import { LockedItems, MenuItem, MenuLine } from "~/parts/menu.tsx";
import { SearchField } from "~/parts/search_field.tsx";
import { Status } from "~/parts/status.tsx";
import { Time } from "~/parts/time.tsx";
import { type Column, VirtualTable, Who } from "~/parts/virtual_table.tsx";
import { PageHeader, Tab, Tabs, Toolbar } from "~/shell/page_header.tsx";
import type { SampleMember } from "./sample.ts";

const columns: Column<SampleMember>[] = [
  {
    id: "member",
    head: "Member",
    width: "23.5%",
    narrow: "name",
    sort: "name",
    cell: (member) => (
      <Who
        face={
          <Avatar
            name={member.name}
            id={member.id}
            origin={member.source}
            gone={member.state === "deactivated"}
          />
        }
        link={<Link to="/parts/framed">{member.name}</Link>}
      >
        {member.scim && <ScimLabel />}
        {member.role === "owner" && <span className="small faint">you</span>}
      </Who>
    ),
  },
  { id: "email", head: "Email", width: "21%", narrow: "email", cell: ({ email }) => email },
  {
    id: "status",
    head: "Status",
    width: "14.5%",
    narrow: "status",
    cell: ({ state }) => <Status of={state} />,
  },
  {
    id: "role",
    head: "Role",
    width: "10%",
    cell: ({ role }) =>
      role === "member" ? (
        "Member"
      ) : (
        <span className="strong">{role === "owner" ? "Owner" : "Administrator"}</span>
      ),
  },
  { id: "teams", head: "Teams", width: "16%", cell: ({ teams }) => teams[0]?.name },
  {
    id: "license",
    head: "License",
    width: "8%",
    cell: ({ license, state }) => (
      <span className={state === "waiting" ? "waits" : state === "deactivated" ? "faint" : undefined}>
        {license}
      </span>
    ),
  },
  {
    id: "changed",
    head: "Changed",
    width: "8.5%",
    cell: ({ updated_at }) => <Time at={updated_at} className="faint" />,
  },
];

/** The page of members with sample people, as the mock has it. */
export function MembersList({ rows }: { rows: SampleMember[] }) {
  const [roles, setRoles] = useState<readonly string[]>([]);
  return (
    <>
      <PageHeader title="Members">
        <LicenseMeter bought={240} inUse={240} waiting={2} />
        <Button look="first" icon={UserPlus}>
          Invite new member
        </Button>
      </PageHeader>
      <Tabs label="Members">
        <Tab to="/parts/framed" count={250}>
          All
        </Tab>
        <Tab to="/parts" activeOptions={{ exact: true }} count={236}>
          Active
        </Tab>
        <Tab to="/parts" activeOptions={{ exact: true }} count={2}>
          Waiting for a license
        </Tab>
        <Tab to="/parts" activeOptions={{ exact: true }} count={1}>
          Removal pending
        </Tab>
        <Tab to="/parts" activeOptions={{ exact: true }} count={3}>
          Invited
        </Tab>
        <Tab to="/parts" activeOptions={{ exact: true }} count={8}>
          Deactivated
        </Tab>
      </Tabs>
      <Toolbar
        end={
          <>
            <Button look="plain" icon={Columns3}>
              Columns
            </Button>
            <Button look="plain" icon={Download}>
              Export CSV
            </Button>
          </>
        }
      >
        <SearchField label="Search members" placeholder="Name or email" value="" onSearch={() => undefined} />
        <FilterMenu
          label="Source"
          options={[{ value: "okta", label: "Okta" }]}
          values={[]}
          onChange={() => undefined}
        />
        <FilterMenu
          label="Role"
          options={[
            { value: "owner", label: "Owner" },
            { value: "administrator", label: "Administrator" },
          ]}
          values={roles}
          onChange={setRoles}
        />
        <FilterMenu
          label="Team"
          options={[{ value: "w", label: "Workshop" }]}
          values={[]}
          onChange={() => undefined}
        />
      </Toolbar>
      <VirtualTable
        label="Members"
        columns={columns}
        rows={rows}
        rowId={({ id }) => id}
        order={{ by: "name", descending: false }}
        menu={{
          label: ({ name }) => `Actions for ${name}`,
          lines: (member) => (
            <>
              <MenuItem icon={Shield} onChoose={() => undefined}>
                Change role
              </MenuItem>
              <MenuItem icon={LogOut} onChoose={() => undefined}>
                End sessions
              </MenuItem>
              <MenuLine />
              {member.scim ? (
                <LockedItems
                  items={["Edit name and email", "Remove"]}
                  reason={`Okta owns this record. Change or unassign ${member.name.split(" ")[0]} in Okta, under Directory › People.`}
                />
              ) : (
                <>
                  <MenuItem icon={Pencil} onChoose={() => undefined}>
                    Edit name and email
                  </MenuItem>
                  <MenuItem icon={Trash2} onChoose={() => undefined}>
                    Remove
                  </MenuItem>
                </>
              )}
            </>
          ),
        }}
        note={(member) =>
          member.state === "removal" && (
            <p>
              Okta asked to deactivate Ana, who is an administrator. Remove the role and it completes.{" "}
              <button type="button" className="link small">
                Change role
              </button>
            </p>
          )
        }
      />
      <p className="sum num">
        214 from Okta, 36 by hand. Provisioned members are edited in Okta; their roles and manual teams are
        yours to change.
      </p>
    </>
  );
}

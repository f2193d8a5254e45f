import { msg } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import type { GuideStep } from "./guide.ts";

// The steps that are the same for every app of Okta.

export const allowActions: GuideStep = {
  id: "allow-actions",
  title: msg`Allow the three actions`,
  text: (
    <Trans>
      <b>Provisioning</b> › <b>To App</b> › <b>Edit</b>: <b>Create Users</b>, <b>Update User Attributes</b>,{" "}
      <b>Deactivate Users</b>. Then <b>Save</b>.
    </Trans>
  ),
  follows: "create",
};

export const usernameFormat: GuideStep = {
  id: "username-format",
  title: msg`Set the username to Email`,
  text: (
    <Trans>
      <b>Sign On</b> › <b>Settings</b> › <b>Edit</b>: set <b>Application username format</b> to <b>Email</b>,
      then <b>Save</b>. The username becomes the member's address.
    </Trans>
  ),
};

export const assignPeople: GuideStep = {
  id: "assign",
  title: msg`Assign people`,
  text: (
    <Trans>
      <b>Assignments</b> › <b>Assign</b> › <b>Assign to People</b> or <b>Assign to Groups</b>, then{" "}
      <b>Done</b>. Each person becomes a member at once.
    </Trans>
  ),
  seen: ["lookup", "create"],
};

export const pushGroups: GuideStep = {
  id: "push-groups",
  title: msg`Push groups`,
  text: (
    <Trans>
      <b>Push Groups</b> › <b>By name</b>. Each group becomes a team. Assigning a group alone brings its
      people, but no team.
    </Trans>
  ),
  seen: ["group"],
  optional: msg`We push no groups`,
};

export const testCredentials: GuideStep = {
  id: "test",
  title: msg`Test API Credentials`,
  text: (
    <Trans>
      Press <b>Test API Credentials</b>, then <b>Save</b> in the message of success.
    </Trans>
  ),
  seen: ["authenticated"],
  test: true,
};

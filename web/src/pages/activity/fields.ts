import { useLingui } from "@lingui/react/macro";
import type { Entry } from "~/api/contract.ts";
import type { Change } from "~/parts/activity_entry.tsx";
import { inWords, shortPath } from "./path.ts";
import { inParts } from "./pretty.ts";

/** Fields and values as the panel calls them; what it has no word for is shown as it is recorded. */
export function useChanges(): (entry: Entry) => Change[] {
  const { t } = useLingui();
  const fields: { [field: string]: string } = {
    name: t`Name`,
    "name.givenName": t`Given name`,
    "name.familyName": t`Family name`,
    "name.formatted": t`Name`,
    displayName: t`Display name`,
    nickName: t`Nickname`,
    userName: t`Username`,
    externalId: t`Id at the provider`,
    active: t`Active`,
    title: t`Title`,
    department: t`Department`,
    division: t`Division`,
    organization: t`Organization`,
    costCenter: t`Cost center`,
    employeeNumber: t`Employee number`,
    "manager.value": t`Manager`,
    "manager.displayName": t`Manager`,
    locale: t`Language`,
    preferredLanguage: t`Language`,
    timezone: t`Time zone`,
    userType: t`Kind of user`,
    emails: t`Email`,
    phoneNumbers: t`Phone`,
    addresses: t`Address`,
    email: t`Email`,
    role: t`Role`,
    status: t`Status`,
    license: t`License`,
    licenses: t`Licenses`,
    log_days: t`Days that requests are kept`,
    provisioning: t`User provisioning`,
    password: t`Password`,
    passkey: t`Passkey`,
    unknown_member: t`People unknown here`,
    who_may_remove: t`Who may remove members`,
    token: t`Secret Token`,
    scopes: t`May do`,
    state: t`User provisioning`,
  };
  const values: { [value: string]: string } = {
    "status active": t`Active`,
    "status invited": t`Invited`,
    "status deactivated": t`Deactivated`,
    "status suspended": t`Suspended`,
    "active true": t`Yes`,
    "active false": t`No`,
    "role owner": t`Owner`,
    "role administrator": t`Administrator`,
    "role member": t`Member`,
    "provisioning true": t`On`,
    "provisioning false": t`Off`,
    "state enabled": t`On`,
    "state disabled": t`Off`,
    "password set": t`Set`,
    "unknown_member skip": t`Passed over`,
    "unknown_member refuse": t`The push is refused`,
    "who_may_remove provider": t`The provider alone`,
    "who_may_remove administrators": t`Administrators too`,
  };
  // A provider may call an attribute "constructor".
  const named = (field: string) => (Object.hasOwn(fields, field) ? fields[field] : undefined);
  return ({ changes }) =>
    changes.map(({ field, before, after }) => {
      const short = shortPath(field);
      const say = (value: string) => values[`${short} ${value}`] ?? inParts(value);
      return {
        field: named(short) ?? named(short.split(/[.[]/)[0] ?? short) ?? inWords(short),
        before: say(before),
        after: say(after),
        mono: short === "externalId" || short === "token",
      };
    });
}

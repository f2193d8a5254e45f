import { useLingui } from "@lingui/react/macro";
import type { Entry } from "~/api/contract.ts";
import { usePolicyRules } from "~/pages/settings/policy.ts";
import type { Change } from "~/parts/activity_entry.tsx";
import { isWayEnded } from "./merged.tsx";
import { inWords, shortPath } from "./path.ts";
import { inParts } from "./pretty.ts";

/** Fields and values as the panel calls them; what it has no word for is shown as it is recorded. */
export function useChanges(): (entry: Entry) => Change[] {
  const { t } = useLingui();
  const rules = usePolicyRules();
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
    login_method: t`Login method`,
    joined_by: t`Joined by signing in with`,
    just_in_time: t`People join by signing in`,
    unsolicited: t`Sign-in from the provider's own app list`,
    issuer: t`Issuer`,
    client_id: t`Client ID`,
    client_secret: t`Client secret`,
    sign_in_url: t`Sign-in URL`,
    sign_out_url: t`Sign-out URL`,
    certificates: t`Certificates of the provider`,
    signing_certificates: t`Our certificates`,
    providers_only: t`Only login methods`,
    break_glass: t`Owner for emergencies`,
    token: t`Secret Token`,
    scopes: t`May do`,
    state: t`User provisioning`,
  };
  const values: { [value: string]: string } = {
    "status active": t`Active`,
    "status waiting": t`Waiting for a license`,
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
    "client_secret set": t`Set`,
    "client_secret replaced": t`Replaced`,
    "just_in_time on": t`Yes`,
    "just_in_time off": t`No`,
    "unsolicited on": t`Yes`,
    "unsolicited off": t`No`,
    "providers_only on": t`Yes`,
    "providers_only off": t`No`,
    "licenses reject": t`Refused when none is left`,
    "licenses wait": t`Waited for when none is left`,
    "licenses allow": t`Not needed when none is left`,
  };
  for (const { name, label, options } of rules) {
    fields[name] ??= label;
    for (const option of options) values[`${name} ${option.value}`] ??= option.label;
  }
  // A provider may call an attribute "constructor".
  const named = (field: string) => (Object.hasOwn(fields, field) ? fields[field] : undefined);
  return ({ kind, changes }) =>
    changes
      .filter((change) => kind !== "member.merged" || !isWayEnded(change))
      .map(({ field, before, after }) => {
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

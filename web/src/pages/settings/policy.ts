import { useLingui } from "@lingui/react/macro";
import type { Policy, Preset } from "~/api/contract.ts";

export type RuleName = keyof Policy;

/** What a rule is about, in the order in which people read them. */
const families = ["arriving", "editing", "leaving", "groups", "licenses", "access"] as const;
export type Family = (typeof families)[number];

interface Choice {
  label: string;
  /** One sentence that names what follows. */
  says: string;
}

/** A rule as the panel shows it. Its labels name no provider: the log shows them as well. */
interface Entry<Value extends string> {
  family: Family;
  label: string;
  /** Each value that the rule can have, the standard one first. */
  choices: Readonly<Record<Value, Choice>>;
}

/** One entry for each rule of the API's schema, and in it one for each value: what is missing fails the check of types. */
type Entries = { readonly [Name in RuleName]: Entry<Policy[Name]> };

export interface PolicyRule {
  name: RuleName;
  family: Family;
  label: string;
  options: readonly (Choice & { value: string })[];
}

/** Every rule of a connection, in words. */
export function usePolicyRules(providerName?: string): readonly PolicyRule[] {
  const { t } = useLingui();
  const provider = providerName ?? t`the identity provider`;
  const entries: Entries = {
    existing_member: {
      family: "arriving",
      label: t`Members who are here already`,
      choices: {
        adopt: {
          label: t`Adopt them`,
          says: t`Members who were made by hand are linked to ${provider} when it creates somebody of their address; owners and administrators once an owner has confirmed it.`,
        },
        refuse: {
          label: t`Refuse`,
          says: t`Nobody is created in whose place a member of the same address was made by hand; ${provider} shows who is in the way.`,
        },
      },
    },
    email_source: {
      family: "arriving",
      label: t`A member's address`,
      choices: {
        email: {
          label: t`The primary address`,
          says: t`A member's address is the primary one that ${provider} sends, or the username of who has none.`,
        },
        user_name: {
          label: t`The username`,
          says: t`A member's address is the username; addresses that ${provider} sends are shown and not used.`,
        },
      },
    },
    unique_identifier: {
      family: "arriving",
      label: t`People are told apart by`,
      choices: {
        user_name: {
          label: t`Username`,
          says: t`People are told apart by their username.`,
        },
        email: {
          label: t`Primary address`,
          says: t`People are told apart by their primary address: ${provider} may not send two of the same.`,
        },
      },
    },
    username_change: {
      family: "arriving",
      label: t`A changed username`,
      choices: {
        update: {
          label: t`The member follows`,
          says: t`A changed username changes nothing but the member's values.`,
        },
        replace: {
          label: t`A new member takes the place`,
          says: t`A changed username deactivates the member; a new one takes over license and pushed teams, without the role.`,
        },
      },
    },
    read_only: {
      family: "editing",
      label: t`Names and addresses that the provider sends`,
      choices: {
        locked: {
          label: t`Edited there alone`,
          says: t`Names and addresses of provisioned members, and names of teams, are read-only here; they are changed in ${provider}.`,
        },
        editable: {
          label: t`Edited here too`,
          says: t`Administrators may edit names, addresses and names of teams; ${provider}'s next change of the member or team overwrites them.`,
        },
      },
    },
    on_disable: {
      family: "editing",
      label: t`While provisioning is off`,
      choices: {
        editable: {
          label: t`Everything is edited here`,
          says: t`While provisioning is off, its members and teams are edited here and keep their badge.`,
        },
        locked: {
          label: t`All stays as it was`,
          says: t`While provisioning is off, names, addresses and teams stay as ${provider} left them, so that nothing differs when it is on again. Deactivating and removing is possible.`,
        },
      },
    },
    reconnect: {
      family: "editing",
      label: t`What was edited meanwhile, when provisioning is on again`,
      choices: {
        match: {
          label: t`Is found and overwritten`,
          says: t`${provider} finds everybody again, and its first push overwrites what was edited here while it was off.`,
        },
        duplicate: {
          label: t`Comes a second time`,
          says: t`Whoever was given another name or address here while provisioning was off, and teams that were renamed, are not found by ${provider}, which creates them a second time; both are shown as possible duplicates.`,
        },
      },
    },
    groups: {
      family: "groups",
      label: t`Pushed groups`,
      choices: {
        on: {
          label: t`Become teams`,
          says: t`Each group that ${provider} pushes becomes a team, and ${provider} decides who is in it.`,
        },
        off: {
          label: t`Are refused`,
          says: t`Groups that ${provider} pushes are refused. Teams that came from it stay with their badge and are edited here.`,
        },
        requires_encryption: {
          label: t`Need an encryption service`,
          says: t`Groups become teams only while an encryption service is connected. None is, so they are refused; teams that came from ${provider} stay and are edited here.`,
        },
      },
    },
    unknown_member: {
      family: "groups",
      label: t`People unknown here in a pushed group`,
      choices: {
        skip: {
          label: t`Pass them over`,
          says: t`A pushed group that names people unknown here becomes a team of the others; Activity names those who are missing.`,
        },
        refuse: {
          label: t`Refuse the push`,
          says: t`A pushed group that names people unknown here is refused whole; ${provider} shows who is missing.`,
        },
      },
    },
    who_may_remove: {
      family: "leaving",
      label: t`Who may remove provisioned members`,
      choices: {
        provider: {
          label: t`The provider alone`,
          says: t`Only ${provider} takes its members away, by deactivating them; nobody removes them here.`,
        },
        administrators: {
          label: t`Administrators too`,
          says: t`Administrators may remove members whom ${provider} has deactivated; they are then gone from here for good.`,
        },
      },
    },
    deprovision: {
      family: "leaving",
      label: t`Whoever is deactivated`,
      choices: {
        deactivate: {
          label: t`Stays, deactivated`,
          says: t`Whomever ${provider} deactivates keeps their place, role and manual teams, and works again when ${provider} reactivates them.`,
        },
        remove: {
          label: t`Is removed`,
          says: t`Whomever ${provider} deactivates is gone from here, with their role and manual teams; reactivating them makes a new member.`,
        },
      },
    },
    scim_delete: {
      family: "leaving",
      label: t`Whoever is deleted`,
      choices: {
        deactivate: {
          label: t`Stays, deactivated`,
          says: t`Whomever ${provider} deletes stays here, deactivated, and is found again when ${provider} creates them anew.`,
        },
        remove: {
          label: t`Is removed`,
          says: t`Whomever ${provider} deletes is gone from here, with their role and manual teams.`,
        },
      },
    },
    protect_admins: {
      family: "leaving",
      label: t`Owners and administrators`,
      choices: {
        off: {
          label: t`Leave at once`,
          says: t`Owners and administrators whom ${provider} deactivates or deletes are out at once; only the last active owner stays.`,
        },
        on: {
          label: t`Stay until their role is removed`,
          says: t`Owners and administrators stay until their role is removed here; what ${provider} asked for is pending until then.`,
        },
      },
    },
    licenses: {
      family: "licenses",
      label: t`When no license is left`,
      choices: {
        reject: {
          label: t`Refuse`,
          says: t`When no license is left, ${provider} is refused and shows why; nobody arrives until one is free.`,
        },
        wait: {
          label: t`Wait`,
          says: t`When no license is left, whom ${provider} sends becomes a member who cannot sign in and gets the next one, in order.`,
        },
        allow: {
          label: t`Work without`,
          says: t`When no license is left, whom ${provider} sends works without one and gets one as soon as one is free.`,
        },
      },
    },
    license_on_deactivate: {
      family: "licenses",
      label: t`License of who is deactivated`,
      choices: {
        release: {
          label: t`Give it back`,
          says: t`Who is deactivated gives the license back; to return they need a free one.`,
        },
        keep: {
          label: t`Keep it`,
          says: t`Who is deactivated keeps the license until they are removed or an administrator releases it.`,
        },
      },
    },
    sso_prerequisite: {
      family: "access",
      label: t`Sign-in by an identity provider`,
      choices: {
        suggest: {
          label: t`Suggested`,
          says: t`Provisioning works without sign-in by an identity provider; a reminder stays until a login method is active.`,
        },
        require: {
          label: t`Required`,
          says: t`Provisioning can be turned on only while a login method is active.`,
        },
      },
    },
    token_rotation: {
      family: "access",
      label: t`The Secret Token when a new one is made`,
      choices: {
        at_once: {
          label: t`Ends at once`,
          says: t`The former token stops working the moment a new one is made; ${provider} is answered 401 until it has the new one.`,
        },
        overlap: {
          label: t`Works for another day`,
          says: t`The former token works for 24 hours more, or until it is revoked, so that ${provider} is never turned away.`,
        },
      },
    },
  };
  return (Object.keys(entries) as RuleName[]).map((rule) => {
    const { family, label, choices } = entries[rule];
    return {
      name: rule,
      family,
      label,
      options: Object.entries(choices).map(([value, choice]) => ({ value, ...choice })),
    };
  });
}

/** What a rule's value is called and says; what the panel does not know stands as it is. */
export function chosen({ options }: PolicyRule, value: string): Choice {
  return options.find((each) => each.value === value) ?? { label: value, says: "" };
}

/** The families that have rules, each with its own. */
export function useFamilies(rules: readonly PolicyRule[]): readonly { title: string; rules: PolicyRule[] }[] {
  const { t } = useLingui();
  const titles: Readonly<Record<Family, string>> = {
    arriving: t`Arriving`,
    editing: t`Editing here`,
    leaving: t`Leaving`,
    groups: t`Groups`,
    licenses: t`Licenses`,
    access: t`Access`,
  };
  return families
    .map((family) => ({ title: titles[family], rules: rules.filter((rule) => rule.family === family) }))
    .filter((each) => each.rules.length > 0);
}

/** Every preset, in words. */
export function usePresetNames(): Readonly<Record<Preset, Choice>> {
  const { t } = useLingui();
  const asGuide = (product: string) =>
    t`The rules of ${product}'s guide; what it leaves open is as in Standard.`;
  return {
    standard: { label: t`Standard`, says: t`What we advise where no guide says otherwise.` },
    nordlayer: { label: "NordLayer", says: asGuide("NordLayer") },
    nordpass: { label: "NordPass", says: asGuide("NordPass") },
    enpass: { label: "Enpass", says: asGuide("Enpass") },
    nulab: { label: "Nulab", says: asGuide("Nulab") },
  };
}

/** The rules in which one policy differs from another. */
export function differing(rules: readonly PolicyRule[], from: Policy, to: Policy): readonly PolicyRule[] {
  return rules.filter(({ name }) => from[name] !== to[name]);
}

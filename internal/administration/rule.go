package administration

import "github.com/musterhq/muster/internal/directory"

var rules directory.RuleBook

// Rules are what this room refuses and keeps from change.
func Rules() []*directory.Rule { return rules.Rules() }

const (
	theProvider = directory.TheProvider
	aProvider   = directory.AProvider
	// aRole is a role with its article.
	aRole = "{role, select, member {a member} administrator {an administrator} other {an owner}}"
	// whereToChange is the way through the provider's own pages, by which of the
	// places it is.
	whereToChange = "In " + aProvider + ": {place, select, " +
		placeApplication + " {{before} › the application › {page}} " +
		placeAssignments + " {the application's assignments} " +
		placeGroups + " {the application's groups} other {{page}}}."
	// turnOn is what to do about what stays while a connection is off.
	turnOn = "Turn the connection on, or let its policy make this editable while it is off."
)

// What locks say.
var (
	ruleProfile = rules.Rule("provider_decides_profile", theProvider+" decides the name and address of {member}.", whereToChange)
	ruleStatus  = rules.Rule("provider_decides_status", theProvider+" decides whether {member} is active.", whereToChange)
	ruleTeams   = rules.Rule("provider_decides_teams", theProvider+" decides which of its teams {member} is in.", whereToChange)
	ruleRemoval = rules.Rule("provider_decides_removal", theProvider+" decides whether {member} is here.", whereToChange)
	ruleLater   = rules.Rule("removal_after_deactivation", "{member} can be removed here once "+aProvider+" has deactivated them.", whereToChange)
	ruleOnlyIt  = rules.Rule("only_provider_removes", "While the connection is on, only "+aProvider+" removes people.",
		"The connection's policy can let administrators remove who is deactivated.")
	ruleTeamsName    = rules.Rule("provider_decides_team_name", theProvider+" decides the name of {team}.", whereToChange)
	ruleTeamsMembers = rules.Rule("provider_decides_team_members", theProvider+" decides who is in {team}.", whereToChange)
	ruleTeamsEnd     = rules.Rule("provider_decides_team_deletion", theProvider+" decides whether {team} is here.", whereToChange)
	ruleMemberStays  = rules.Rule("member_stays_as_left", "While the connection is off, name, address and teams of {member} stay as "+aProvider+" left them.", turnOn)
	ruleTeamStays    = rules.Rule("team_stays_as_left", "While the connection is off, {team} stays as "+aProvider+" left it.", turnOn)
)

// What is refused about members.
var (
	ruleChangedSince         = rules.Rule("changed_since", "Somebody else changed this after you opened it; look at it again and repeat your change.", "")
	ruleRankBelow            = rules.Rule("rank_below", "{member} is "+aRole+", and your own role is below that; ask an owner to do this.", "")
	ruleRole                 = rules.Rule("unknown_role", "A role is member, administrator or owner; choose one of them.", "")
	ruleGrantAbove           = rules.Rule("grant_above", "Nobody grants a role above their own; ask an owner to make {member} "+aRole+".", "")
	ruleLastOwner            = rules.Rule("last_owner", "{member} is the last active owner.", "Make somebody else an owner first.")
	ruleDeactivateYourself   = rules.Rule("deactivate_yourself", "You cannot deactivate yourself; ask another owner or administrator.", "")
	ruleRemoveYourself       = rules.Rule("remove_yourself", "You cannot remove yourself; ask another owner or administrator.", "")
	ruleAddressOfActive      = rules.Rule("address_taken", addressTakenBy, "Open them in the list of members, or use another address.")
	ruleAddressOfInvited     = rules.Rule("address_of_invited", addressTakenBy, "They were invited and have not joined yet: make a new invitation link for them.")
	ruleAddressOfDeactivated = rules.Rule("address_of_deactivated", addressTakenBy, "They are deactivated: reactivate them instead.")
	ruleAddressOfLocked      = rules.Rule("address_of_locked", addressTakenBy, "They are deactivated. "+theProvider+" decides whether {member} is active. "+whereToChange)
	ruleNoLicense            = rules.Rule("no_license_for", "No license is free for {member}: all {bought} are in use.",
		"Buy more licenses or deactivate someone, then {again, select, invite {invite} other {reactivate}} them again.")
)

const addressTakenBy = "{member} has the address {email} already."

// What is refused about linking members to a provider.
var (
	ruleNotAsked       = rules.Rule("link_not_asked", theProvider+" has not asked for {member}.", "Assign them to the application there first, then link them here.")
	ruleAskedOtherwise = rules.Rule("link_asked_otherwise", theProvider+" asks by now for {member} as {user}.", "Open the member again and see whether that is them.")
	ruleOwnersLink     = rules.Rule("link_by_owner", "Only an owner links an owner or administrator to an identity provider; ask one to do this.", "")
	ruleLinkedAlready  = rules.Rule("linked_already", "An identity provider speaks for {member} already.", "")
	ruleAdoptsNobody   = rules.Rule("link_refused", "The connection is off, or its policy adopts nobody.", "Look at it under Settings › Access management.")
	ruleNeedsNoOwner   = rules.Rule("link_needs_no_owner", "{member} has no administrative role any more and needs no confirmation; try again there.", "")
)

// What is refused about teams.
var (
	ruleTeamIsProvisioned     = rules.Rule("team_is_provisioned", "{team} was provisioned, and whoever is invited by hand cannot join it.", "Choose a team that was made here.")
	ruleDeactivatedCannotJoin = rules.Rule("deactivated_cannot_join", "{member} is deactivated and cannot join {team}; reactivate them first.", "")
	ruleNotProvisioned        = rules.Rule("not_provisioned", "{team} was provisioned by "+aProvider+" and takes only people whom it provisioned; {member} is none of them.", "Add them to a team that was made here.")
	ruleTeamName              = rules.Rule("team_without_name", "A team needs a name.", "")
	ruleTeamNameTaken         = rules.Rule("team_name_taken", "There is a team named {team} already; choose another name, or add people to that team.", "")
	ruleTooManyPeople         = rules.Rule("too_many_people", "At most 1,000 people can join or leave a team at once; do it in parts.", "")
)

// What is refused about connections and organizations.
var (
	ruleOnAlready             = rules.Rule("connection_on_already", "The connection is on already; get a new Secret Token for it if you need one.", "")
	ruleConnectionOff         = rules.Rule("connection_off", "The connection is off; turn it on to get a new Secret Token.", "")
	ruleNotEntitled           = rules.Rule("not_entitled", "The plan of {organization} does not include provisioning.", "Ask whoever runs this installation to add it.")
	ruleSSOFirst              = rules.Rule("sso_first", "The connection's policy wants people to be able to sign in by their identity provider first.", "Activate a login method under Settings › Login methods, then turn provisioning on.")
	ruleAnotherIsOn           = rules.Rule("another_connection_on", "Another connection with "+aProvider+" is on, and would provision the same people twice.", "Turn that one off first, or use it.")
	ruleNoProvider            = rules.Rule("no_such_provider", "There is no provider \"{provider}\"; choose one of {known}.", "")
	ruleLogDays               = rules.Rule("log_days", "The provisioning log keeps requests for {min} to {max} days; choose a number between them.", "")
	ruleOrganizationStatus    = rules.Rule("organization_status", "An organization is either active or suspended; choose one of them.", "")
	ruleInstallationStays     = rules.Rule("installation_stays", "The installation itself cannot be suspended, because nobody could sign in to undo it.", "Suspend a customer's organization instead.")
	ruleOrganizationNameTaken = rules.Rule("organization_name_taken", "There is an organization named {organization} already; choose another name.", "")
	ruleNoOrganizationNamed   = rules.Rule("no_organization_named", "There is no organization named \"{name}\".", "")
	ruleDeactivateToRelease   = rules.Rule("deactivate_to_release", "{member} works with this license; deactivate them to release it.", "")
	ruleNegativeLicenses      = rules.Rule("negative_licenses", "The number of licenses cannot be negative.", "")
)

// What is refused about login methods, domains, and the rule for signing in.
var (
	ruleProtocol           = rules.Rule("login_protocol", "A login method speaks either oidc or saml; choose one of them.", "")
	ruleMethodName         = rules.Rule("login_method_name", "The name stands on a button: use up to 100 bytes without control or invisible characters.", "")
	ruleOperatorsOwnSignIn = rules.Rule("operators_sign_in", "Those who run this installation sign in by passkey or password; login methods are for customers' organizations.", "")
	ruleTooManyMethods     = rules.Rule("too_many_login_methods", "There are ten login methods already; delete one that nobody uses.", "")
	ruleOtherProtocol      = rules.Rule("login_other_protocol", "These settings are of another protocol than the login method; make a login method of that protocol instead.", "")
	ruleProviderStays      = rules.Rule("login_provider_stays", "People were let in by {issuer}, and another provider may call other people by the same names.", "Make a new login method for the other provider, and delete this one.")
	ruleIncomplete         = rules.Rule("login_incomplete", "What is known of the identity provider is not complete; fill it in first.", "")
	ruleOwnersActivate     = rules.Rule("login_owners_activate", "Whoever controls the identity provider can come in as anybody, so an owner has to activate it.", "Ask an owner to open Settings › Login methods › Activate.")
	ruleOwnersTrust        = rules.Rule("login_owners_trust", "Whoever controls the identity provider can come in as anybody, so an owner has to change what is trusted of it.", "Ask an owner to do this, or deactivate the login method first and ask an owner to open Settings › Login methods › Activate.")
	ruleLastMethod         = rules.Rule("last_login_method", "People may sign in by login methods alone, and this is the last one that is active.", "Activate another one first, or allow passkeys and passwords again.")
	ruleSecondKey          = rules.Rule("second_signing_key", "There are two certificates already; use the new one first.", "")
	ruleNoSecondKey        = rules.Rule("no_second_signing_key", "There is no second certificate; make one first, and give it to the identity provider.", "")
	ruleBreakGlassMissing  = rules.Rule("break_glass_missing", "Choose an owner who can sign in by passkey when the identity provider cannot let anybody in.", "")
	ruleBreakGlass         = rules.Rule("break_glass_passkey", "{member} cannot be the one for emergencies: it takes an active owner who has a passkey.", "")
	ruleBreakGlassStays    = rules.Rule("break_glass_stays", "{member} is who signs in when the identity provider cannot let anybody in.", "Choose another owner for emergencies first.")
	ruleNoActiveMethod     = rules.Rule("no_active_login_method", "No login method is active, so nobody could sign in; activate one first.", "")
	ruleTooManyDomains     = rules.Rule("too_many_domains", "There are 50 domains already; remove one first.", "")
	ruleDomainName         = rules.Rule("domain_name", "This is no domain; enter what stands behind the @ of your addresses, such as example.com.", "")
	ruleNoSuchDomain       = rules.Rule("no_such_domain", "There is no such domain; look at the list again.", "")
	ruleProofMissing       = rules.Rule("domain_proof_missing", "The DNS does not show the proof for {domain} yet.", "Add the TXT record as it is shown; a new record can take some minutes to arrive.")
	ruleDNSSilent          = rules.Rule("dns_silent", "The DNS did not answer for {domain}; try again in a minute.", "")
)

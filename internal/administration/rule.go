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
	ruleAnotherIsOn           = rules.Rule("another_connection_on", "Another connection with "+aProvider+" is on, and would provision the same people twice.", "Turn that one off first, or use it.")
	ruleNoProvider            = rules.Rule("no_such_provider", "There is no provider \"{provider}\"; choose one of {known}.", "")
	ruleLogDays               = rules.Rule("log_days", "The provisioning log keeps requests for {min} to {max} days; choose a number between them.", "")
	ruleOrganizationStatus    = rules.Rule("organization_status", "An organization is either active or suspended; choose one of them.", "")
	ruleInstallationStays     = rules.Rule("installation_stays", "The installation itself cannot be suspended, because nobody could sign in to undo it.", "Suspend a customer's organization instead.")
	ruleOrganizationNameTaken = rules.Rule("organization_name_taken", "There is an organization named {organization} already; choose another name.", "")
	ruleNoOrganizationNamed   = rules.Rule("no_organization_named", "There is no organization named \"{name}\".", "")
	ruleNegativeLicenses      = rules.Rule("negative_licenses", "The number of licenses cannot be negative.", "")
)

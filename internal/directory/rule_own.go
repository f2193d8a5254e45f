package directory

var rules RuleBook

// Rules are what a Store and the nouns themselves refuse.
func Rules() []*Rule { return rules.Rules() }

// What every Store refuses.
var (
	RuleNoSuch          = rules.Rule("no_such", "There is no such {what}.", "")
	RuleUnavailable     = rules.Rule("directory_unavailable", "The directory is not available at the moment; try again in a minute.", "")
	RuleLogUnavailable  = rules.Rule("log_unavailable", "The provisioning log is not available at the moment; provisioning goes on without it. Try again in a minute.", "")
	RuleNotText         = rules.Rule("not_text", "A value holds a NUL character or is not UTF-8; remove it and send it again.", "")
	RuleSignedOut       = rules.Rule("signed_out", "You are not signed in any more; sign in again.", "")
	RuleKeyEnded        = rules.Rule("key_ended", "This API key is unknown or has ended, or whoever made it no longer manages the organization; use another key.", "")
	RuleOnlyOwner       = rules.Rule("only_owner", "This member is the only active owner of the organization; make somebody else an owner first.", "")
	RuleNoLicenseAtAll  = rules.Rule("no_license_at_all", "Every license of this organization is in use; buy more or deactivate someone, then try again.", "")
	RuleTeamNameTaken   = rules.Rule("team_name_is_taken", "There is a team of this name already; choose another name.", "")
	RuleOperatorsExist  = rules.Rule("operators_exist", "The operators have an organization already; invite people there.", "")
	RuleOrganizationIs  = rules.Rule("organization_exists", "There is an organization with this id already.", "")
	RulePasskeyIsKnown  = rules.Rule("passkey_registered", "This passkey is registered already; sign in with it, or register another.", "")
	RuleSubjectIsTied   = rules.Rule("subject_is_tied", "This account of the identity provider, or this member, is tied to another one already; take that tie away first.", "")
	RuleAssertionIsUsed = rules.Rule("assertion_is_used", "This sign-in was used already; begin again.", "")
	RuleDomainIsListed  = rules.Rule("domain_is_listed", "{domain} is in the list already.", "")
	RuleDomainIsTaken   = rules.Rule("domain_is_taken", "Another organization has verified {domain}; ask those who run this service.", "")
	RuleAddressIsHeld   = rules.Rule("address_is_held", "A member who was made by hand has this address already; use another address, or change theirs first.", "")
	RuleNoSuchGuideStep = rules.Rule("no_such_guide_step", "There is no such step in the setup guide.", "")
)

// What the nouns refuse of their own values.
var (
	ruleNameCharacters   = rules.Rule("name_characters", "This name holds characters that cannot be used in names; remove control and invisible characters and send it again.", "")
	ruleTooLong          = rules.Rule("too_long", "The {field} is longer than 1,024 bytes; shorten it.", "")
	ruleNotUTF8          = rules.Rule("not_utf8", "The {field} is not valid UTF-8; send it again as UTF-8.", "")
	ruleCharacters       = rules.Rule("characters", "The {field} holds characters that cannot be used in names; remove control and invisible characters.", "")
	ruleNoRole           = rules.Rule("no_such_role", "There is no role {role}; choose member, administrator or owner.", "")
	ruleNoName           = rules.Rule("member_without_name", "A member needs a name.", "")
	ruleNoAddress        = rules.Rule("member_without_address", "A member needs an email address, such as ana@example.com.", "")
	ruleNameless         = rules.Rule("organization_without_name", "An organization needs a name.", "")
	rulePolicyValue      = rules.Rule("policy_value", "The rule {rule} has one of these values: {values}; choose one of them.", "")
	ruleExternalIDLength = rules.Rule("external_id_too_long", "The externalId is longer than 1,024 bytes; shorten it.", "")
)

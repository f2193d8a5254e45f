package access

import "github.com/musterhq/muster/internal/directory"

var rules directory.RuleBook

// Rules are what this room refuses.
func Rules() []*directory.Rule { return rules.Rules() }

// waitAndTry is how long to wait: in minutes, or in seconds where there are none.
const waitAndTry = "; wait {minutes, plural, =0 {{seconds, plural, one {a second} other {# seconds}}} other {# minutes}} and try again."

// What is refused to whoever signs in, or has not.
var (
	ruleWrongSignIn    = rules.Rule("wrong_sign_in", "The email address or the password is not right; check both and try again.", "")
	ruleWrongPassword  = rules.Rule("wrong_password", "The password is not right; try again.", "")
	ruleSetupEnded     = rules.Rule("setup_ended", "The setup link has ended; ask for a new one.", "")
	ruleSuspended      = rules.Rule("suspended", "{organization} is suspended; ask those who run this service to resume it.", "")
	ruleCeremonyOver   = rules.Rule("ceremony_over", "That took too long or was done already; begin again.", "")
	ruleCrowded        = rules.Rule("crowded", "Too many people are signing in at this moment; try again in a few seconds.", "")
	ruleNetworkFailed  = rules.Rule("network_failed", "Too many sign-ins from your network have failed"+waitAndTry, "")
	ruleAttemptsFailed = rules.Rule("attempts_failed", "Too many attempts have failed"+waitAndTry, "")
	ruleNetworkTries   = rules.Rule("network_tries", "Too many sign-ins are being tried from your network"+waitAndTry, "")
	ruleOpenedTooOften = rules.Rule("opened_too_often", "This link was opened too often"+waitAndTry, "")
	ruleNoSuchSession  = rules.Rule("no_such_session", "There is no such session; it may have ended already.", "")
	ruleNobodyRuns     = rules.Rule("nobody_runs", "Nobody runs this installation yet; start muster serve once, and it prints a link for the first owner.", "")
	ruleNoOwnerYet     = rules.Rule("no_owner_yet", "This installation has no owner yet; start muster serve once, and it invites one.", "")
)

// What is refused of proofs.
var (
	ruleStepUp             = rules.Rule("step_up", "This takes a fresh proof that it is you.", "Enter your password or use a passkey, then repeat it.")
	ruleConfirmByPasskey   = rules.Rule("confirm_by_passkey", "You have no password; confirm with your passkey.", "")
	ruleConfirmByPassword  = rules.Rule("confirm_by_password", "You have no passkey; confirm with your password.", "")
	ruleNotAPerson         = rules.Rule("not_a_person", "Only a person who is signed in can do this; sign in and try again.", "")
	ruleNoPassword         = rules.Rule("no_password", "You have no password.", "")
	ruleOnlyWay            = rules.Rule("only_way", "This is your only way to sign in; add another one first.", "")
	rulePasswordShort      = rules.Rule("password_short", "The password is too short; use at least 12 characters, such as four words.", "")
	rulePasswordLong       = rules.Rule("password_long", "The password is longer than 256 characters; shorten it.", "")
	rulePasswordCharacters = rules.Rule("password_characters", "The password holds characters that cannot be typed everywhere; use letters, digits, punctuation and spaces.", "")
	rulePasswordGuessable  = rules.Rule("password_guessable", "The password is easy to guess from who you are or from passwords that many people use; use four words that have nothing to do with each other.", "")
	ruleNoPasskeysHere     = rules.Rule("no_passkeys_here", "Passkeys need this service to be reached by a host name over https; use a password instead.", "")
	ruleNotAPasskey        = rules.Rule("not_a_passkey", "The passkey could not be added; try again, or use another one.", "")
	ruleWrongPasskey       = rules.Rule("wrong_passkey", "This passkey does not sign anybody in here; try another one, or another way to sign in.", "")
	ruleCopiedPasskey      = rules.Rule("copied_passkey", "This passkey seems to have been copied, so it does not count; sign in another way and remove it.", "")
	rulePasskeyTwice       = rules.Rule("passkey_twice", "You have added this passkey already; choose another one.", "")
	ruleTooManyPasskeys    = rules.Rule("too_many_passkeys", "You have 20 passkeys; remove one first.", "")
	ruleNoSuchPasskey      = rules.Rule("no_such_passkey", "You have no such passkey; it may have been removed already.", "")
)

// What is refused of links.
var (
	ruleNoSuchLink         = rules.Rule("no_such_link", "This link is not known here; check that all of it was copied, or ask for a new one.", "")
	ruleLinkRevoked        = rules.Rule("link_revoked", "This link was replaced or taken back; ask for a new one.", "")
	ruleLinkUsed           = rules.Rule("link_used", "This link was used already; sign in, or ask for a new one.", "")
	ruleLinkExpired        = rules.Rule("link_expired", "This link has expired; ask for a new one.", "")
	ruleAccountDeactivated = rules.Rule("account_deactivated", "This account is deactivated; ask an administrator of {organization}.", "")
	ruleJoinedAlready      = rules.Rule("joined_already", "You have joined {organization} already; sign in.", "")
	ruleAccountWaits       = rules.Rule("account_waits", "This account waits for a license of {organization}; ask an administrator there to buy more, then sign in.", "")
	ruleLicenseFirst       = rules.Rule("license_first", "{member} waits for a license and cannot sign in yet; buy more licenses or deactivate someone first.", "")
	ruleReactivateFirst    = rules.Rule("reactivate_first", "{member} is deactivated; reactivate the account first.", "")
	ruleSetupLifetime      = rules.Rule("setup_lifetime", "A setup link lasts for an hour at least and 30 days at most; choose a time between.", "")
	ruleNoSuchSetupLink    = rules.Rule("no_such_setup_link", "There is no such setup link; look at the list again.", "")
)

// What is refused of API keys, and of the names of keys, passkeys and links.
var (
	ruleWrongKey         = rules.Rule("wrong_key", "The API key is unknown, revoked or expired; create a new one in the control panel.", "")
	ruleNoSuchKey        = rules.Rule("no_such_key", "There is no such API key; look at the list again.", "")
	ruleKeyLifetime      = rules.Rule("key_lifetime", "The key would have expired already; choose a time in the future, or none.", "")
	ruleKeyNeedsManager  = rules.Rule("key_needs_manager", "An API key counts only while its maker manages the organization; ask an owner or administrator to make it.", "")
	ruleNoScope          = rules.Rule("no_scope", "The key may do nothing yet; choose one scope at least.", "")
	ruleUnknownScope     = rules.Rule("unknown_scope", "There is a scope in the list that does not exist; choose among those that are offered.", "")
	ruleScopeOfOperators = rules.Rule("scope_of_operators", "Only those who run Muster can make a key that manages organizations; leave that scope out.", "")
	ruleLabelEmpty       = rules.Rule("label_empty", "The {field} is empty; say what you will know it by.", "")
	ruleLabelTooLong     = rules.Rule("label_too_long", "The {field} is longer than 100 characters; shorten it.", "")
	ruleLabelCharacters  = rules.Rule("label_characters", "The {field} holds characters that cannot be used in names; remove control and invisible characters.", "")
)

// What is refused to whoever comes from an identity provider.
var (
	ruleNoSubject        = rules.Rule("login_without_subject", "The identity provider did not say who you are; ask your administrator.", "")
	ruleMethodOff        = rules.Rule("login_method_off", "This way to sign in is not active; choose another one, or ask your administrator.", "")
	ruleNobodyKnown      = rules.Rule("login_nobody_known", "You are not a member here yet.", "Ask your administrator to assign you to the application, and that the domain of your user name is verified here; then try again.")
	ruleAnotherSubject   = rules.Rule("login_another_subject", "Your account here is tied to another account of the identity provider; ask your administrator to take that tie away.", "")
	ruleDomainUnverified = rules.Rule("login_domain_unverified", "The domain of your address is not verified here; ask your administrator.", "")
	ruleAddressIsHeld    = rules.Rule("login_address_held", "Somebody here has your address already, and an address alone lets nobody in; ask your administrator to assign you to the application.", "")
	ruleNoLicenseToJoin  = rules.Rule("login_no_license", "No license is free for you; ask your administrator for one, then try again.", "")
	ruleAnotherPerson    = rules.Rule("login_another_person", "The identity provider confirmed another person; sign in there as yourself and try again.", "")
	ruleProofIsOld       = rules.Rule("login_proof_old", "The identity provider did not ask you anew who you are; sign out there and try again.", "")
	ruleNotTied          = rules.Rule("login_not_tied", "This member is not tied to an account of the login method; look at the list again.", "")
	ruleProvidersOnly    = rules.Rule("login_providers_only", "In {organization} people sign in by their identity provider alone; use that way.", "")
)

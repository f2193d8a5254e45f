package federation

import "github.com/musterhq/muster/internal/directory"

var rules directory.RuleBook

// Rules are what this room refuses, and what the way to a provider and back does:
// the panel says them, to whoever comes back to it.
func Rules() []*directory.Rule { return rules.Rules() }

// What is refused on the way to a provider and back.
var (
	RuleNoSuchPurpose   = rules.Rule("login_no_such_purpose", "This address is not complete; begin again from the sign-in page.", "")
	RuleOnlyManagersTry = rules.Rule("login_only_managers_try", "Only owners and administrators try a login method; ask one of them.", "")
	RuleNotBegun        = rules.Rule("login_not_begun", "This sign-in was not begun in this browser, or took too long; begin again.", "")
	RuleProviderRefused = rules.Rule("login_provider_refused", "The identity provider did not confirm who you are; begin again, and if it happens again tell your administrator.", "")
	RuleProviderDenied  = rules.Rule("login_provider_denied", "The identity provider did not let you in. You may not be assigned to this application; ask your administrator.", "")
	RuleNotSetUp        = rules.Rule("login_not_set_up", "This way to sign in is not set up completely; ask your administrator.", "")
	RuleOtherSession    = rules.Rule("login_other_session", "Somebody else has signed in with this browser meanwhile; begin again.", "")
)

// What is refused of settings.
var ruleMetadata = rules.Rule("login_metadata", "This metadata cannot be used: {why}.", "")

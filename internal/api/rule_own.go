package api

// aValue is what a complaint about a request names.
const aValue = "{value, select, body {The body} query {The query} path {The address} header {The header} other {{value}}}"

// theRoles are those who may use a route.
const theRoles = "{roles, select, operator {operator} owners {operator, owner} managers {operator, owner, administrator} setters {operator, owner, administrator, setup link} " +
	"people {operator, owner, administrator, member} other {operator, owner, administrator, member, setup link}}"

// What the API itself refuses.
var (
	ruleInterrupted        = rules.Rule("interrupted", "The request was ended before it could be carried out.", "Send it again.")
	ruleInternal           = rules.Rule("internal", "Something went wrong inside Muster.", "Try again; if it stays, name the request id to the support.")
	ruleNobody             = rules.Rule("nobody_signed_in", "Nobody is signed in.", "Sign in, or send an API key as Authorization: Bearer muster_key_….")
	ruleAuthorization      = rules.Rule("authorization_header", "The Authorization header cannot be read.", "Send it once, as Authorization: Bearer muster_key_….")
	ruleRoleMayNot         = rules.Rule("role_may_not", "Your role may not do this.", "Ask somebody with one of these roles: "+theRoles+".")
	ruleKeysCannot         = rules.Rule("keys_cannot", "API keys cannot do this.", "Do it in the control panel, signed in.")
	ruleKeyMayNot          = rules.Rule("key_may_not", "This API key may not do this.", "Use a key with the scope {scopes}.")
	ruleNoSuchOrganization = rules.Rule("no_such_organization", "There is no organization with this id.", "")
	ruleKeyElsewhere       = rules.Rule("key_elsewhere", "A key dies with whoever made it, so it belongs to their own organization.", "Make it in {organization}.")
	ruleCompressed         = rules.Rule("body_compressed", "Compressed bodies are not accepted.", "Send the body without Content-Encoding.")
	ruleSlow               = rules.Rule("body_slow", "The body arrived too slowly.", "Send it again.")
	ruleCutOff             = rules.Rule("body_cut_off", "The body did not arrive whole.", "Send it again.")
	ruleNotJSON            = rules.Rule("body_not_json", "The body must be JSON.", "Send it with the content type application/json.")
	ruleTooLarge           = rules.Rule("body_too_large", "The body is larger than 1 MiB.", "Send less at once.")
	ruleTurnOnElsewhere    = rules.Rule("turn_on_by_enable", "A connection that is off is not turned on by changing its state.", "Use enable: it says whether to issue a Secret Token.")
	ruleOtherSite          = rules.Rule("other_site", "This request comes from another site.", "Open the control panel at its own address and do it there.")
	ruleKeyUsed            = rules.Rule("idempotency_key_used", "This Idempotency-Key was used for another request.", "Choose a new key for a new request.")
	ruleUnderWay           = rules.Rule("idempotency_under_way", "A request with this Idempotency-Key is under way, or was broken off so that nobody knows what it did.", "Look whether it was carried out; if it was not, send it with a new key.")
	ruleSecretShown        = rules.Rule("secret_shown", "This was made already, and its secret was shown then and only then.", "Use what was shown; if it was lost, make a new one with a new key.")
	ruleNoIdentity         = rules.Rule("no_identity", "No identity provider asserts anything about {member}.", "")
	ruleOperatorsPart      = rules.Rule("operators_part", "Only the operator of this installation may change the {part}.", "Ask them to change it.")
	ruleMetadataOrURL      = rules.Rule("metadata_or_url", "Send either the metadata file or the address where it is.", "")
	ruleNotFetched         = rules.Rule("metadata_not_fetched", "The metadata could not be read: {why}.", "")
	ruleCursor             = rules.Rule("unknown_cursor", "This cursor is none that was answered here.", "Begin again without it.")
	ruleOwnListeners       = rules.Rule("too_many_own_listeners", "You have too many pages of this organization open.", "Close some, or fetch again now and then.")
	ruleListeners          = rules.Rule("too_many_listeners", "Too many pages of this organization listen already.", "Close some, or fetch again now and then.")
	ruleNoAddress          = rules.Rule("no_such_address", "There is nothing at this address.", "Look at {document} for what there is.")
	ruleMethod             = rules.Rule("method_not_allowed", "This address does not answer this method.", "Use {methods}.")
)

// What is wrong with a request's own form.
var (
	ruleNoBody           = rules.Rule("no_body", "The request needs a body.", "Send JSON.")
	ruleUnreadable       = rules.Rule("unreadable_body", "The body is not JSON that can be read.", "Look for a missing quote or bracket, and send it again.")
	ruleUnknownField     = rules.Rule("unknown_field", "There is no field {value} here.", "Leave it out, or look at {document} for how it is called.")
	ruleUnknownParameter = rules.Rule("unknown_parameter", "There is no parameter {value} here.", "Leave it out, or look at {document} for how it is called.")
	ruleParameterMissing = rules.Rule("parameter_missing", "The parameter {value} is missing.", "Send it along.")
	ruleFieldMissing     = rules.Rule("field_missing", "{value} is missing.", "Send it along.")
	ruleUnknownValue     = rules.Rule("unknown_value", aValue+" has a value that is not known here.", "Use one of these: {limit}.")
	ruleEmpty            = rules.Rule("value_empty", aValue+" is empty.", "Enter something.")
	ruleTooShort         = rules.Rule("value_too_short", aValue+" is too short.", "Enter at least {limit} characters.")
	ruleTooLong          = rules.Rule("value_too_long", aValue+" is too long.", "Enter at most {limit} characters.")
	ruleTooFew           = rules.Rule("value_too_few", aValue+" names too few.", "Name at least {limit}.")
	ruleTooMany          = rules.Rule("value_too_many", aValue+" names too many.", "Name at most {limit}.")
	ruleTooSmall         = rules.Rule("value_too_small", aValue+" is too small.", "Use at least {limit}.")
	ruleTooGreat         = rules.Rule("value_too_great", aValue+" is too great.", "Use at most {limit}.")
	ruleNoTime           = rules.Rule("value_no_time", aValue+" is not a time.", "Write it as 2026-11-28T09:30:00Z.")
	ruleNoPattern        = rules.Rule("value_of_no_pattern", aValue+" is not valid.", "Use {limit}.")
	ruleKind             = rules.Rule("value_of_other_kind", aValue+" must be {kind, select, text {a text} boolean {true or false} integer {a whole number} number {a number} list {a list} other {an object}}.", "Look at {document} for how it is written.")
	ruleNotValid         = rules.Rule("value_not_valid", aValue+" is not valid.", "Look at {document} for what it may be.")
)

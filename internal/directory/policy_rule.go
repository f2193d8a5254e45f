package directory

import (
	"slices"
	"strings"
)

// PolicyRule is one rule of a policy as data: its name for programs and the values
// that it can have. Whoever stores, shows, compares or edits policies goes through
// the rules and needs no line for each.
type PolicyRule struct {
	Name string
	// About says in one sentence what the rule decides.
	About  string
	Values []string

	get func(Policy) string
	set func(*Policy, string)
}

// Of returns the rule's value in a policy.
func (r PolicyRule) Of(policy Policy) string { return r.get(policy) }

// Put gives the rule a value in a policy. Whether there is such a value is for
// Policy.Validate to say.
func (r PolicyRule) Put(policy *Policy, value string) { r.set(policy, value) }

// policyRule makes a rule of the field that holds it.
func policyRule[Value ~string](name, about string, field func(*Policy) *Value, values ...Value) PolicyRule {
	rule := PolicyRule{
		Name:  name,
		About: about,
		get:   func(policy Policy) string { return string(*field(&policy)) },
		set:   func(policy *Policy, value string) { *field(policy) = Value(value) },
	}
	for _, value := range values {
		rule.Values = append(rule.Values, string(value))
	}
	return rule
}

// PolicyRules lists the rules of a policy, in the order in which people read them.
func PolicyRules() []PolicyRule {
	return []PolicyRule{
		policyRule("groups",
			"Whether pushed groups become teams: they do, they are refused, or they are refused until an encryption service is connected.",
			func(p *Policy) *Groups { return &p.Groups }, GroupsOn, GroupsOff, GroupsEncrypted),
		policyRule("unknown_member",
			"What happens when a pushed group names people whom the connection has never created: they are skipped and shown, or the push is refused.",
			func(p *Policy) *UnknownMember { return &p.UnknownMember }, SkipUnknown, RefuseUnknown),
		policyRule("who_may_remove",
			"Who may remove a provisioned member while the connection is on: only the provider, or administrators too, once the member is deactivated. Whom protect_admins keeps from the provider, administrators remove.",
			func(p *Policy) *WhoMayRemove { return &p.WhoMayRemove }, ProviderRemoves, AdministratorsRemove),
		policyRule("deprovision",
			"What becomes of a member whom the provider deactivates: they stay, deactivated, or are removed, and reactivating makes a new member.",
			func(p *Policy) *Deprovision { return &p.Deprovision }, DeprovisionDeactivates, DeprovisionRemoves),
		policyRule("scim_delete",
			"What becomes of a member whom the provider deletes: they stay, deactivated, and are found again by their externalId, or are removed.",
			func(p *Policy) *SCIMDelete { return &p.SCIMDelete }, DeleteDeactivates, DeleteRemoves),
		policyRule("protect_admins",
			"Whether owners and administrators stay until their role is removed here: on lets what the provider asked for wait until then.",
			func(p *Policy) *ProtectAdmins { return &p.ProtectAdmins }, ProtectNobody, ProtectRoles),
		policyRule("read_only",
			"Whether the provider alone edits the names and addresses of its members and the names of its teams while the connection is on, or administrators too, until the provider says them again.",
			func(p *Policy) *ReadOnly { return &p.ReadOnly }, ReadOnlyLocked, ReadOnlyEditable),
		policyRule("on_disable",
			"Whether provisioned members and teams are edited here while the connection is off, or stay as the provider left them; people may deactivate and remove them in any case.",
			func(p *Policy) *OnDisable { return &p.OnDisable }, EditableOff, LockedOff),
		policyRule("reconnect",
			"What becomes of what was edited here while the connection was off: the provider finds it again and overwrites it, or creates it a second time.",
			func(p *Policy) *Reconnect { return &p.Reconnect }, MatchReturning, DuplicateReturning),
		policyRule("sso_prerequisite",
			"Whether people must be able to sign in by a provider before the connection can be turned on.",
			func(p *Policy) *SSOPrerequisite { return &p.SSOPrerequisite }, SuggestSSO, RequireSSO),
		policyRule("token_rotation",
			"What becomes of the Secret Token when a new one is made: it stops counting at once, or a day later.",
			func(p *Policy) *TokenRotation { return &p.TokenRotation }, RotateAtOnce, OverlapTokens),
		policyRule("existing_member",
			"What happens when the provider creates somebody whose address a member has who was made by hand: the member is adopted, an administrator once an owner has confirmed it, or the provider is refused.",
			func(p *Policy) *ExistingMember { return &p.ExistingMember }, AdoptExisting, RefuseExisting),
		policyRule("email_source",
			"What becomes a member's address: the primary address that the provider sends, or the user name alone. It counts for what the provider sends from then on.",
			func(p *Policy) *EmailSource { return &p.EmailSource }, EmailFromEmails, EmailFromUserName),
		policyRule("unique_identifier",
			"By what the provider tells people apart: by the user name, or by the primary address, which must be unique then as well.",
			func(p *Policy) *UniqueIdentifier { return &p.UniqueIdentifier }, IdentifiedByUserName, IdentifiedByEmail),
		policyRule("username_change",
			"What happens when somebody's user name changes: the member follows, or is deactivated and replaced by a new one with their license and pushed teams.",
			func(p *Policy) *UserNameChange { return &p.UserNameChange }, UpdateRenamed, ReplaceRenamed),
		policyRule("licenses",
			"What happens when the provider makes or reactivates somebody and no license is free: it is refused, the member waits for the next one, or works without.",
			func(p *Policy) *WithoutLicense { return &p.Licenses }, RejectWithout, WaitWithout, AllowWithout),
		policyRule("license_on_deactivate",
			"Whether a member who is deactivated gives their license back, or keeps it until they are removed or an administrator releases it.",
			func(p *Policy) *LicenseOnDeactivate { return &p.LicenseOnDeactivate }, ReleaseOnDeactivate, KeepOnDeactivate),
	}
}

// Validate returns an Invalid error that names the first rule with a value that
// does not exist.
func (p Policy) Validate() error {
	for _, rule := range PolicyRules() {
		if value := rule.Of(p); !slices.Contains(rule.Values, value) {
			return rulePolicyValue.Refuse(Invalid, "rule", rule.Name, "values", strings.Join(rule.Values, ", ")).About(rule.Name)
		}
	}
	return nil
}

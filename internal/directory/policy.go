package directory

// Policy is the rules of a connection, as data. The zero value is not a policy;
// use Standard.
type Policy struct {
	UnknownMember UnknownMember `json:"unknown_member"`
	WhoMayRemove  WhoMayRemove  `json:"who_may_remove"`
}

// Standard is the policy of a connection for which nobody chose another.
func Standard() Policy {
	return Policy{UnknownMember: SkipUnknown, WhoMayRemove: ProviderRemoves}
}

// UnknownMember says what happens when a pushed group names people whom the
// connection has never created.
type UnknownMember string

const (
	// SkipUnknown applies the known members and shows the unknown with the
	// team: nothing else in the push is lost, because Okta does not repeat it.
	SkipUnknown UnknownMember = "skip"
	// RefuseUnknown refuses the whole request, naming the unknown.
	RefuseUnknown UnknownMember = "refuse"
)

// WhoMayRemove says who may remove a provisioned member while the connection is
// on.
type WhoMayRemove string

const (
	// ProviderRemoves: only the identity provider, by deactivating.
	ProviderRemoves WhoMayRemove = "provider"
	// AdministratorsRemove: administrators too, and only who is deactivated.
	AdministratorsRemove WhoMayRemove = "administrators"
)

// Validate returns an Invalid error that names the first rule with a value that
// does not exist.
func (p Policy) Validate() error {
	if p.UnknownMember != SkipUnknown && p.UnknownMember != RefuseUnknown {
		return ruleUnknownMember.Refuse(Invalid).About("unknown_member")
	}
	if p.WhoMayRemove != ProviderRemoves && p.WhoMayRemove != AdministratorsRemove {
		return ruleWhoMayRemove.Refuse(Invalid).About("who_may_remove")
	}
	return nil
}

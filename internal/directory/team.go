package directory

import (
	"bytes"
	"cmp"
	"time"
)

// TeamAssertion is what a connection says about a group it pushes, apart from
// who is in it.
type TeamAssertion struct {
	// Name is unique among the teams of the connection, compared by Fold.
	Name string
	// ExternalID is the provider's own id of the group, or empty: Okta sends
	// none.
	ExternalID string
	// Resource is the canonical encoding of the group as sent, without what the
	// server adds (id, members, meta).
	Resource []byte
}

// Equal says whether b asserts exactly what a does.
func (a TeamAssertion) Equal(b TeamAssertion) bool {
	return a.Name == b.Name && a.ExternalID == b.ExternalID && bytes.Equal(a.Resource, b.Resource)
}

// Validate returns an Invalid error when the assertion cannot be kept.
func (a TeamAssertion) Validate() error {
	if a.Name == "" {
		return &Error{Code: Invalid, Field: "team name", Message: "A group needs a displayName; name it in the identity provider."}
	}
	if _, err := checkName("team name", a.Name); err != nil {
		return err
	}
	if len(a.ExternalID) > MaxNameLength {
		return ruleExternalIDLength.Refuse(Invalid).About("external id")
	}
	return checkResource(a.Resource)
}

// Team is a group of people in an organization. To a provisioned team belong
// identities, so that a deactivated person keeps the pushed memberships and a
// replaced member inherits them; to a manual team belong members.
type Team struct {
	ID TeamID
	// Ordinal is the number of the journal entry that created the team.
	Ordinal int64
	// Origin is the connection that made the team, or empty for one made by
	// hand.
	Origin ConnectionID
	TeamAssertion
	// Asserted is the name that the connection asserted last, where people have given
	// the team another since; else empty.
	Asserted string
	// Formerly is the connection that made a team which is manual now, or empty: the
	// provider's badge stays.
	Formerly ConnectionID
	// Size is how many belong to the team, kept by the store.
	Size int64
	// Unknown is how many people the last pushes named whom the connection has
	// never created, kept by the store.
	Unknown   int64
	CreatedAt time.Time
	UpdatedAt time.Time
}

// TeamQuery selects teams of one origin, in order of Ordinal.
type TeamQuery struct {
	Key   TeamKey
	After int64
	Limit int
}

// TeamKey narrows a TeamQuery by an index. The zero value narrows nothing.
type TeamKey struct {
	By    TeamIndex
	Value string
}

// TeamIndex names an index of teams.
type TeamIndex int

const (
	// EveryTeam narrows nothing.
	EveryTeam TeamIndex = iota
	// TeamByID finds the team with this id.
	TeamByID
	// TeamByName finds teams by name, or by the name asserted last, folded by the
	// store.
	TeamByName
	// TeamByExternalID finds teams by external id, compared exactly.
	TeamByExternalID
	// TeamByIdentity finds the teams that the identity with this id belongs to.
	TeamByIdentity
)

// TeamSearch selects teams of every origin as people look for them, in order of
// their names. Every field that is set narrows.
type TeamSearch struct {
	// Text is looked for anywhere in the name, compared by Fold.
	Text string
	// Origins are connections; the empty ConnectionID means manual teams.
	Origins []ConnectionID
	After   TeamPlace
	Limit   int
}

// TeamPlace is a team's place in the order of names. The zero value stands
// before the first.
type TeamPlace struct {
	// Key is the folded name.
	Key string
	ID  TeamID
}

// Place returns the team's place in the order of names.
func (t Team) Place() TeamPlace { return TeamPlace{Key: FoldLoosely(t.Name), ID: t.ID} }

// LastAsserted is what the connection asserted last, whatever people call the team.
func (t Team) LastAsserted() TeamAssertion {
	asserted := t.TeamAssertion
	asserted.Name = cmp.Or(t.Asserted, t.Name)
	return asserted
}

// Provisioned says whether a connection made the team.
func (t Team) Provisioned() bool { return t.Origin != "" }

// MemberTeam is a team that a member belongs to.
type MemberTeam struct {
	Member MemberID
	Team   TeamRef
	// Origin is the team's.
	Origin ConnectionID
}

// TeamMember is one identity that belongs to a provisioned team.
type TeamMember struct {
	Identity IdentityID
	UserName string
}

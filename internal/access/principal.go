package access

import (
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Kind says what kind of somebody a Principal is.
type Kind string

const (
	// Member is a member of a customer's organization, or one of the
	// installation's who does not manage it.
	Member Kind = "member"
	// Operator is an owner or administrator of the installation's organization:
	// they run Muster, for all organizations.
	Operator Kind = "operator"
	// Setup is whoever a setup link was handed to.
	Setup Kind = "setup"
	// Key is a program with an API key.
	Key Kind = "key"
)

// Principal is who asks, proved. What they may do is not for it to say.
type Principal struct {
	Kind Kind
	// Organization is the one that the principal belongs to. An operator and a
	// key of the installation reach others too: see Reaches.
	Organization directory.Organization
	// Member is who asks, or who made the key that asks: it counts only while
	// they manage the organization. Zero for Setup.
	Member directory.Member
	// Session is zero for Key.
	Session directory.Session
	// Link is the setup link of Setup, zero for every other.
	Link directory.Link
	// APIKey is zero but for Key.
	APIKey directory.APIKey
	// ExpiresAt is when the principal ends, used or not; zero for a key that does
	// not expire.
	ExpiresAt time.Time
}

// Role is the role of the member who asks, or who made the key; empty for
// Setup.
func (p Principal) Role() directory.Role { return p.Member.Role }

// ProvedAt is when the person last proved who they are; zero for Key.
func (p Principal) ProvedAt() time.Time { return p.Session.ProvedAt }

// HasScope says whether a key was made for this. Only keys have scopes; writing
// includes reading.
func (p Principal) HasScope(scope directory.Scope) bool {
	if slices.Contains(p.APIKey.Scopes, scope) {
		return true
	}
	return scope == directory.ScopeRead && slices.Contains(p.APIKey.Scopes, directory.ScopeWrite)
}

// Reaches says whether an organization is within the principal's reach: their
// own, or any for operators and for keys of the installation. An organization
// out of reach is answered as an unknown one.
func (p Principal) Reaches(organization directory.OrganizationID) bool {
	return p.ReachesAll() || p.Organization.ID == organization
}

// ReachesAll says whether every organization is within reach.
func (p Principal) ReachesAll() bool {
	return p.Organization.Kind == directory.Installation && (p.Kind == Operator || p.Kind == Key)
}

// Actor is how the journal names the principal.
func (p Principal) Actor() directory.Actor {
	switch p.Kind {
	case Operator:
		return directory.Actor{Kind: directory.ActorOperator, ID: string(p.Member.ID), Name: p.Member.Name}
	case Setup:
		return directory.Actor{Kind: directory.ActorLink, ID: string(p.Link.ID), Name: p.Link.Label}
	case Key:
		return directory.Actor{Kind: directory.ActorKey, ID: string(p.APIKey.ID), Name: p.APIKey.Name}
	case Member:
		return directory.Actor{Kind: directory.ActorMember, ID: string(p.Member.ID), Name: p.Member.Name}
	}
	return directory.Actor{}
}

package directory

import "time"

// Link is a secret address that is handed to somebody, without its secret. It
// counts once, except a setup link, which counts until it ends.
type Link struct {
	ID           LinkID
	Hash         SecretHash
	Organization OrganizationID
	Kind         LinkKind
	// Member is whom an invitation or a sign-in link is for.
	Member MemberID
	// Label is what the maker wrote on a setup link: for whom it is.
	Label     string
	CreatedBy string
	CreatedAt time.Time
	ExpiresAt time.Time
	// UsedAt is when the link was first opened; zero before.
	UsedAt time.Time
	// RevokedAt is zero unless somebody ended the link early.
	RevokedAt time.Time
}

// LinkKind says what a link is for.
type LinkKind string

const (
	// LinkInvitation lets an invited member choose how to sign in.
	LinkInvitation LinkKind = "invitation"
	// LinkSignIn lets an existing member choose anew how to sign in: the first
	// owner, and whoever lost the old way.
	LinkSignIn LinkKind = "sign_in"
	// LinkSetup lets the customer's IT set up provisioning, and nothing else,
	// without an account.
	LinkSetup LinkKind = "setup"
)

// Usable says whether the link counts at a time.
func (l Link) Usable(at time.Time) bool {
	if !l.RevokedAt.IsZero() || !at.Before(l.ExpiresAt) {
		return false
	}
	return l.Kind == LinkSetup || l.UsedAt.IsZero()
}

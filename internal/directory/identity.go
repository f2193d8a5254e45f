package directory

import (
	"bytes"
	"slices"
	"time"
)

// Assertion is what a connection says about one person, in the words the
// directory needs, together with the whole SCIM resource as canonical bytes
// that the inside never opens.
type Assertion struct {
	// UserName is unique in the connection, compared by Fold and kept as sent.
	UserName string
	// ExternalID is the provider's own id of the person, compared exactly, or
	// empty.
	ExternalID string
	// Name is how the person is shown.
	Name string
	// Emails are the addresses sent, the primary one first.
	Emails []string
	// Active is only what the provider asserted. Whether the member may work is
	// the member's Status.
	Active bool
	// Resource is the canonical encoding of the resource as sent, without what
	// the server adds (id, groups, meta). Equal resources have equal bytes.
	Resource []byte
}

// Email returns the primary address, or "" when there is none.
func (a Assertion) Email() string {
	if len(a.Emails) == 0 {
		return ""
	}
	return a.Emails[0]
}

// MaxResourceSize bounds the resource that is kept of a person or a group, in
// bytes. Each request is bounded too, but a resource can grow by many.
const MaxResourceSize = 2 << 20

// checkResource refuses a resource that has grown too large.
func checkResource(resource []byte) error {
	if len(resource) > MaxResourceSize {
		return &Error{Code: Invalid, Field: "resource", Message: "What is kept of one user or group may take up to 2 MiB; send fewer or shorter attributes."}
	}
	return nil
}

// Equal says whether b asserts exactly what a does.
func (a Assertion) Equal(b Assertion) bool {
	return a.UserName == b.UserName && a.ExternalID == b.ExternalID && a.Name == b.Name &&
		a.Active == b.Active && slices.Equal(a.Emails, b.Emails) && bytes.Equal(a.Resource, b.Resource)
}

// Validate returns an Invalid error when the assertion cannot be kept.
func (a Assertion) Validate() error {
	if a.UserName == "" {
		return &Error{Code: Invalid, Field: "user name", Message: "A user needs a userName; map one in the identity provider."}
	}
	if _, err := checkName("user name", a.UserName); err != nil {
		return err
	}
	if len(a.ExternalID) > MaxNameLength {
		return ruleExternalIDLength.Refuse(Invalid).About("external id")
	}
	for _, email := range a.Emails {
		if _, err := checkName("email address", email); err != nil {
			return err
		}
	}
	return checkResource(a.Resource)
}

// Identity is one person as a connection asserts them: the SCIM User. Its id is
// stable for the connection's lifetime, while the member behind it may be
// replaced, detached or attached again.
type Identity struct {
	Connection ConnectionID
	ID         IdentityID
	// Ordinal is the number of the journal entry that created the identity. It
	// orders lists and never changes.
	Ordinal int64
	// Member is the account behind the identity, or empty while it has none.
	Member MemberID
	Assertion
	// Leaving is what the provider asked for and what waits.
	Leaving Leaving
	// Edited says that people have changed what the identity says of its member, and
	// the provider has not spoken of them since.
	Edited bool
	// Teams are the provisioned teams the identity belongs to, in order of
	// their ids; nil unless the query asked for them.
	Teams     []TeamRef
	CreatedAt time.Time
	UpdatedAt time.Time
	// Version counts the updates of the identity, and the end of its member among
	// them. It is the store's to give.
	Version int64
}

// TeamRef names a team.
type TeamRef struct {
	ID   TeamID
	Name string
}

// IdentityQuery selects identities of one connection, in order of Ordinal. The
// key narrows by index; what an index cannot say, the caller decides on what
// comes back.
type IdentityQuery struct {
	Key IdentityKey
	// After skips identities whose Ordinal is not greater.
	After int64
	// Limit is the greatest number of identities to return; it must be positive.
	Limit int
	// WithTeams fills Identity.Teams, in the same statement.
	WithTeams bool
}

// IdentityKey narrows an IdentityQuery to at most a few rows by an index. The
// zero value narrows nothing.
type IdentityKey struct {
	By    IdentityIndex
	Value string
}

// IdentityIndex names an index of identities.
type IdentityIndex int

const (
	// EveryIdentity narrows nothing.
	EveryIdentity IdentityIndex = iota
	// ByID finds the identity with this id.
	ByID
	// ByUserName finds identities by user name, folded by the store.
	ByUserName
	// ByExternalID finds identities by external id, compared exactly.
	ByExternalID
	// ByEmail finds identities by any of their addresses, folded by the store.
	ByEmail
)

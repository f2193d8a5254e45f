package saml

import "time"

// Subject is the name of a person, exactly as the identity provider wrote it.
type Subject struct {
	NameID          string
	Format          NameIDFormat // UnspecifiedFormat when it is left out
	NameQualifier   string
	SPNameQualifier string
}

// Attribute is what an assertion says about its subject beside the name.
type Attribute struct {
	Name         string
	FriendlyName string
	Values       []string
}

// Assertion is what an identity provider has signed and every check let pass.
type Assertion struct {
	ID           string
	InResponseTo string // the request that it answers; empty when it was not asked for
	Subject      Subject
	SessionIndex string // what the provider calls the session, for logout; may be empty

	// AuthnInstant is when the person proved who they are.
	AuthnInstant time.Time
	// NotOnOrAfter is when the assertion is refused because of its age. Until
	// then the caller remembers its ID and refuses it the second time.
	NotOnOrAfter time.Time
	// SessionNotOnOrAfter ends the session that is opened; zero when the provider
	// leaves that to us.
	SessionNotOnOrAfter time.Time

	Attributes []Attribute
}

// Values returns the values of every attribute of that name, in order.
func (a Assertion) Values(name string) []string {
	var values []string
	for _, attribute := range a.Attributes {
		if attribute.Name == name {
			values = append(values, attribute.Values...)
		}
	}
	return values
}

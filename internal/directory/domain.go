package directory

import "time"

// Domain is a domain of email addresses that an organization says is its own.
// Only a verified one counts, and only one organization can have it verified.
type Domain struct {
	Organization OrganizationID
	// Name is in lower case, in ASCII.
	Name string
	// Proof is the text that the organization puts into its DNS.
	Proof     string
	CreatedAt time.Time
	// VerifiedAt is zero until the proof was found there.
	VerifiedAt time.Time
}

// Verified says whether the domain counts.
func (d Domain) Verified() bool { return !d.VerifiedAt.IsZero() }

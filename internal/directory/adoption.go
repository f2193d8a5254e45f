package directory

import "time"

// Adoption is what a connection wants with a member who was made by hand and has
// the address of somebody whom it created, and what came of it. Of a member for whom a
// connection speaks and who is given a role here it keeps what the connection calls
// them then; with no time, where it made them itself.
type Adoption struct {
	Member     MemberID
	Connection ConnectionID
	// UserName is what the connection calls the person: a confirmation counts for
	// that name alone, and so does the first sign-in of whoever manages the
	// organization.
	UserName string
	// AskedAt is when the connection was refused, zero where it never was.
	AskedAt time.Time
	// ConfirmedAt is when an owner confirmed that the connection may speak for the
	// member, zero while nobody has or once the confirmation was used.
	ConfirmedAt time.Time
	// AdoptedAt is when the connection began to speak for the member, or zero.
	AdoptedAt time.Time
}

// ConfirmationLasts is how long a confirmation waits for the provider to try
// again.
const ConfirmationLasts = 24 * time.Hour

// Confirmed says whether an owner's confirmation counts at a time, for the user
// name that it was given for.
func (a Adoption) Confirmed(userName string, at time.Time) bool {
	return !a.ConfirmedAt.IsZero() && at.Before(a.ConfirmedUntil()) && SameName(a.UserName, userName)
}

// ConfirmedUntil is when the confirmation ends; it means nothing where there is
// none.
func (a Adoption) ConfirmedUntil() time.Time { return a.ConfirmedAt.Add(ConfirmationLasts) }

// Asks says whether the connection was refused and has not adopted the member
// since.
func (a Adoption) Asks() bool { return a.AskedAt.After(a.AdoptedAt) }

// StandsUntil is when what the connection asked loses its place.
func (a Adoption) StandsUntil() time.Time {
	asked := a.AskedAt.Add(ConfirmationLasts)
	if !a.ConfirmedAt.IsZero() && a.ConfirmedUntil().After(asked) {
		return a.ConfirmedUntil()
	}
	return asked
}

// Stands says whether what the connection asked keeps its place at a time: for a day,
// and as long as an owner's confirmation counts.
func (a Adoption) Stands(at time.Time) bool {
	return a.Asks() && at.Before(a.StandsUntil())
}

package directory

import "time"

// LoginReader reads how people come in through providers of their own.
type LoginReader interface {
	// LoginMethods lists them by age.
	LoginMethods() ([]LoginMethod, error)
	LoginMethod(id LoginMethodID) (LoginMethod, error)
	// Login returns whom a provider means by a subject, compared byte by byte, or
	// NotFound.
	Login(method LoginMethodID, subject string) (Login, error)
	// Logins lists those of a member by age.
	Logins(member MemberID) ([]Login, error)
	// Domains lists the organization's domains by name.
	Domains() ([]Domain, error)
}

// LoginWriter changes how people come in through providers of their own. What it
// creates belongs to the organization of the transaction.
type LoginWriter interface {
	CreateLoginMethod(method LoginMethod) error
	// UpdateLoginMethod stores name, active, just-in-time, settings, keys and
	// UpdatedAt.
	UpdateLoginMethod(method LoginMethod) error
	// DeleteLoginMethod removes one with its logins and used assertions, and ends
	// the sessions that it opened.
	DeleteLoginMethod(id LoginMethodID) error
	// EndLoginSessions ends the sessions that a method opened and returns how many
	// there were.
	EndLoginSessions(id LoginMethodID) (int, error)
	// CreateLogin ties a subject to a member; Taken where the subject is tied
	// already, or the member to another subject of the method.
	CreateLogin(login Login) error
	// UpdateLogin stores UsedAt of the login with this method and subject.
	UpdateLogin(login Login) error
	// DeleteLogin removes what ties a member to a method, or answers NotFound.
	DeleteLogin(method LoginMethodID, member MemberID) error
	// UseAssertion notes that an assertion was used, until the time when it would
	// not be accepted anyway; Taken where it was noted before, whichever process
	// noted it. It forgets those of the method whose time is over at now.
	UseAssertion(method LoginMethodID, assertion string, until, now time.Time) error
	// CreateDomain adds one that is not verified; Taken where the organization has
	// it.
	CreateDomain(domain Domain) error
	// VerifyDomain stores when a domain was verified; Taken where another
	// organization has it verified, NotFound where this one does not have it.
	VerifyDomain(name string, at time.Time) error
	// DeleteDomain removes one, or answers NotFound.
	DeleteDomain(name string) error
}

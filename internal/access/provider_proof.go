package access

import (
	"strings"
	"time"
	"unicode"

	"github.com/musterhq/muster/internal/directory"
)

// ProviderProof is what an identity provider said of somebody, after everything
// about it was verified: by OpenID Connect or by SAML, that is the door's.
type ProviderProof struct {
	// Subject is the provider's own name for the person, kept and compared byte by
	// byte.
	Subject string
	// Renamable says that the subject is a name that the provider may change, and
	// give to somebody else later: an address. It counts only while the person's
	// identity has it, too.
	Renamable bool
	// UserName is what the person is called where the provider provisions them. It
	// counts at the first sign-in only.
	UserName string
	// Name and Email are what a member who joins by signing in begins with. They
	// find nobody.
	Name  string
	Email string
	// ProvedAt is when the person proved to the provider who they are; zero where it
	// does not say.
	ProvedAt time.Time
	// Session is the Text of a directory.ProviderSession, or empty.
	Session string
	// EndsAt is when the provider wants the session to end; zero where it says
	// nothing.
	EndsAt time.Time
	// Assertion names the proof, which counts once, until AssertionEnds, when it would
	// be too old anyway.
	Assertion     string
	AssertionEnds time.Time
}

// check refuses a proof by which nobody can be known.
func (p ProviderProof) check() error {
	if p.Subject == "" || len(p.Subject) > directory.MaxSubjectLength {
		return ruleNoSubject.Refuse(directory.Unauthorized)
	}
	return nil
}

// domainOf returns the domain of a user name or address, as domains are kept, or
// "" where it has none. Letters beyond ASCII are no domain's here: a provider that
// means one writes it in ASCII.
func domainOf(userName string) string {
	at := strings.LastIndexByte(userName, '@')
	if at < 0 {
		return ""
	}
	domain := userName[at+1:]
	for _, r := range domain { // before they are lowered: the Kelvin sign becomes an ordinary k
		if r > unicode.MaxASCII {
			return ""
		}
	}
	return strings.ToLower(domain)
}

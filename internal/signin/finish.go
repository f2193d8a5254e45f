package signin

import (
	"net/http"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/oidc"
	"github.com/musterhq/muster/internal/saml"
)

// word is what a provider said, and what it was found to hold.
type word struct {
	passed []string
	proof  access.ProviderProof
	// token is the ID token, by which the provider knows who signs out.
	token oidc.Secret
}

// finish does what an attempt was for, with what the provider said.
func (s *Server) finish(w http.ResponseWriter, r *http.Request, method directory.LoginMethod, a attempt, said word) {
	var err error
	switch a.Purpose {
	case toSignIn:
		err = s.signIn(w, r, method, said)
	case toConfirm, toTie:
		err = s.finishAs(r, method, a, said.proof)
	case toTry:
	}
	if err != nil {
		s.refuseArrival(w, r, a, said.passed, err)
		return
	}
	s.config.Arrivals.Note(method.ID, federation.Arrival{At: s.now(), Trial: a.Purpose == toTry, Passed: said.passed})
	s.config.Logger.InfoContext(r.Context(), "came back from an identity provider", "for", a.Purpose, "login_method", method.ID, "organization", method.Organization)
	http.Redirect(w, r, a.Return, http.StatusSeeOther)
}

func (s *Server) signIn(w http.ResponseWriter, r *http.Request, method directory.LoginMethod, said word) error {
	admission, err := s.config.Access.SignInByProvider(r.Context(), access.ProviderSignIn{Method: method, Proof: said.proof, Client: s.client(r)})
	if err != nil {
		return err
	}
	ends := admission.Principal.ExpiresAt
	s.cookies.SetSession(w, r, admission.Secret.Reveal(), ends)
	if said.token != "" {
		s.cookies.SetFarewell(w, r, federation.AddressesOf("", method.ID).SignOut, string(said.token), ends)
	}
	return nil
}

// finishAs does it for whoever is signed in, if that is who began. A form that
// comes from the provider's page brings no session, so that of SAML comes around
// once more: see consume.
func (s *Server) finishAs(r *http.Request, method directory.LoginMethod, a attempt, proof access.ProviderProof) error {
	who, err := s.whoIs(r)
	if err != nil {
		return err
	}
	if who.Session.ID != a.Session {
		return federation.RuleOtherSession.Refuse(directory.Unauthorized)
	}
	if a.Purpose == toTie {
		return s.config.Access.TieToProvider(r.Context(), who, method, proof)
	}
	_, err = s.config.Access.StepUpByProvider(r.Context(), who, method, proof)
	return err
}

// proofOfSAML is what an assertion says, as access takes it. An address as the
// name of a person is one that the provider may change.
func proofOfSAML(assertion saml.Assertion) access.ProviderProof {
	proof := access.ProviderProof{
		Subject:       assertion.Subject.NameID,
		Renamable:     assertion.Subject.Format != saml.PersistentFormat,
		Session:       sessionOf(assertion).Text(),
		ProvedAt:      assertion.AuthnInstant,
		EndsAt:        assertion.SessionNotOnOrAfter,
		Assertion:     assertion.ID,
		AssertionEnds: assertion.NotOnOrAfter,
	}
	if proof.Renamable {
		proof.UserName = assertion.Subject.NameID
	}
	proof.Email = first(assertion, emailAttributes, proof.UserName)
	proof.Name = first(assertion, nameAttributes, "")
	return proof
}

// sessionOf is the provider's session, and how it named the person in it. A format
// that was left out is the unspecified one, and is left out again.
func sessionOf(assertion saml.Assertion) directory.ProviderSession {
	named := directory.ProviderSession{
		Name: assertion.SessionIndex, NameQualifier: assertion.Subject.NameQualifier, SPNameQualifier: assertion.Subject.SPNameQualifier,
	}
	if assertion.Subject.Format != saml.UnspecifiedFormat {
		named.NameFormat = string(assertion.Subject.Format)
	}
	return named
}

// The names under which providers send an address and a full name: Okta's own
// suggestions, Entra's, and those of LDAP.
var (
	emailAttributes = []string{"email", "mail", "urn:oid:0.9.2342.19200300.100.1.3", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"}
	nameAttributes  = []string{"displayName", "name", "urn:oid:2.16.840.1.113730.3.1.241", "http://schemas.microsoft.com/identity/claims/displayname"}
)

func first(assertion saml.Assertion, names []string, otherwise string) string {
	for _, name := range names {
		for _, value := range assertion.Values(name) {
			if value != "" {
				return value
			}
		}
	}
	return otherwise
}

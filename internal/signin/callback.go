package signin

import (
	"net/http"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/oidc"
)

// callback takes what a browser brings from a provider of OpenID Connect.
func (s *Server) callback(w http.ResponseWriter, r *http.Request) {
	method, err := s.speaking(r, directory.OIDC)
	if err != nil {
		s.refuse(w, r, attempt{Purpose: toSignIn}, err)
		return
	}
	kept, err := keptAs(handleOf(r.URL.Query().Get("state")), method)
	if err != nil {
		s.refuse(w, r, attempt{Purpose: toSignIn, Method: method.ID}, err)
		return
	}
	var a attempt
	found := s.cookies.ReadAttempt(r, kept, &a)
	s.cookies.DropAttempt(w, r, kept.Handle)
	if !found || !a.usable(method.ID, s.now()) {
		s.refuse(w, r, attempt{Purpose: toSignIn, Method: method.ID}, federation.RuleNotBegun.Refuse(directory.Unauthorized))
		return
	}
	client, err := s.config.Clients.Of(method)
	if err != nil {
		s.refuse(w, r, a, err)
		return
	}
	identity, err := client.Finish(r.Context(), a.OIDC, r.URL.Query())
	if err != nil {
		s.refuseArrival(w, r, a, nil, err)
		return
	}
	s.finish(w, r, method, a, word{
		passed: []string{idTokenHolds}, proof: s.proofOfOIDC(method.Provider, a, identity), token: identity.Token,
	})
}

// idTokenHolds is what an administrator is told of an answer that came through.
const idTokenHolds = "The provider took the code, and its ID token passed every check."

// proofOfOIDC is what an ID token says, as access takes it. A code counts once
// where the provider keeps to the standard; that it opens one session is ours to
// see to, so the attempt, which the token's nonce names, counts once too.
func (s *Server) proofOfOIDC(provider directory.Provider, a attempt, identity oidc.Identity) access.ProviderProof {
	proof := access.ProviderProof{
		Subject:       identity.Subject,
		UserName:      userName(provider, identity),
		Name:          identity.Name,
		ProvedAt:      identity.SignedInAt,
		Session:       directory.ProviderSession{Name: identity.Session}.Text(),
		Assertion:     string(a.OIDC.Nonce),
		AssertionEnds: s.now().Add(attemptLifetime),
	}
	if identity.EmailVerified {
		proof.Email = identity.Email
	}
	return proof
}

// userName is what a person is called where their provider provisions them. Those
// providers whose issuer belongs to one company say it in preferred_username, which
// the company's administrator gives. Google's issuer is everybody's: there it is
// the address, which counts where Google says that it looked. Of a provider that we
// do not know, only a verified address counts.
func userName(provider directory.Provider, identity oidc.Identity) string {
	switch provider {
	case directory.Okta, directory.Entra, directory.OneLogin, directory.JumpCloud:
		if identity.PreferredUsername != "" {
			return identity.PreferredUsername
		}
	case directory.Google, directory.Other:
	}
	if identity.EmailVerified {
		return identity.Email
	}
	return ""
}

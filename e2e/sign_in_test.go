package e2e_test

import (
	"net/http"
	"testing"
)

// TestSignInElsewhere lets somebody who was provisioned sign in at a provider that
// nobody here wrote. Deactivated by SCIM they are out on the next request, and
// not let in again.
func TestSignInElsewhere(t *testing.T) {
	t.Parallel()
	onBothWays(t, func(t *testing.T, s *signInScene, way protocol) {
		a := s.tenancy("Analytical")
		a.verifyDomain()
		m := way.connect(s, a)[0]
		came := m.setOut()
		let := came.at(t, s.server, came.answer.Address.Path)
		m.wantIn(s.server, let)

		a.deactivate(t.Context())
		if status, who := s.server.whoIs(t, let.session); status != http.StatusUnauthorized {
			t.Errorf("the session of somebody who was deactivated is answered %d, %+v", status, who)
		}
		again := m.setOut()
		wantOut(t, again.at(t, s.server, again.answer.Address.Path), "account_deactivated")
	})
}

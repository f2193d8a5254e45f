package e2e_test

import (
	"sync"
	"testing"
)

// TestOneArrivalOneSession brings the same answer of a provider to two servers on
// one storage, again and again and at once: one of them lets the person in, once,
// even where the provider would take a code twice.
func TestOneArrivalOneSession(t *testing.T) {
	t.Parallel()
	onBothWays(t, func(t *testing.T, s *signInScene, way protocol) {
		s.forgetful = true
		a := s.tenancy("Analytical")
		a.verifyDomain()
		m := way.connect(s, a)[0]
		servers := []*server{s.server, s.serve()}
		for n, server := range servers {
			came := m.setOut()
			if got := came.at(t, server, came.answer.Address.Path); got.session == "" {
				t.Fatalf("server %d sends the person to %s", n+1, got.to)
			}
		}
		for range 3 {
			came := m.setOut()
			const each = 4
			landings := make([]landing, each*len(servers))
			var work sync.WaitGroup
			begin := make(chan struct{})
			for n := range landings {
				work.Go(func() {
					<-begin
					var err error
					if landings[n], err = came.bring(t, servers[n%len(servers)], came.answer.Address.Path); err != nil {
						t.Error(err)
					}
				})
			}
			close(begin)
			work.Wait()
			let := 0
			for _, got := range landings {
				if got.session != "" {
					let++
					m.wantIn(s.server, got)
				}
			}
			if let != 1 {
				t.Errorf("an answer that came %d times opened %d sessions", len(landings), let)
			}
			for _, server := range servers {
				if got := came.at(t, server, came.answer.Address.Path); got.session != "" {
					t.Error("an answer that was used opened a session a moment later")
				}
			}
		}
	})
}

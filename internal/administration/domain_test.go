package administration_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

func shows(records ...string) administration.LookupTXT {
	return func(context.Context, string) ([]string, error) { return records, nil }
}

func failsWith(err error) administration.LookupTXT {
	return func(context.Context, string) ([]string, error) { return nil, err }
}

func (c company) addDomain(name string) directory.Domain {
	c.Helper()
	domain, err := c.AddDomain(c.Context(), c.owner, c.id, name)
	c.must(err)
	return domain
}

func TestWhatIsADomain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(10)
		for name, want := range map[string]string{
			"example.com": "example.com", " @Example.ORG. ": "example.org", "Bücher.example": "xn--bcher-kva.example",
			"xn--strae-oqa.example": "xn--strae-oqa.example", "a.b.c.example": "a.b.c.example", "\u212aelvin.example": "kelvin.example",
		} {
			if got := c.addDomain(name).Name; got != want {
				t.Errorf("%q is kept as %q, want %q", name, got, want)
			}
		}
		head := c.head()
		for _, name := range []string{
			"", "@", ".", "com", "localhost", "192.0.2.1", "192.0.2.1.", "::1", "[::1]", "2001:db8::1", "ana@example.com", "@@example.com", "exa mple.com",
			"*.example.com", "_dmarc.example.com", "https://example.com", "example.com/x", "example.com:25", "-a.example.com", "example..com", ".example.com",
			"example.com..", "a\x00.example", "a\u202e.example", strings.Repeat("a", 64) + ".example", strings.Repeat("a.", 127) + "aa", "xn--\u00fc.example",
		} {
			_, err := c.AddDomain(t.Context(), c.owner, c.id, name)
			if directory.CodeOf(err) != directory.Invalid || err.Error() != "This is no domain; enter what stands behind the @ of your addresses, such as example.com." {
				t.Errorf("%q: was answered %v", name, err)
			}
		}
		_, err := c.AddDomain(t.Context(), c.owner, c.id, "EXAMPLE.com")
		wantRefusal(t, err, directory.Taken, "example.com is in the list already.")
		for i := range 44 {
			c.addDomain(fmt.Sprintf("d%d.example", i))
		}
		_, err = c.AddDomain(t.Context(), c.owner, c.id, "one-more.example")
		wantRefusal(t, err, directory.Refused, "There are 50 domains already; remove one first.")
		if c.head() != head+44 {
			t.Error("a refusal wrote something")
		}
	})
}

func TestTheProofOfADomain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(10)
		domain := c.addDomain("example.com")
		verify := func(lookup administration.LookupTXT) (directory.Domain, error) {
			return c.VerifyDomain(t.Context(), c.owner, c.id, "example.com", lookup)
		}
		const missing = "The DNS does not show the proof for example.com yet. Add the TXT record as it is shown; a new record can take some minutes to arrive."
		const silent = "The DNS did not answer for example.com; try again in a minute."
		head := c.head()
		for name, test := range map[string]struct {
			lookup   administration.LookupTXT
			code     directory.Code
			sentence string
		}{
			"nothing":       {shows(), directory.Refused, missing},
			"another":       {shows("v=spf1 -all", domain.Proof+"x", domain.Proof[1:], strings.ToUpper(domain.Proof)), directory.Refused, missing},
			"NXDOMAIN":      {failsWith(&net.DNSError{IsNotFound: true}), directory.Refused, missing},
			"SERVFAIL":      {failsWith(&net.DNSError{IsTemporary: true}), directory.Unavailable, silent},
			"silence":       {failsWith(context.DeadlineExceeded), directory.Unavailable, silent},
			"another error": {failsWith(errors.New("broken")), directory.Unavailable, silent},
		} {
			_, err := verify(test.lookup)
			if directory.CodeOf(err) != test.code || err.Error() != test.sentence {
				t.Errorf("%s: was answered %v", name, err)
			}
		}
		if c.head() != head {
			t.Error("a refusal wrote something")
		}
		var asked string
		verified, err := verify(func(ctx context.Context, name string) ([]string, error) {
			if _, bounded := ctx.Deadline(); !bounded {
				t.Error("the DNS may take for ever")
			}
			asked = name
			return []string{"v=spf1 -all", domain.Proof}, nil
		})
		c.must(err)
		if asked != "_muster.example.com" || !verified.Verified() {
			t.Errorf("asked for %q and found %+v", asked, verified)
		}
		c.wantChanges(head, directory.DomainWasVerified)
		again, err := verify(failsWith(errors.New("not asked"))) // it stays verified
		c.must(err)
		if again.VerifiedAt != verified.VerifiedAt || c.head() != head+1 {
			t.Error("it was verified twice")
		}
		_, err = c.VerifyDomain(t.Context(), c.owner, c.id, "none.example", shows())
		wantRefusal(t, err, directory.NotFound, "There is no such domain; look at the list again.")
	})
}

func TestADomainAddedAgainHasAnotherProof(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		c := o.company(10)
		before := c.addDomain("example.com")
		head := c.head()
		c.must(c.RemoveDomain(t.Context(), c.owner, c.id, "example.com"))
		c.wantChanges(head, directory.DomainRemoved)
		wantCode(t, c.RemoveDomain(t.Context(), c.owner, c.id, "example.com"), directory.NotFound)
		head = c.head()
		after := c.addDomain("example.com")
		c.wantChanges(head, directory.DomainAdded)
		if after.Proof == before.Proof || after.Verified() {
			t.Errorf("%+v came back as %+v", before, after)
		}
		_, err := c.VerifyDomain(t.Context(), c.owner, c.id, "example.com", shows(before.Proof))
		wantCode(t, err, directory.Refused)
		// Removed and added anew while the DNS was asked.
		_, err = c.VerifyDomain(t.Context(), c.owner, c.id, "example.com", func(context.Context, string) ([]string, error) {
			c.must(c.RemoveDomain(t.Context(), c.owner, c.id, "example.com"))
			c.addDomain("example.com")
			return []string{after.Proof}, nil
		})
		wantCode(t, err, directory.Refused)
		domains, err := c.view().Domains()
		c.must(err)
		if len(domains) != 1 || domains[0].Verified() {
			t.Errorf("the domains are %+v", domains)
		}
	})
}

func TestOneOfTwoOrganizationsHasADomain(t *testing.T) {
	onEachEngine(t, func(t *testing.T, o office) {
		a, b := o.companyNamed("Acme", 10), o.companyNamed("Bolt", 10)
		for range 3 {
			proofs := shows(a.addDomain("example.com").Proof, b.addDomain("example.com").Proof)
			errs := make([]error, 2)
			var asked, done sync.WaitGroup
			asked.Add(2)
			for i, c := range []company{a, b} {
				done.Go(func() {
					_, errs[i] = c.VerifyDomain(t.Context(), c.owner, c.id, "example.com", func(ctx context.Context, name string) ([]string, error) {
						asked.Done()
						asked.Wait() // both have seen it unverified
						return proofs(ctx, name)
					})
				})
			}
			done.Wait()
			loser := errs[0]
			if loser == nil {
				loser = errs[1]
			}
			if (errs[0] == nil) == (errs[1] == nil) {
				t.Fatalf("the two were answered %v", errs)
			}
			wantRefusal(t, loser, directory.Taken, "Another organization has verified example.com; ask those who run this service.")
			a.must(a.RemoveDomain(t.Context(), a.owner, a.id, "example.com"))
			b.must(b.RemoveDomain(t.Context(), b.owner, b.id, "example.com"))
		}
	})
}

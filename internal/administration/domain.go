package administration

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

const (
	// ProofLabel is the name below a domain where its proof stands, as TXT.
	ProofLabel = "_muster"

	maxDomains = 50
	// lookupTimeout is how long a name server may take.
	lookupTimeout = 10 * time.Second
)

// LookupTXT asks the DNS for the TXT records of a name, as net.Resolver does.
type LookupTXT func(ctx context.Context, name string) ([]string, error)

// AddDomain adds a domain that an organization says is its own, with the proof
// that it is to put into its DNS.
//
// Errors: NotFound, Invalid for what is no domain, Taken where it is in the list,
// Refused where the list is full.
func (s *Service) AddDomain(ctx context.Context, caller Caller, organization directory.OrganizationID, name string) (directory.Domain, error) {
	name, err := DomainName(name)
	if err != nil {
		return directory.Domain{}, err
	}
	now := s.now()
	domain := directory.Domain{
		Organization: organization,
		Name:         name,
		Proof:        secret.New(secret.Domain).Reveal(),
		CreatedAt:    now,
	}
	err = s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		domains, err := tx.Domains()
		if err != nil {
			return err
		}
		if len(domains) >= maxDomains {
			return ruleTooManyDomains.Refuse(directory.Refused)
		}
		if slices.ContainsFunc(domains, func(d directory.Domain) bool { return d.Name == name }) {
			return directory.RuleDomainIsListed.Refuse(directory.Taken, "domain", name).About("name")
		}
		if err := recordDomain(tx, caller, directory.DomainAdded, domain, now); err != nil {
			return err
		}
		return tx.CreateDomain(domain)
	})
	if err != nil {
		return directory.Domain{}, err
	}
	return domain, nil
}

// VerifyDomain looks for the proof in the DNS. A verified domain stays verified.
//
// Errors: NotFound, Taken where another organization has verified it, Refused
// where the proof is not there (yet), Unavailable where the DNS does not answer.
func (s *Service) VerifyDomain(ctx context.Context, caller Caller, organization directory.OrganizationID, name string, lookup LookupTXT) (directory.Domain, error) {
	domain, err := readDomain(s.Store.View(ctx, organization), name)
	if err != nil || domain.Verified() {
		return domain, err
	}
	if err := findProof(ctx, domain, lookup); err != nil {
		return directory.Domain{}, err
	}
	now := s.now()
	err = s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		current, err := readDomain(tx, name)
		if err != nil {
			return err
		}
		if current.Proof != domain.Proof { // removed and added anew meanwhile
			return ruleProofMissing.Refuse(directory.Refused, "domain", name)
		}
		domain = current
		if current.Verified() {
			return nil
		}
		if err := tx.VerifyDomain(name, now); err != nil {
			return err
		}
		domain.VerifiedAt = now
		return recordDomain(tx, caller, directory.DomainWasVerified, domain, now)
	})
	if err != nil {
		return directory.Domain{}, err
	}
	return domain, nil
}

// RemoveDomain removes a domain. Those whom it let in stay members.
//
// Errors: NotFound.
func (s *Service) RemoveDomain(ctx context.Context, caller Caller, organization directory.OrganizationID, name string) error {
	now := s.now()
	return s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		domain, err := readDomain(tx, name)
		if err != nil {
			return err
		}
		if err := recordDomain(tx, caller, directory.DomainRemoved, domain, now); err != nil {
			return err
		}
		return tx.DeleteDomain(domain.Name)
	})
}

// findProof looks for a domain's proof below its name.
func findProof(ctx context.Context, domain directory.Domain, lookup LookupTXT) error {
	ctx, cancel := context.WithTimeout(ctx, lookupTimeout)
	defer cancel()
	records, err := lookup(ctx, ProofLabel+"."+domain.Name)
	var failed *net.DNSError
	switch {
	case errors.As(err, &failed) && failed.IsNotFound, err == nil && !slices.Contains(records, domain.Proof):
		return ruleProofMissing.Refuse(directory.Refused, "domain", domain.Name)
	case err != nil:
		return ruleDNSSilent.Refuse(directory.Unavailable, "domain", domain.Name)
	}
	return nil
}

func readDomain(reader directory.Reader, name string) (directory.Domain, error) {
	domains, err := reader.Domains()
	if err != nil {
		return directory.Domain{}, err
	}
	at := slices.IndexFunc(domains, func(d directory.Domain) bool { return d.Name == name })
	if at < 0 {
		return directory.Domain{}, ruleNoSuchDomain.Refuse(directory.NotFound)
	}
	return domains[at], nil
}

// domainNames are what people look up (UTS #46), with no empty label and none that
// is longer than the DNS has.
var domainNames = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// DomainName returns a domain as it is kept, in ASCII and lower case, or Invalid for
// what is none.
func DomainName(name string) (string, error) {
	name = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(name), "@"), ".")
	ascii, err := domainNames.ToASCII(name)
	if err != nil || !strings.Contains(ascii, ".") || strings.HasSuffix(ascii, ".") || net.ParseIP(ascii) != nil {
		return "", ruleDomainName.Refuse(directory.Invalid).About("name")
	}
	return ascii, nil
}

func recordDomain(tx directory.Tx, caller Caller, kind directory.EntryKind, domain directory.Domain, at time.Time) error {
	entry := caller.entry(kind, at)
	entry.Personal = &directory.Personal{Subject: domain.Name}
	_, err := tx.Append(entry)
	return err
}

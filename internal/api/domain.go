package api

import (
	"net"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// AddDomain is what addDomain takes.
type AddDomain struct {
	InOrganization
	Once
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"1024" example:"example.com"`
	} `nameHint:"DomainAdd"`
}

// OfDomain is for routes about one domain.
type OfDomain struct {
	InOrganization
	Domain string `path:"domain" maxLength:"256" example:"example.com"`
}

func (s *Server) listDomains(c *call, _ *InOrganization) (*Answer[All[Domain]], error) {
	found, err := c.view().Domains()
	if err != nil {
		return nil, err
	}
	domains := make([]Domain, len(found))
	for i, domain := range found {
		domains[i] = domainOf(domain)
	}
	return &Answer[All[Domain]]{Body: All[Domain]{Items: domains}}, nil
}

func (s *Server) addDomain(c *call, in *AddDomain) (*Answer[Domain], error) {
	added, err := s.config.Administration.AddDomain(c.ctx, c.caller(), c.organization.ID, in.Body.Name)
	if err != nil {
		return nil, err
	}
	return &Answer[Domain]{Body: domainOf(added)}, nil
}

func (s *Server) verifyDomain(c *call, in *OfDomain) (*Answer[Domain], error) {
	lookup := s.config.LookupTXT
	if lookup == nil {
		lookup = net.DefaultResolver.LookupTXT
	}
	verified, err := s.config.Administration.VerifyDomain(c.ctx, c.caller(), c.organization.ID, in.Domain, lookup)
	if err != nil {
		return nil, err
	}
	return &Answer[Domain]{Body: domainOf(verified)}, nil
}

func (s *Server) removeDomain(c *call, in *OfDomain) (*Nothing, error) {
	return nil, s.config.Administration.RemoveDomain(c.ctx, c.caller(), c.organization.ID, in.Domain)
}

func domainOf(domain directory.Domain) Domain {
	return Domain{
		Name:       domain.Name,
		RecordName: administration.ProofLabel + "." + domain.Name,
		Record:     domain.Proof,
		CreatedAt:  Time(domain.CreatedAt),
		VerifiedAt: when(domain.VerifiedAt),
	}
}

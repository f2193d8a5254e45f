package sqlstore

import (
	"context"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

var selectDomains = newStatement("list domains", `
	SELECT d.organization_id, d.name, d.proof, d.created_at, COALESCE(v.verified_at, 0)
	FROM domains d
	LEFT JOIN verified_domains v ON v.name = d.name AND v.organization_id = d.organization_id
	WHERE d.organization_id = $1
	ORDER BY d.name`)

var selectDomainOwner = newStatement("find the owner of a domain", `
	SELECT v.organization_id
	FROM verified_domains v
	WHERE v.name = $1`)

var selectDomainName = newStatement("read domain", `
	SELECT d.name
	FROM domains d
	WHERE d.organization_id = $1 AND d.name = $2`)

var insertDomain = newStatement("create domain", `
	INSERT INTO domains (organization_id, name, proof, created_at)
	VALUES ($1, $2, $3, $4)
	ON CONFLICT (organization_id, name) DO NOTHING`)

// Of two organizations that do this at once, the second waits for the first and
// then finds the domain taken.
var insertVerifiedDomain = newStatement("verify domain", `
	INSERT INTO verified_domains (name, organization_id, verified_at)
	VALUES ($2, $1, $3)
	ON CONFLICT (name) DO UPDATE
	SET verified_at = excluded.verified_at
	WHERE verified_domains.organization_id = excluded.organization_id`)

var deleteDomain = newStatement("remove domain", `
	DELETE FROM domains
	WHERE organization_id = $1 AND name = $2`)

var deleteVerifiedDomain = newStatement("remove domain", `
	DELETE FROM verified_domains
	WHERE organization_id = $1 AND name = $2`)

func scanDomain(rows cursor, domain *directory.Domain) error {
	var created, verified int64
	err := rows.Scan((*string)(&domain.Organization), &domain.Name, &domain.Proof, &created, &verified)
	domain.CreatedAt = timeFromMicros(created)
	domain.VerifiedAt = timeFromMicros(verified)
	return err
}

// DomainOwner returns the organization that has verified a domain; see
// directory.Store.
func (s *Store) DomainOwner(ctx context.Context, name string) (directory.OrganizationID, error) {
	return single(s.view(ctx, ""), "domain", scanText[directory.OrganizationID], selectDomainOwner, name)
}

func (r *reader) Domains() ([]directory.Domain, error) {
	return collect(r, scanDomain, selectDomains, r.organization)
}

func (t *tx) CreateDomain(domain directory.Domain) error {
	affected, err := t.exec(insertDomain, t.organization, domain.Name, domain.Proof, micros(domain.CreatedAt))
	if err == nil && affected == 0 {
		return directory.RuleDomainIsListed.Refuse(directory.Taken, "domain", domain.Name).About("domain")
	}
	return err
}

func (t *tx) VerifyDomain(name string, at time.Time) error {
	_, err := single(t.reader, "domain", scanText[string], selectDomainName, t.organization, name)
	if err != nil {
		return err
	}
	affected, err := t.exec(insertVerifiedDomain, t.organization, name, micros(at))
	if err == nil && affected == 0 {
		return directory.RuleDomainIsTaken.Refuse(directory.Taken, "domain", name).About("domain")
	}
	return err
}

func (t *tx) DeleteDomain(name string) error {
	if !isText(name) {
		return notFound("domain")
	}
	affected, err := t.exec(deleteDomain, t.organization, name)
	if err != nil {
		return err
	}
	if affected == 0 {
		return notFound("domain")
	}
	_, err = t.exec(deleteVerifiedDomain, t.organization, name)
	return err
}

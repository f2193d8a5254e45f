package sqlstore

import (
	"context"
	"database/sql"

	"github.com/musterhq/muster/internal/directory"
)

var selectOrganizations = newStatement("list organizations", `
	SELECT organization_id, name, status, created_at
	FROM organizations
	ORDER BY name, organization_id`)

var selectOrganization = newStatement("read organization", `
	SELECT organization_id, name, status, created_at
	FROM organizations
	WHERE organization_id = $1`)

var insertOrganization = newStatement("create organization", `
	INSERT INTO organizations (organization_id, name, status, head, licenses_bought, created_at)
	VALUES ($1, $2, $3, 0, $4, $5)
	ON CONFLICT (organization_id) DO NOTHING`)

func scanOrganization(rows *sql.Rows, organization *directory.Organization) error {
	var created int64
	err := rows.Scan((*string)(&organization.ID), &organization.Name, (*string)(&organization.Status), &created)
	organization.CreatedAt = timeFromMicros(created)
	return err
}

// Organizations lists every organization; see directory.Store.
func (s *Store) Organizations(ctx context.Context) ([]directory.Organization, error) {
	return collect(s.view(ctx, ""), scanOrganization, selectOrganizations)
}

func (r *reader) Organization() (directory.Organization, error) {
	return single(r, "organization", scanOrganization, selectOrganization, r.organization)
}

// CreateOrganization makes an organization; see directory.Store. An id that is
// taken is answered Taken.
func (s *Store) CreateOrganization(ctx context.Context, organization directory.Organization, bought int, first directory.Entry) error {
	return s.commit(ctx, organization.ID, func(g *group) error {
		created := &ledger{organization: organization.ID, licenses: directory.Licenses{Bought: bought}}
		t := newTx(g, created)
		defer func() { t.over = true }()
		affected, err := t.exec(insertOrganization, string(organization.ID), organization.Name,
			string(organization.Status), int64(bought), micros(organization.CreatedAt))
		if err != nil {
			return err
		}
		if affected == 0 {
			return &directory.Error{Code: directory.Taken, Field: "id", Message: "There is an organization with this id already."}
		}
		g.ledgers = append(g.ledgers, created)
		_, err = t.Append(first)
		return err
	})
}

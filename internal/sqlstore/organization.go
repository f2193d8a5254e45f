package sqlstore

import (
	"cmp"
	"context"

	"github.com/musterhq/muster/internal/directory"
)

const organizationColumns = `
	o.organization_id,
	o.name,
	o.kind,
	o.status,
	o.provisioning,
	o.log_days,
	o.providers_only,
	o.break_glass,
	o.created_at,
	o.updated_at`

var selectOrganizations = newStatement("list organizations", `
	SELECT `+organizationColumns+`
	FROM organizations o
	ORDER BY o.name, o.organization_id`)

var selectOrganization = newStatement("read organization", `
	SELECT `+organizationColumns+`
	FROM organizations o
	WHERE o.organization_id = $1`)

// A second organization of the installation meets an index, as an id does that
// exists.
var insertOrganization = newStatement("create organization", `
	INSERT INTO organizations (organization_id, name, kind, status, provisioning, log_days,
		providers_only, break_glass, head, licenses_bought, created_at, updated_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11)
	ON CONFLICT DO NOTHING`)

var updateOrganization = newStatement("update organization", `
	UPDATE organizations
	SET name = $2, status = $3, provisioning = $4, log_days = $5, providers_only = $6, break_glass = $7, updated_at = $8
	WHERE organization_id = $1`)

// organizationScan takes the columns of an organization from a row.
type organizationScan struct {
	organization     *directory.Organization
	created, updated int64
}

func (s *organizationScan) columns() []any {
	return []any{
		(*string)(&s.organization.ID),
		&s.organization.Name,
		(*string)(&s.organization.Kind),
		(*string)(&s.organization.Status),
		&s.organization.Provisioning,
		&s.organization.LogDays,
		&s.organization.ProvidersOnly,
		(*string)(&s.organization.BreakGlass),
		&s.created,
		&s.updated,
	}
}

func (s *organizationScan) finish() {
	s.organization.CreatedAt = timeFromMicros(s.created)
	s.organization.UpdatedAt = timeFromMicros(s.updated)
}

func scanOrganization(rows cursor, organization *directory.Organization) error {
	scan := organizationScan{organization: organization}
	err := rows.Scan(scan.columns()...)
	scan.finish()
	return err
}

// Organizations lists every organization; see directory.Store.
func (s *Store) Organizations(ctx context.Context) ([]directory.Organization, error) {
	return collect(s.view(ctx, ""), scanOrganization, selectOrganizations)
}

func (r *reader) Organization() (directory.Organization, error) {
	return single(r, "organization", scanOrganization, selectOrganization, r.organization)
}

// CreateOrganization makes an organization; see directory.Store.
func (s *Store) CreateOrganization(ctx context.Context, organization directory.Organization, bought int, first directory.Entry) error {
	created, updated := micros(organization.CreatedAt), micros(organization.UpdatedAt)
	return s.commit(ctx, organization.ID, func(g *group) error {
		made := &ledger{organization: organization.ID, licenses: directory.Licenses{Bought: bought}}
		t := newTx(g, made)
		defer func() { t.over = true }()
		affected, err := t.exec(insertOrganization,
			string(organization.ID),
			organization.Name,
			string(cmp.Or(organization.Kind, directory.Customer)),
			string(organization.Status),
			organization.Provisioning,
			int64(cmp.Or(organization.LogDays, directory.DefaultLogDays)),
			organization.ProvidersOnly,
			string(organization.BreakGlass),
			int64(bought),
			created,
			cmp.Or(updated, created),
		)
		if err != nil {
			return err
		}
		if affected == 0 {
			return whyNotCreated(t)
		}
		if made.shelf, err = t.putUpShelf(""); err != nil {
			return err
		}
		g.ledgers = append(g.ledgers, made)
		_, err = t.Append(first)
		return err
	})
}

func whyNotCreated(t *tx) error {
	_, err := t.Organization()
	switch {
	case directory.CodeOf(err) == directory.NotFound:
		return directory.RuleOperatorsExist.Refuse(directory.Taken).About("kind")
	case err != nil:
		return err
	}
	return directory.RuleOrganizationIs.Refuse(directory.Taken).About("id")
}

// UpdateOrganization also ends what is remembered of the Secret Tokens: what
// each opens says whether the organization is suspended.
func (t *tx) UpdateOrganization(organization directory.Organization) error {
	_, err := t.exec(updateOrganization,
		t.organization,
		organization.Name,
		string(organization.Status),
		organization.Provisioning,
		int64(organization.LogDays),
		organization.ProvidersOnly,
		string(organization.BreakGlass),
		micros(organization.UpdatedAt),
	)
	if err != nil {
		return err
	}
	return t.changesAccess()
}

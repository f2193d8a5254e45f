package sqlstore

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
)

// connectionOwner looks into each organization in turn, by its index: there is
// none by the connection alone, because nothing else may ask for one without
// its organization.
var connectionOwner = newStatement("find whose a connection is", `
	SELECT o.organization_id
	FROM organizations o
	JOIN connections c ON c.organization_id = o.organization_id AND c.connection_id = $1
	LIMIT 1`)

// ConnectionOwner returns the connection with an id, whosever it is, or
// NotFound. It is for the provisioning log alone, which keeps with a connection
// that somebody came with a wrong token; nothing of what it finds may be
// answered to them. Its cost grows with the number of organizations.
func (s *Store) ConnectionOwner(ctx context.Context, id directory.ConnectionID) (directory.Connection, error) {
	found, err := collect(s.view(ctx, ""), scanText[directory.OrganizationID], connectionOwner, string(id))
	if err != nil {
		return directory.Connection{}, err
	}
	if len(found) == 0 {
		return directory.Connection{}, notFound("connection")
	}
	return s.View(ctx, found[0]).Connection(id)
}

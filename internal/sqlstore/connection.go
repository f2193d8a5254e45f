package sqlstore

import (
	"encoding/json"
	"fmt"

	"github.com/musterhq/muster/internal/directory"
)

const connectionColumns = `
	c.organization_id,
	c.connection_id,
	c.provider,
	c.state,
	c.profile,
	c.policy,
	c.identities,
	c.teams,
	c.reconnected_at,
	c.created_at,
	c.updated_at`

var selectConnections = newStatement("list connections", `
	SELECT `+connectionColumns+`
	FROM connections c
	WHERE c.organization_id = $1
	ORDER BY c.created_at, c.connection_id`)

var selectConnection = newStatement("read connection", `
	SELECT `+connectionColumns+`
	FROM connections c
	WHERE c.organization_id = $1 AND c.connection_id = $2`)

var insertConnection = newStatement("create connection", `
	INSERT INTO connections (organization_id, connection_id, provider, state, profile, policy,
		identities, teams, created_at, updated_at)
	VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, $8)`)

var updateConnection = newStatement("update connection", `
	UPDATE connections
	SET state = $3, profile = $4, policy = $5, updated_at = $6, reconnected_at = $7
	WHERE organization_id = $1 AND connection_id = $2`)

var updateConnectionTotals = newStatement("count what the connection asserts", `
	UPDATE connections
	SET identities = identities + $3, teams = teams + $4
	WHERE organization_id = $1 AND connection_id = $2`)

// connectionScan takes the columns of a connection from a row.
type connectionScan struct {
	connection                    *directory.Connection
	policy                        string
	reconnected, created, updated int64
}

func (s *connectionScan) columns() []any {
	return []any{
		(*string)(&s.connection.Organization),
		(*string)(&s.connection.ID),
		(*string)(&s.connection.Provider),
		(*string)(&s.connection.State),
		(*string)(&s.connection.Profile),
		&s.policy,
		&s.connection.Identities,
		&s.connection.Teams,
		&s.reconnected,
		&s.created,
		&s.updated,
	}
}

func (s *connectionScan) finish() error {
	s.connection.ReconnectedAt = timeFromMicros(s.reconnected)
	s.connection.CreatedAt = timeFromMicros(s.created)
	s.connection.UpdatedAt = timeFromMicros(s.updated)
	// A rule that was not there yet when the policy was stored has its default.
	s.connection.Policy = directory.Standard()
	if err := json.Unmarshal([]byte(s.policy), &s.connection.Policy); err != nil {
		return fmt.Errorf("read the policy: %w", err)
	}
	return nil
}

func scanConnection(rows cursor, connection *directory.Connection) error {
	scan := connectionScan{connection: connection}
	if err := rows.Scan(scan.columns()...); err != nil {
		return err
	}
	return scan.finish()
}

func (r *reader) Connections() ([]directory.Connection, error) {
	return collect(r, scanConnection, selectConnections, r.organization)
}

func (r *reader) Connection(id directory.ConnectionID) (directory.Connection, error) {
	return single(r, "connection", scanConnection, selectConnection, r.organization, string(id))
}

func (t *tx) Connections() ([]directory.Connection, error) {
	connections, err := t.reader.Connections()
	for i := range connections {
		t.ledger.addTotals(&connections[i])
	}
	return connections, err
}

func (t *tx) Connection(id directory.ConnectionID) (directory.Connection, error) {
	connection, err := t.reader.Connection(id)
	if err != nil {
		return directory.Connection{}, err
	}
	t.ledger.addTotals(&connection)
	return connection, nil
}

func (t *tx) CreateConnection(connection directory.Connection) error {
	policy, err := json.Marshal(connection.Policy)
	if err != nil {
		return fmt.Errorf("create connection: %w", err)
	}
	_, err = t.exec(insertConnection,
		t.organization,
		string(connection.ID),
		string(connection.Provider),
		string(connection.State),
		string(connection.Profile),
		string(policy),
		micros(connection.CreatedAt),
		micros(connection.UpdatedAt),
	)
	if err != nil {
		return err
	}
	shelf, err := t.putUpShelf(connection.ID)
	if err != nil {
		return err
	}
	remember(&t.ledger.shelves, connection.ID, shelf)
	return nil
}

func (t *tx) UpdateConnection(connection directory.Connection) error {
	if !isText(string(connection.ID)) {
		return notFound("connection")
	}
	policy, err := json.Marshal(connection.Policy)
	if err != nil {
		return fmt.Errorf("update connection: %w", err)
	}
	affected, err := t.exec(updateConnection,
		t.organization,
		string(connection.ID),
		string(connection.State),
		string(connection.Profile),
		string(policy),
		micros(connection.UpdatedAt),
		micros(connection.ReconnectedAt),
	)
	if err != nil {
		return err
	}
	if affected == 0 {
		return notFound("connection")
	}
	return t.changesAccess()
}

// addTotals adds what is not written yet.
func (l *ledger) addTotals(to *directory.Connection) {
	for _, change := range l.totals {
		if change.connection == to.ID {
			to.Identities += change.identities
			to.Teams += change.teams
		}
	}
}

// deferredTotals returns what changes the kept totals.
func (l *ledger) deferredTotals() []call {
	var calls []call
	for _, change := range l.totals {
		if change.identities == 0 && change.teams == 0 {
			continue
		}
		args := []any{string(l.organization), string(change.connection), change.identities, change.teams}
		calls = append(calls, call{updateConnectionTotals, args})
	}
	l.totals = nil
	return calls
}

package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"net/url"
	"path/filepath"
	"strconv"

	sqlite3 "modernc.org/sqlite"
)

// sqliteFile is a database file and how its connections are set up.
type sqliteFile struct {
	path    string // absolute
	vfs     string // empty for the system's own
	pragmas []string
}

// connector makes connections. A path may hold any character, so it travels
// escaped.
func (f sqliteFile) connector() (driver.Connector, error) {
	query := url.Values{"_pragma": append([]string{"busy_timeout(" + strconv.Itoa(sqliteBusyTimeout) + ")"}, f.pragmas...)}
	if f.vfs != "" {
		query.Set("vfs", f.vfs)
	}
	name := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(f.path), RawQuery: query.Encode()}
	return sqlite3.NewConnector(name.String())
}

// open makes one connection.
func (f sqliteFile) open(ctx context.Context) (*sqliteSession, error) {
	connector, err := f.connector()
	if err != nil {
		return nil, err
	}
	connection, err := connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &sqliteSession{connection: connection, prepared: map[*statement]sqliteStatement{}}, nil
}

// pool makes connections for whoever works with database/sql, which is the
// library that migrates.
func (f sqliteFile) pool() (*sql.DB, error) {
	connector, err := f.connector()
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(connector), nil
}

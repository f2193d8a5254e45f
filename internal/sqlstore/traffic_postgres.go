package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/pressly/goose/v3"
)

// trafficConnections bounds the connections of a process that the provisioning
// log uses: it must not take them from the directory.
const trafficConnections = 3

// trafficPostgres is the provisioning log in a PostgreSQL database.
type trafficPostgres struct {
	pool *sql.DB
}

func openTrafficPostgres(ctx context.Context, url string) (trafficEngine, error) {
	config, err := parsePostgresURL(url)
	if err != nil {
		return nil, err
	}
	pool := openPostgresPool(config, trafficConnections)
	schema := trafficSchema{
		db:       pool,
		files:    "migrations/traffic/postgres",
		dialect:  goose.DialectPostgres,
		hasTable: `SELECT count(to_regclass($1))`,
		lock: func(ctx context.Context) (func() error, error) {
			return lockPostgreSQL(ctx, pool)
		},
	}
	if err := schema.migrate(ctx); err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return &trafficPostgres{pool: pool}, nil
}

func (e *trafficPostgres) read(ctx context.Context, f func(context.Context, queryer) error) error {
	return f(ctx, postgresSession{e.pool})
}

// write runs f in a transaction. Every commit waits for the disk, as the
// connection was prepared.
func (e *trafficPostgres) write(ctx context.Context, _ bool, f func(context.Context, queryer) error) error {
	ctx, cancel := context.WithTimeout(ctx, postgresGroupTimeout)
	defer cancel()
	tx, err := e.pool.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback() // after a commit it does nothing
	if err := f(ctx, postgresSession{tx}); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func (e *trafficPostgres) insert(into *table, rows [][]any) []call { return into.insertTogether(rows) }

func (e *trafficPostgres) close() error { return e.pool.Close() }

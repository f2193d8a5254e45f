package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"

	"github.com/musterhq/muster/internal/directory"
)

// trafficVersionTable is where a database keeps which migrations of the
// provisioning log it has. They are counted apart from the directory's, because
// on SQLite they are in another file.
const trafficVersionTable = "traffic_migrations"

// trafficVersion returns the version that this program makes.
func trafficVersion() int64 {
	files, err := fs.Glob(migrations, "migrations/traffic/sqlite/*.sql")
	if err != nil {
		panic("the pattern is wrong: " + err.Error())
	}
	return int64(len(files))
}

// trafficSchema is a database whose tables of the provisioning log are brought
// up to date.
type trafficSchema struct {
	db      *sql.DB
	files   string
	dialect goose.Dialect
	// hasTable and lock are those of a target.
	hasTable string
	lock     func(context.Context) (unlock func() error, err error)
}

func (s trafficSchema) migrate(ctx context.Context) error {
	version, err := s.version(ctx)
	if err != nil {
		return fmt.Errorf("read the version of the provisioning log: %w", err)
	}
	if version > trafficVersion() {
		return directory.Errorf(directory.Unavailable,
			"This provisioning log was last used by a newer Muster (schema %d, this program knows %d); run that version or a newer one.",
			version, trafficVersion())
	}
	if version == trafficVersion() {
		return nil
	}
	unlock, err := s.lock(ctx)
	if err != nil {
		return fmt.Errorf("wait for another process that changes the schema: %w", err)
	}
	if err := errors.Join(s.apply(ctx), unlock()); err != nil {
		return fmt.Errorf("change the schema of the provisioning log: %w", err)
	}
	return nil
}

func (s trafficSchema) apply(ctx context.Context) error {
	files, err := fs.Sub(migrations, s.files)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(s.dialect, s.db, files,
		goose.WithTableName(trafficVersionTable), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// version returns 0 where there is no log yet.
func (s trafficSchema) version(ctx context.Context) (version int64, err error) {
	var tables int
	if err := s.db.QueryRowContext(ctx, s.hasTable, trafficVersionTable).Scan(&tables); err != nil || tables == 0 {
		return 0, err
	}
	err = s.db.QueryRowContext(ctx, `SELECT COALESCE(MAX(version_id), 0) FROM `+trafficVersionTable).Scan(&version)
	return version, err
}

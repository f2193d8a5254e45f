package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/pressly/goose/v3"

	"github.com/musterhq/muster/internal/directory"
)

// Migrations are numbered in order and never changed once released. Both engines
// have a file of each number, apart from those that are written in Go.
//
//go:embed migrations
var migrations embed.FS

// versionTable is where a database keeps which migrations it has.
const versionTable = "schema_migrations"

// SchemaVersion is the number of the last migration, 0 for none.
type SchemaVersion int64

// Migrated says what a migration did.
type Migrated struct {
	From, To SchemaVersion
}

// Migrate brings a database's schema up to date; a new database is made. It is
// safe when several processes do it at once: one works, the others wait for it.
// A schema newer than this program knows is refused.
func Migrate(ctx context.Context, at Location, options Options) (Migrated, error) {
	target, err := openTarget(at)
	if err != nil {
		return Migrated{}, err
	}
	done, err := target.migrate(ctx, LatestVersion())
	if err := errors.Join(err, target.db.Close()); err != nil {
		return Migrated{}, err
	}
	if done.From != done.To && options.Logger != nil {
		options.Logger.Info("migrated the database", "from", done.From, "to", done.To)
	}
	return done, nil
}

// Version returns the schema version of a database, which is 0 where there is
// none yet.
func Version(ctx context.Context, at Location) (SchemaVersion, error) {
	target, err := openTarget(at)
	if err != nil {
		return 0, err
	}
	version, err := target.version(ctx)
	return version, errors.Join(err, target.db.Close())
}

// LatestVersion returns the schema version that this program makes.
func LatestVersion() SchemaVersion {
	all := versions()
	return all[len(all)-1]
}

// versions lists the versions that a schema can have, in order.
func versions() []SchemaVersion {
	files, err := fs.Glob(migrations, "migrations/sqlite/*.sql")
	if err != nil {
		panic("the pattern is wrong: " + err.Error())
	}
	all := []SchemaVersion{0}
	for _, file := range files {
		number, err := goose.NumericComponent(file)
		if err != nil {
			panic("a migration has no number: " + err.Error())
		}
		all = append(all, SchemaVersion(number))
	}
	for _, migration := range goMigrations() {
		all = append(all, SchemaVersion(migration.Version))
	}
	slices.Sort(all)
	return all
}

// target is a database whose schema is looked at or changed.
type target struct {
	db      *sql.DB
	files   string
	dialect goose.Dialect
	// hasTable answers whether a table of the name $1 exists.
	hasTable string
	// lock keeps other processes out until the function it returns is called.
	lock func(context.Context) (unlock func() error, err error)
}

func openTarget(at Location) (*target, error) {
	if at.URL != "" {
		return openPostgreSQLTarget(at.URL)
	}
	return openSQLiteTarget(at.Directory)
}

func openSQLiteTarget(directoryPath string) (*target, error) {
	if err := makeDataDirectory(directoryPath); err != nil {
		return nil, err
	}
	path, err := filepath.Abs(directoryPath)
	if err != nil {
		return nil, err
	}
	db, err := sqliteFile{path: filepath.Join(path, sqliteName), pragmas: []string{
		"page_size(" + strconv.Itoa(sqlitePage) + ")",
		"synchronous(FULL)",
	}}.pool()
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return &target{
		db:       db,
		files:    "migrations/sqlite",
		dialect:  goose.DialectSQLite3,
		hasTable: `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = $1`,
		lock: func(ctx context.Context) (func() error, error) {
			return lockSQLite(ctx, db, filepath.Join(path, "migrate.lock"))
		},
	}, nil
}

// lockSQLite takes the lock of a second, empty database beside the first,
// because a migration needs the first one's own lock for itself.
func lockSQLite(ctx context.Context, db *sql.DB, path string) (func() error, error) {
	beside, err := sqliteFile{path: path}.pool()
	if err != nil {
		return nil, err
	}
	beside.SetMaxOpenConns(1)
	if _, err := beside.ExecContext(ctx, `BEGIN EXCLUSIVE`); err != nil {
		return nil, errors.Join(err, beside.Close())
	}
	// The journal mode is kept in the file. Two processes that set it at once
	// would not wait for each other, so it is set under the lock.
	if _, err := db.ExecContext(ctx, `PRAGMA journal_mode = WAL`); err != nil {
		return nil, errors.Join(err, beside.Close())
	}
	return beside.Close, nil
}

// migrate applies the migrations that are missing, up to a version.
func (t *target) migrate(ctx context.Context, to SchemaVersion) (Migrated, error) {
	from, err := t.version(ctx)
	if err != nil {
		return Migrated{}, err
	}
	if err := refuseNewer(from); err != nil {
		return Migrated{}, err
	}
	if from >= to {
		return Migrated{From: from, To: from}, nil
	}
	unlock, err := t.lock(ctx)
	if err != nil {
		return Migrated{}, fmt.Errorf("wait for another process that changes the schema: %w", err)
	}
	err = t.apply(ctx, to)
	if err := errors.Join(err, unlock()); err != nil {
		return Migrated{}, fmt.Errorf("change the schema: %w", err)
	}
	reached, err := t.version(ctx)
	if err != nil {
		return Migrated{}, err
	}
	// A newer program may have been the one that was waited for.
	return Migrated{From: from, To: reached}, refuseNewer(reached)
}

func (t *target) apply(ctx context.Context, to SchemaVersion) error {
	files, err := fs.Sub(migrations, t.files)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(t.dialect, t.db, files,
		goose.WithTableName(versionTable), goose.WithDisableGlobalRegistry(true),
		goose.WithGoMigrations(goMigrations()...))
	if err != nil {
		return err
	}
	_, err = provider.UpTo(ctx, int64(to))
	return err
}

func (t *target) version(ctx context.Context) (SchemaVersion, error) {
	var tables int
	if err := t.db.QueryRowContext(ctx, t.hasTable, versionTable).Scan(&tables); err != nil {
		return 0, fmt.Errorf("read the schema version: %w", err)
	}
	if tables == 0 {
		return 0, nil
	}
	var version SchemaVersion
	err := t.db.QueryRowContext(ctx, `SELECT COALESCE(MAX(version_id), 0) FROM `+versionTable).Scan((*int64)(&version))
	if err != nil {
		return 0, fmt.Errorf("read the schema version: %w", err)
	}
	return version, nil
}

func refuseNewer(version SchemaVersion) error {
	if version <= LatestVersion() {
		return nil
	}
	return directory.Errorf(directory.Refused,
		"This database was last used by a newer Muster (schema %d, this program knows %d); run that version or a newer one.",
		version, LatestVersion())
}

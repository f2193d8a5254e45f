package reference

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

var (
	errUnknown = errors.New("there is no such user")
	errTaken   = errors.New("this user name is taken")
)

// uncancelled is the context of every statement that answers a request: a
// context that can end costs two goroutines a statement, and a group must not
// fail because one of its callers left.
var uncancelled = context.Background()

// readerCount is the number of connections that answer reads.
const readerCount = 4

const schema = `CREATE TABLE IF NOT EXISTS users (
	id        INTEGER PRIMARY KEY,
	user_name TEXT    NOT NULL UNIQUE,
	modified  INTEGER NOT NULL,
	body      BLOB    NOT NULL
) STRICT`

// User is one row: the bytes that were sent, never opened for an answer.
type User struct {
	ID       int64
	Modified int64 // microseconds since 1970, UTC
	Body     []byte
}

// Store keeps the users in one SQLite file.
type Store struct {
	db      *sql.DB
	writer  *writer
	readers chan *reader
}

// reader is one read connection with its prepared statements.
type reader struct {
	conn  *sql.Conn
	byID  *sql.Stmt
	named *sql.Stmt
}

// OpenStore opens or makes the file users.db in the directory dir.
func OpenStore(ctx context.Context, dir string) (*Store, error) {
	dsn := "file:" + filepath.Join(dir, "users.db") +
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)"
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	store := &Store{db: db, readers: make(chan *reader, readerCount)}
	if err := store.prepare(ctx); err != nil {
		return nil, fmt.Errorf("open store: %w", errors.Join(err, store.Close()))
	}
	return store, nil
}

func (s *Store) prepare(ctx context.Context) error {
	if _, err := s.db.ExecContext(ctx, schema); err != nil {
		return err
	}
	writer, err := newWriter(ctx, s.db)
	if err != nil {
		return err
	}
	s.writer = writer
	for range readerCount {
		reader, err := newReader(ctx, s.db)
		if err != nil {
			return err
		}
		s.readers <- reader
	}
	return nil
}

func newReader(ctx context.Context, db *sql.DB) (*reader, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	byID, err := conn.PrepareContext(ctx, `SELECT id, modified, body FROM users WHERE id = $1`)
	if err != nil {
		return nil, err
	}
	named, err := conn.PrepareContext(ctx, `SELECT id, modified, body FROM users WHERE user_name = $1`)
	if err != nil {
		return nil, err
	}
	return &reader{conn: conn, byID: byID, named: named}, nil
}

// Close ends the writer, which finishes what it has begun, and closes the file.
func (s *Store) Close() error {
	if s.writer != nil {
		s.writer.close()
	}
	return s.db.Close()
}

// User returns the user of an id, or errUnknown.
func (s *Store) User(id int64) (User, error) {
	reader := <-s.readers
	defer func() { s.readers <- reader }()
	return scanUser(reader.byID.QueryRowContext(uncancelled, id))
}

// Named returns the user of a name in any case, or errUnknown.
func (s *Store) Named(userName string) (User, error) {
	reader := <-s.readers
	defer func() { s.readers <- reader }()
	return scanUser(reader.named.QueryRowContext(uncancelled, strings.ToLower(userName)))
}

// Create keeps a new user, or answers errTaken.
func (s *Store) Create(ctx context.Context, userName string, body []byte) (User, error) {
	user := User{Modified: now(), Body: body}
	err := s.writer.commit(ctx, func(to *statements) error {
		result, err := to.insert.ExecContext(uncancelled, strings.ToLower(userName), user.Modified, body)
		if err != nil {
			return taken(err)
		}
		user.ID, err = result.LastInsertId()
		return err
	})
	return user, err
}

// Replace puts other bytes in the place of a user's, or answers errUnknown or
// errTaken.
func (s *Store) Replace(ctx context.Context, id int64, userName string, body []byte) (User, error) {
	user := User{ID: id, Modified: now(), Body: body}
	err := s.writer.commit(ctx, func(to *statements) error {
		return updateUser(to, user, strings.ToLower(userName))
	})
	return user, err
}

// Merge lays attributes over a user's, or answers errUnknown. It leaves the
// user name as it is: Okta renames by PUT.
func (s *Store) Merge(ctx context.Context, id int64, changed map[string]json.RawMessage) (User, error) {
	var user User
	err := s.writer.commit(ctx, func(to *statements) error {
		var err error
		user, err = scanUser(to.byID.QueryRowContext(uncancelled, id))
		if err != nil {
			return err
		}
		var attributes map[string]json.RawMessage
		if err := json.Unmarshal(user.Body, &attributes); err != nil {
			return err
		}
		for name, value := range changed {
			attributes[name] = value
		}
		user.Modified = now()
		user.Body, err = json.Marshal(attributes)
		if err != nil {
			return err
		}
		_, err = to.rewrite.ExecContext(uncancelled, user.Modified, user.Body, user.ID)
		return err
	})
	return user, err
}

func updateUser(to *statements, user User, foldedName string) error {
	result, err := to.update.ExecContext(uncancelled, foldedName, user.Modified, user.Body, user.ID)
	if err != nil {
		return taken(err)
	}
	rows, err := result.RowsAffected()
	if err != nil {
		return err
	}
	if rows == 0 {
		return errUnknown
	}
	return nil
}

func scanUser(row *sql.Row) (User, error) {
	var user User
	err := row.Scan(&user.ID, &user.Modified, &user.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return User{}, errUnknown
	}
	return user, err
}

// taken turns a broken UNIQUE constraint into errTaken.
func taken(err error) error {
	var failed *sqlite.Error
	if errors.As(err, &failed) && failed.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE {
		return errTaken
	}
	return err
}

func now() int64 { return time.Now().UnixMicro() }

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore"
)

// storage says where the directory is kept. A command works beside a running
// server that uses the same place.
type storage struct {
	Data     string      `default:"./muster-data" help:"Directory of the SQLite database; made if it does not exist."`
	Database databaseURL `placeholder:"URL" help:"PostgreSQL database to use instead, postgres://…."`
}

// databaseURL is where a PostgreSQL database is. It may hold a password, so no
// message repeats it.
type databaseURL string

// UnmarshalText reads a URL, or says how to write one.
func (u *databaseURL) UnmarshalText(text []byte) error {
	if !bytes.HasPrefix(text, []byte("postgres://")) && !bytes.HasPrefix(text, []byte("postgresql://")) {
		return errors.New("this is no address of a database; write it as postgres://user:password@host:5432/name")
	}
	*u = databaseURL(text)
	return nil
}

func (s storage) location() sqlstore.Location {
	if s.Database != "" {
		return sqlstore.Location{URL: string(s.Database)}
	}
	return sqlstore.Location{Directory: s.Data}
}

// open opens the store and makes it where there is none.
func (s storage) open(ctx context.Context, log *slog.Logger) (*sqlstore.Store, error) {
	store, err := sqlstore.Open(ctx, s.location(), sqlstore.Options{Logger: log})
	return store, s.explain(err)
}

// explain says in one sentence that a database cannot be reached: the driver
// says it once for each address and each way of speaking TLS that it tried.
func (s storage) explain(err error) error {
	if s.Database == "" {
		return err
	}
	const sentence = "the PostgreSQL database cannot be reached; see that it runs and that --database names it: %w"
	if cause, ok := errors.AsType[*net.DNSError](err); ok {
		return fmt.Errorf(sentence, cause)
	}
	if cause, ok := errors.AsType[*net.OpError](err); ok {
		return fmt.Errorf(sentence, cause)
	}
	return err
}

// visit calls f with what the operator may do in a store that exists already.
func (s storage) visit(ctx context.Context, f func(*administration.Service) error) (err error) {
	if s.Database == "" {
		_, err := os.Stat(s.Data)
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is no Muster data in %s; name its directory with --data, or create an organization there first", s.Data)
		}
	}
	return s.visitOrMake(ctx, f)
}

// visitOrMake is visit, except that it makes the store where there is none.
func (s storage) visitOrMake(ctx context.Context, f func(*administration.Service) error) (err error) {
	store, err := s.open(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return f(operating(store))
}

// closesWithin is more than closing a store takes when nothing uses it.
const closesWithin = 10 * time.Second

// closeWithin closes a store, except that what uses it without an end does not
// keep the program from ending. What was answered is on the disk by then.
func closeWithin(store *sqlstore.Store, patience time.Duration) error {
	closed := make(chan error, 1)
	go func() { closed <- store.Close() }()
	select {
	case err := <-closed:
		return err
	case <-time.After(patience):
		return fmt.Errorf("the database could not be closed: a request still used it after %v; nothing that was answered is lost", patience)
	}
}

func operating(store directory.Store) *administration.Service {
	return &administration.Service{Store: store, Now: time.Now, NewID: directory.NewID, Settle: settle}
}

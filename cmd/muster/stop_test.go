package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore"
)

func TestCloseIsBounded(t *testing.T) {
	t.Parallel()
	store, err := sqlstore.OpenSQLite(t.Context(), t.TempDir(), sqlstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	organization, err := operating(store).CreateOrganization(t.Context(), administration.Operator(), "Acme", 1)
	if err != nil {
		t.Fatal(err)
	}
	entered, leave, left := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		left <- store.Update(context.Background(), organization.ID, func(directory.Tx) error {
			close(entered)
			<-leave
			return nil
		})
	}()
	<-entered
	if err := closeWithin(store, time.Millisecond); err == nil || !strings.Contains(err.Error(), "still used it after 1ms") {
		t.Errorf("closing a store that is in use: %v", err)
	}
	close(leave)
	if err := <-left; err != nil {
		t.Error(err)
	}
	if err := closeWithin(store, time.Minute); err != nil {
		t.Errorf("closing a store that nobody uses: %v", err)
	}
}

func TestStoppable(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		unread, pipe := io.Pipe()
		defer unread.Close()
		stop := make(chan struct{})
		out := &stoppable{to: pipe, stop: stop}

		go io.Copy(io.Discard, io.LimitReader(unread, 5))
		if n, err := io.WriteString(out, "taken"); n != 5 || err != nil {
			t.Errorf("a write that is read: %d, %v", n, err)
		}
		time.AfterFunc(time.Hour, func() { close(stop) })
		began := time.Now()
		for range 3 {
			if _, err := io.WriteString(out, "unread"); !errors.Is(err, errNobodyReads) {
				t.Errorf("a write that nobody reads: %v", err)
			}
		}
		if took := time.Since(began); took != time.Hour+writesWithin {
			t.Errorf("three writes that nobody reads, stopped after an hour, took %v", took)
		}
	})
}

func TestComplainIsBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		unread, pipe := io.Pipe()
		defer unread.Close()
		if code := complain(pipe, errors.New("x")); code != 1 {
			t.Errorf("exit code %d", code)
		}
	})
}

// TestStopUnread stops commands whose output is read up to a line and no
// further.
func TestStopUnread(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	muster(t, "organization", "create", "Acme", "--licenses", "5", "--data", data)
	for _, args := range [][]string{
		{"demo", "--people", "3", "--groups", "1", "--pace", "1ms", "--listen", "127.0.0.1:0"},
		{"journal", "--follow", "--data", data},
		{"serve", "--listen", "127.0.0.1:0", "--data", t.TempDir()},
	} {
		t.Run(args[0], func(t *testing.T) {
			t.Parallel()
			unread, pipe := io.Pipe()
			defer unread.Close()
			ctx, stop := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- run(ctx, args, noEnvironment, pipe, io.Discard) }()
			if _, err := io.ReadFull(unread, make([]byte, 1)); err != nil { // the rest of what is printed stays
				t.Fatal(err)
			}
			stop()
			select {
			case err := <-ended:
				if err != nil {
					t.Errorf("muster %s: %v", fmt.Sprint(args), err)
				}
			case <-time.After(30 * time.Second):
				t.Fatalf("muster %s does not stop while nobody reads", fmt.Sprint(args))
			}
		})
	}
}

// TestDemoStopsWhereItStands stops a demo while it still makes its organization.
func TestDemoStopsWhereItStands(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	printed := writer(func(p []byte) (int, error) {
		stop() // at the first line, with sign-in still to be set up
		return len(p), nil
	})
	if err := run(ctx, []string{"demo", "--people", "3", "--groups", "1", "--listen", "127.0.0.1:0"}, noEnvironment, printed, io.Discard); err != nil {
		t.Error(err)
	}
}

// writer is a function that takes what is printed.
type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

package reference_test

import (
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/musterhq/muster/bench/load"
	"github.com/musterhq/muster/bench/reference"
)

// serve starts a reference server on a directory and returns a way to connect.
func serve(t *testing.T, dir string) (connect func() *load.Client) {
	t.Helper()
	store, err := reference.OpenStore(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(reference.NewServer(store).Handler())
	t.Cleanup(func() {
		server.Close()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return func() *load.Client {
		t.Helper()
		target := load.Target{Address: server.Listener.Addr().String(), Base: "/scim/v2"}
		client, err := load.NewClient(t.Context(), target)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(client.Close)
		return client
	}
}

// The driver judges each answer itself, so its operations are the assertions.
func TestServerDoesWhatTheDriverAsserts(t *testing.T) {
	t.Parallel()
	client := serve(t, t.TempDir())()
	ada := load.Person{Domain: "test", Number: 1}
	id, err := client.OktaCreate(ada)
	if err != nil {
		t.Fatal(err)
	}
	other, err := client.OktaCreate(load.Person{Domain: "test", Number: 2})
	if err != nil {
		t.Fatal(err)
	}
	if id == other {
		t.Fatalf("two people have the id %s", id)
	}
	promoted := load.Person{Domain: "test", Number: 1, Revision: 3}
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"lookup", func() error { return client.Lookup(ada, 1) }},
		{"read", func() error { return client.Read(id, ada) }},
		{"replace", func() error { return client.Replace(id, promoted) }},
		{"deactivate", func() error { return client.Deactivate(id) }},
		{"lookup of the deactivated", func() error { return client.Lookup(ada, 1) }},
		{"read of the deactivated", func() error { return client.Read(id, ada) }},
	} {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
	}
}

func TestServerRefuses(t *testing.T) {
	t.Parallel()
	connect := serve(t, t.TempDir())
	client := connect()
	first := load.Person{Domain: "test", Number: 1}
	second := load.Person{Domain: "test", Number: 2}
	if _, err := client.Create(first); err != nil {
		t.Fatal(err)
	}
	id, err := client.Create(second)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		do   func(*load.Client) error
		want string
	}{
		{"the same user name", func(c *load.Client) error { _, err := c.Create(first); return err }, "status 409"},
		{"the same user name in other case", func(c *load.Client) error {
			_, err := c.Create(load.Person{Domain: "TEST", Number: 1})
			return err
		}, "status 409"},
		{"a PUT that takes a name", func(c *load.Client) error {
			return c.Replace(id, load.Person{Domain: "test", Number: 1, Revision: 1})
		}, "status 409"},
		{"an unknown id", func(c *load.Client) error { return c.Read("77", first) }, "status 404"},
		{"an id that is no number", func(c *load.Client) error { return c.Read("x", first) }, "status 404"},
		{"a PUT of an unknown id", func(c *load.Client) error {
			return c.Replace("77", load.Person{Domain: "test", Number: 77, Revision: 1})
		}, "status 404"},
		{"a PATCH of an unknown id", func(c *load.Client) error { return c.Deactivate("77") }, "status 404"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := test.do(connect())
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

// A conflict refuses its own request only, though it shares a commit with
// others: of many who ask for one name one gets it, and their neighbours all
// get theirs.
func TestConcurrentCreates(t *testing.T) {
	t.Parallel()
	const rivals = 32
	dir := t.TempDir()
	connect := serve(t, dir)
	var won atomic.Int32
	var working sync.WaitGroup
	for i := range rivals {
		client := connect()
		working.Go(func() {
			if _, err := client.Create(load.Person{Domain: "rivals", Number: 0}); err == nil {
				won.Add(1)
			} else if !strings.Contains(err.Error(), "status 409") {
				t.Error(err)
			}
			if _, err := client.Create(load.Person{Domain: "neighbours", Number: i}); err != nil {
				t.Error(err)
			}
		})
	}
	working.Wait()
	if won.Load() != 1 {
		t.Errorf("%d rivals got the name, want 1", won.Load())
	}
	// Another process's view of the same file: what was acknowledged is there.
	again := serve(t, dir)()
	for i := range rivals {
		if err := again.Lookup(load.Person{Domain: "neighbours", Number: i}, 1); err != nil {
			t.Error(err)
		}
	}
}

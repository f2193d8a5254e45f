package pgtest

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"
)

// shared is the one server of a test binary. It stops when the binary ends.
var shared = sync.OnceValues(func() (*Server, error) {
	return Start(context.Background())
})

// Database returns the URL of an empty database, which is dropped when the test
// ends. Where PostgreSQL is missing the test is skipped, unless
// MUSTER_REQUIRE_POSTGRES is 1: then it fails.
func Database(t testing.TB) string {
	t.Helper()
	server, err := shared()
	if errors.Is(err, ErrMissing) && os.Getenv("MUSTER_REQUIRE_POSTGRES") != "1" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	database, err := server.Create(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Drop(context.Background(), database); err != nil {
			t.Error(err)
		}
	})
	return database
}

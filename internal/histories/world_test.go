package histories_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/httpserver"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
)

// engines are where a store can be.
var engines = map[string]func(testing.TB) sqlstore.Location{
	"SQLite":     func(t testing.TB) sqlstore.Location { return sqlstore.Location{Directory: t.TempDir()} },
	"PostgreSQL": func(t testing.TB) sqlstore.Location { return sqlstore.Location{URL: pgtest.Database(t)} },
}

// world is what serves every organization of a test: one store, the services that
// people act through, and the door for providers.
type world struct {
	store  directory.Store
	admin  *administration.Service
	access *access.Service
	scim   http.Handler
}

// newWorld opens a store. Its clock is one microsecond later at each look, so that
// nothing happens at the same time as something else.
func newWorld(t *testing.T, at sqlstore.Location) *world {
	t.Helper()
	var moment atomic.Int64
	moment.Store(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC).UnixMicro())
	now := func() time.Time { return time.UnixMicro(moment.Add(1)).UTC() }
	opened, err := sqlstore.Open(t.Context(), at, sqlstore.Options{RunTwice: true, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	})
	store := withFault(t, opened)
	settle := provisioning.Inactive(scimserver.Inactive).Settle
	w := &world{store: store, admin: &administration.Service{Store: store, Now: now, NewID: directory.NewID, Settle: settle}}
	w.access, err = access.New(access.Config{
		Store: store, PublicURL: &url.URL{Scheme: "https", Host: "muster.example"}, Now: now, NewID: directory.NewID, Settle: settle,
		Hashing: access.Hashing{Memory: 8, Passes: 1, Lanes: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	door := scimserver.New(scimserver.Config{
		Store:        store,
		Provisioning: &provisioning.Service{Store: store, Now: now, NewID: directory.NewID, Inactive: scimserver.Inactive},
		Logger:       slog.New(slog.DiscardHandler), Now: now, PublicURL: "https://muster.example",
	})
	w.scim = httpserver.New(httpserver.Config{
		Doors: []httpserver.Door{{Prefix: "/scim", Handler: door.Handler(), Failure: door.Failure}},
		Log:   slog.New(slog.DiscardHandler),
	})
	return w
}

// answer is what a provider was answered.
type answer struct {
	status int
	body   string
}

func (a answer) ok() bool { return a.status >= 200 && a.status < 300 }

// ask sends a provider's request through the whole chain of handlers.
func (w *world) ask(ctx context.Context, connection directory.ConnectionID, token, method, path, body string) answer {
	request := httptest.NewRequestWithContext(ctx, method, "/scim/v2/"+string(connection)+path, strings.NewReader(body))
	request.Header.Set("Authorization", "Bearer "+token)
	if body != "" {
		request.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
	}
	recorder := httptest.NewRecorder()
	w.scim.ServeHTTP(recorder, request)
	return answer{status: recorder.Code, body: recorder.Body.String()}
}

package api_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/httpserver"
	"github.com/musterhq/muster/internal/outbound"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
	"github.com/musterhq/muster/internal/sqlstore"
	"github.com/musterhq/muster/internal/sqlstore/pgtest"
	"github.com/musterhq/muster/internal/traffic"
)

const goodPassword = "correct horse battery staple"

// world is a whole server on a real store that runs every change twice, with a
// clock that a test sets.
type world struct {
	*testing.T
	url            string
	api            *api.Server
	store          *sqlstore.Store
	access         *access.Service
	administration *administration.Service
	recorder       *traffic.Recorder
	clock          *clock
	log            *logged
	// records are what the DNS says of a name.
	records map[string][]string
}

// clock is the time of a world, safe to read while it is set.
type clock struct{ microseconds atomic.Int64 }

func (c *clock) now() time.Time        { return time.UnixMicro(c.microseconds.Load()).UTC() }
func (c *clock) pass(by time.Duration) { c.microseconds.Add(by.Microseconds()) }

// logged is what the server logged.
type logged struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.Write(p)
}

func (l *logged) String() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.String()
}

// engines are where a store can be.
var engines = map[string]func(testing.TB) sqlstore.Location{
	"SQLite":     func(t testing.TB) sqlstore.Location { return sqlstore.Location{Directory: t.TempDir()} },
	"PostgreSQL": func(t testing.TB) sqlstore.Location { return sqlstore.Location{URL: pgtest.Database(t)} },
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldAt(t, engines["SQLite"](t))
}

func newWorldAt(t *testing.T, at sqlstore.Location) *world {
	t.Helper()
	w := &world{T: t, clock: &clock{}, log: &logged{}, records: map[string][]string{}}
	w.clock.microseconds.Store(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC).UnixMicro())
	options := sqlstore.Options{RunTwice: true, Now: w.clock.now}
	store, err := sqlstore.Open(t.Context(), at, options)
	w.ok(err)
	requests := sqlstore.OpenTraffic(t.Context(), at, options)
	w.store = store
	w.recorder = traffic.NewRecorder(traffic.RecorderConfig{Store: requests, Now: w.clock.now})
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(w.log)
		}
		w.recorder.Close()
		for _, close := range []func() error{requests.Close, store.Close} {
			if err := close(); err != nil {
				t.Error(err)
			}
		}
	})
	w.serve(requests)
	return w
}

// serve starts the server as the program does: its doors behind the listener.
func (w *world) serve(requests traffic.Store) {
	w.Helper()
	var handler http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { handler.ServeHTTP(rw, r) }))
	w.url = server.URL
	public, err := url.Parse(server.URL)
	w.ok(err)
	w.access, err = access.New(access.Config{
		Store: w.store, PublicURL: public, Now: w.clock.now, NewID: directory.NewID, Settle: provisioning.Inactive(scimserver.Inactive).Settle,
		Hashing: access.Hashing{Memory: 8, Passes: 1, Lanes: 1},
	})
	w.ok(err)
	w.administration = &administration.Service{Store: w.store, Now: w.clock.now, NewID: directory.NewID, Settle: provisioning.Inactive(scimserver.Inactive).Settle}
	logger := slog.New(slog.NewTextHandler(w.log, nil))
	outside := outbound.NewClient(outbound.Options{AllowPrivateNetworks: true})
	w.api = api.New(api.Config{
		Store: w.store, Access: w.access, Administration: w.administration,
		Clients: federation.NewClients(outside, server.URL, w.clock.now), Arrivals: federation.NewArrivals(), Outbound: outside,
		LookupTXT: func(_ context.Context, name string) ([]string, error) { return w.records[name], nil },
		Traffic:   &traffic.Log{Store: requests, Directory: w.store, Now: w.clock.now, Version: "1.2.3"},
		Recorder:  w.recorder, Now: w.clock.now, Logger: logger,
		PublicURL: server.URL, SupportContact: "support@example.com", Name: "Muster", Version: "1.2.3",
	})
	w.api.PaceStreams(api.StreamHeartbeat(), 50*time.Millisecond) // so that no test waits for a stream's end
	scim := scimserver.New(scimserver.Config{
		Store:        w.store,
		Provisioning: &provisioning.Service{Store: w.store, Now: w.clock.now, NewID: directory.NewID, Inactive: scimserver.Inactive},
		Logger:       logger, Now: w.clock.now, PublicURL: server.URL,
	})
	handler = httpserver.New(httpserver.Config{
		Doors: []httpserver.Door{
			{Prefix: "/api", Handler: w.api.Handler(), Failure: w.api.Failure},
			{Prefix: "/scim", Handler: scim.Handler(), Failure: scim.Failure},
		},
		Log: logger, TrustedProxies: httpserver.Proxies{netip.MustParsePrefix("127.0.0.0/8")},
	})
	w.Cleanup(func() {
		w.api.EndStreams()
		server.Close()
	})
}

func (w *world) ok(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// operators returns the first operator's browser, who came in by the owner link.
func (w *world) operator() *client {
	w.Helper()
	_, err := w.access.EnsureInstallation(w.Context(), administration.Operator().Actor, "ada@example.com")
	w.ok(err)
	_, token, err := w.access.OwnerLink(w.Context(), administration.Operator().Actor)
	w.ok(err)
	return w.accept(token.Reveal(), "Ada Operator")
}

// accept accepts a link with a password and returns the browser.
func (w *world) accept(token, name string) *client {
	w.Helper()
	c := w.stranger()
	c.post("/links/accept/password", join{Token: token, Name: name, Password: goodPassword}).want(http.StatusCreated)
	return c
}

type join struct {
	Token    string `json:"token"`
	Name     string `json:"name,omitempty"`
	Email    string `json:"email,omitempty"`
	Password string `json:"password"`
}

// organization makes an organization with ten licenses.
func (w *world) organization(name string) directory.OrganizationID {
	w.Helper()
	made, err := w.administration.CreateOrganization(w.Context(), administration.Operator(), name, 10)
	w.ok(err)
	return made.ID
}

// member makes a member of an organization who has joined, and returns their
// browser.
func (w *world) member(organization directory.OrganizationID, name string, role directory.Role) *client {
	w.Helper()
	email := string(bytes.ReplaceAll(bytes.ToLower([]byte(name)), []byte(" "), []byte("."))) + "@example.com"
	invited, err := w.administration.InviteMember(w.Context(), administration.Operator(), organization, administration.Invitation{Name: name, Email: email, Role: role})
	w.ok(err)
	_, token, err := w.access.CreateMemberLink(w.Context(), administration.Operator().Actor, organization, invited.ID)
	w.ok(err)
	return w.accept(token.Reveal(), "")
}

// setupSession opens a setup link.
func (w *world) setupSession(organization directory.OrganizationID) *client {
	w.Helper()
	_, token, err := w.access.CreateSetupLink(w.Context(), administration.Operator().Actor, organization, "IT at Acme", time.Hour)
	w.ok(err)
	c := w.stranger()
	c.post("/links/open", map[string]string{"token": token.Reveal()}).want(http.StatusCreated)
	return c
}

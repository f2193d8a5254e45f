package scimserver_test

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/httpserver"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
	"github.com/musterhq/muster/internal/traffic"
)

// door is the real thing as an identity provider finds it: a connection of an
// organization of its own, on a real store, behind the real chain of handlers,
// over HTTP.
type door struct {
	engine       opened
	admin        *administration.Service
	organization directory.Organization
	connection   directory.Connection
	token        string
	root         string // http://127.0.0.1:port
	base         string // the Tenant URL
	handler      http.Handler
	client       *http.Client
	log          *logBuffer
}

// doorOptions are what differs between doors. The zero value serves.
type doorOptions struct {
	licenses int // 100,000 when zero
	policy   directory.Policy
	provider directory.Provider
	recorder *traffic.Recorder
}

func newDoor(t testing.TB, engine engine, options doorOptions) *door {
	t.Helper()
	opened := engine.must(t)
	d := &door{
		engine: opened,
		admin:  &administration.Service{Store: opened.store, Now: time.Now, NewID: directory.NewID, Settle: provisioning.Inactive(scimserver.Inactive).Settle},
		log:    &logBuffer{},
	}
	logger := d.log.logger()
	server := scimserver.New(scimserver.Config{
		Store:        opened.store,
		Provisioning: &provisioning.Service{Store: opened.store, Now: time.Now, NewID: directory.NewID, Inactive: scimserver.Inactive},
		Logger:       logger,
		Now:          time.Now,
		Recorder:     options.recorder,
	})
	d.handler = httpserver.New(httpserver.Config{
		Doors: []httpserver.Door{{Prefix: "/scim", Handler: server.Handler(), Failure: server.Failure}},
		Log:   logger,
	})
	served := httptest.NewServer(d.handler)
	t.Cleanup(served.Close)
	d.root, d.client = served.URL, served.Client()
	d.organize(t, options)
	return d
}

// organize gives the door an organization with a connection.
func (d *door) organize(t testing.TB, options doorOptions) {
	t.Helper()
	if options.licenses == 0 {
		options.licenses = 100_000
	}
	if options.policy == (directory.Policy{}) {
		options.policy = directory.Standard()
	}
	if options.provider == "" {
		options.provider = directory.Okta
	}
	var err error
	d.organization, err = d.admin.CreateOrganization(t.Context(), administration.Operator(), t.Name()+" "+directory.NewID(), options.licenses)
	if err != nil {
		t.Fatal(err)
	}
	connection, token, err := d.admin.CreateConnection(t.Context(), administration.Operator(), d.organization.ID, options.provider, options.policy)
	if err != nil {
		t.Fatal(err)
	}
	d.connection, d.token = connection, token.Reveal()
	d.base = d.root + "/scim/v2/" + string(connection.ID)
}

// beside is another organization's connection at the same server.
func (d *door) beside(t testing.TB, options doorOptions) *door {
	t.Helper()
	other := *d
	other.organize(t, options)
	return &other
}

// view reads what the door has stored.
func (d *door) view(t testing.TB) directory.Reader {
	return d.engine.store.View(t.Context(), d.organization.ID)
}

// journal returns the entries after a number.
func (d *door) journal(t testing.TB, after int64) []directory.Entry {
	t.Helper()
	entries, err := d.view(t).Journal(after, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

// head is the number of the last journal entry.
func (d *door) head(t testing.TB) int64 {
	t.Helper()
	heads := d.engine.database.texts(t, "SELECT head FROM organizations WHERE organization_id = $1", string(d.organization.ID))
	head, err := strconv.ParseInt(heads[0], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return head
}

func (d *door) rows(t testing.TB) rows {
	t.Helper()
	return d.engine.database.rows(t, d.organization.ID)
}

// writesNothing fails the test when what it runs changes any row.
func (d *door) writesNothing(t testing.TB, what string, run func()) {
	t.Helper()
	before := d.rows(t)
	run()
	if difference := d.rows(t).difference(before); difference != "" {
		t.Errorf("%s wrote to the database:\n%s", what, difference)
	}
}

// writesRefusals fails the test when what it runs changes anything but the journal, by
// so many entries of a refusal.
func (d *door) writesRefusals(t testing.TB, what string, entries int, run func()) {
	t.Helper()
	head, before := d.head(t), d.rows(t)
	run()
	after := d.rows(t)
	written, gone := after.written(before), before.written(after)
	if diff := cmp.Diff(map[string]int{"journal": entries, "organizations": 1}, written); diff != "" || len(gone) != 1 {
		t.Errorf("%s wrote to the database:\n%s", what, after.difference(before))
	}
	for _, entry := range d.journal(t, head) {
		if entry.Kind != directory.NoticeRefused {
			t.Errorf("the journal tells %+v of %s", entry, what)
		}
	}
}

// logBuffer keeps what was logged.
type logBuffer struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (b *logBuffer) logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(b, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func (b *logBuffer) Write(p []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.text.Write(p)
}

func (b *logBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.text.String()
}

// send sends a request with the door's token, or with whatever the change of the
// request says, and holds the answer to the rules for all answers.
func (d *door) send(t testing.TB, method, address, body string, changes ...func(*http.Request)) answer {
	t.Helper()
	if !strings.HasPrefix(address, "http://") {
		address = d.base + address
	}
	var content io.Reader
	if body != "" {
		content = strings.NewReader(body)
	}
	request, err := http.NewRequestWithContext(t.Context(), method, address, content)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+d.token)
	request.Header.Set("Accept", "application/scim+json")
	if body != "" {
		request.Header.Set("Content-Type", "application/scim+json; charset=utf-8")
	}
	for _, change := range changes {
		change(request)
	}
	response, err := d.client.Do(request)
	if err != nil {
		t.Fatalf("%s %s: %v", method, address, err)
	}
	defer response.Body.Close()
	received, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("%s %s: read the answer: %v", method, address, err)
	}
	got := answer{method: method, asked: fmt.Sprintf("%s %.300s", method, address), status: response.StatusCode, header: response.Header, body: received}
	if broken := got.broken(); broken != "" {
		t.Fatalf("%s %s: %s\n%d %.500s", method, address, broken, got.status, got.body)
	}
	return got
}

func (d *door) get(t testing.TB, address string) answer {
	t.Helper()
	return d.send(t, http.MethodGet, address, "")
}

func (d *door) post(t testing.TB, address, body string) answer {
	t.Helper()
	return d.send(t, http.MethodPost, address, body)
}

func (d *door) put(t testing.TB, address, body string) answer {
	t.Helper()
	return d.send(t, http.MethodPut, address, body)
}

func (d *door) patch(t testing.TB, address, body string) answer {
	t.Helper()
	return d.send(t, http.MethodPatch, address, body)
}

func (d *door) delete(t testing.TB, address string) answer {
	t.Helper()
	return d.send(t, http.MethodDelete, address, "")
}

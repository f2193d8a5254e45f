package okta

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// App is an app integration of an org: who is assigned to it, which groups are
// pushed, and the actions an administrator or Okta itself takes. Its methods
// may be called by several goroutines at once, as Okta's jobs overlap.
//
// Every action returns the joined *TaskErrors of the tasks that failed, nil
// when all went well. An action on several people or groups goes on after a
// failure.
type App struct {
	// Log holds what was done.
	Log Log

	org      *Org
	settings Settings
	wire     wire
	now      func() time.Time
	appUser  func(Person) Profile

	mu          sync.Mutex
	rand        *rand.Rand
	assignments map[UserID]*assignment
	pushed      map[GroupID]*pushedGroup
	// imported holds the ids of the server's groups by name, from the last
	// import.
	imported map[string]string
}

// assignment ties a person to the user on the server.
type assignment struct {
	// remote is the server's id, empty while no user could be created.
	remote string
	// assigned is false after unassigning; remote stays.
	assigned bool
}

// pushedGroup ties a group to the group on the server.
type pushedGroup struct {
	remote string
	name   string
	// paused is set while an administrator has deactivated the push.
	paused bool
	// confirmed are the ids of members that the server acknowledged and that
	// nothing has set out to remove since.
	confirmed map[string]bool
	// jobs lets one job of a wizard app at the group at a time.
	jobs sync.Mutex
}

// AppOptions are what a caller may put in the place of the real world. The
// zero value uses the network and the clock.
type AppOptions struct {
	// Transport carries the requests.
	Transport http.RoundTripper
	// Now tells the time for the log.
	Now func() time.Time
	// Sleep waits after an answer of 429.
	Sleep func(context.Context, time.Duration) error
	// Record is told of every exchange, by several goroutines at once.
	Record func(Exchange)
	// AppUser gives the profile that a person has in the app, which may have
	// another username and attributes of its own; the org's when nil. It is asked
	// at every push, by several goroutines, and must not use the App.
	AppUser func(Person) Profile
	// Seed decides the order of members in a PUT.
	Seed uint64
}

// NewApp adds an app integration to an org. The error says which setting
// Okta's form would not take.
func NewApp(org *Org, settings Settings, options AppOptions) (*App, error) {
	settings, err := settings.complete()
	if err != nil {
		return nil, err
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.Sleep == nil {
		options.Sleep = sleep
	}
	if options.AppUser == nil {
		options.AppUser = func(p Person) Profile { return p.Profile }
	}
	return &App{
		org:      org,
		settings: settings,
		now:      options.Now,
		appUser:  options.AppUser,
		wire: wire{
			base:          settings.TenantURL,
			authorization: settings.Credential.Authorization(settings.Token),
			client:        newHTTPClient(options.Transport, settings.Parallel),
			now:           options.Now,
			sleep:         options.Sleep,
			record:        options.Record,
		},
		rand:        rand.New(rand.NewPCG(options.Seed, 0x617070)),
		assignments: map[UserID]*assignment{},
		pushed:      map[GroupID]*pushedGroup{},
		imported:    map[string]string{},
	}, nil
}

// Reconfigure puts other settings in the place of the app's, as an administrator
// does who enters a new token. Who is assigned and what is pushed stays. No
// action may be running. The error is NewApp's.
func (a *App) Reconfigure(settings Settings) error {
	settings, err := settings.complete()
	if err != nil {
		return err
	}
	a.settings = settings
	a.wire.base = settings.TenantURL
	a.wire.authorization = settings.Credential.Authorization(settings.Token)
	return nil
}

// Org returns the org that the app belongs to.
func (a *App) Org() *Org { return a.org }

// Settings returns the app's settings with defaults filled in.
func (a *App) Settings() Settings { return a.settings }

// person returns somebody of the org with the profile that they have in the app.
func (a *App) person(id UserID) (Person, bool) {
	person, ok := a.org.Person(id)
	if !ok {
		return Person{}, false
	}
	person.Profile = a.appUser(person)
	return person, true
}

// Close drops idle connections.
func (a *App) Close() { a.wire.client.CloseIdleConnections() }

// RemoteID returns the server's id of a person, and whether there is one.
func (a *App) RemoteID(id UserID) (string, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	as, ok := a.assignments[id]
	if !ok || as.remote == "" {
		return "", false
	}
	return as.remote, true
}

// Assigned says whether the person is assigned and has a user on the server.
func (a *App) Assigned(id UserID) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	as, ok := a.assignments[id]
	return ok && as.assigned && as.remote != ""
}

// RemoteGroupID returns the server's id of a pushed group, and whether the
// group is pushed.
func (a *App) RemoteGroupID(id GroupID) (string, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	g, ok := a.pushed[id]
	if !ok {
		return "", false
	}
	return g.remote, true
}

// Pushing says whether a group is pushed and its push is active.
func (a *App) Pushing(id GroupID) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	g, ok := a.pushed[id]
	return ok && !g.paused
}

// TestConnection does what the button "Test API Credentials" does: it reads
// two users. Nothing else is tried, whatever is ticked.
func (a *App) TestConnection(ctx context.Context) error {
	t := a.begin(ActionTestConnection, "")
	return t.end(a.probe(ctx, t))
}

// Save does what saving the settings does: the test again, and with Import
// Groups on the first page of groups.
func (a *App) Save(ctx context.Context) error {
	t := a.begin(ActionSave, "")
	err := a.probe(ctx, t)
	if err == nil && a.settings.ImportGroups {
		_, err = a.readGroups(ctx, t)
	}
	return t.end(err)
}

func (a *App) probe(ctx context.Context, t *running) error {
	got, err := a.wire.send(ctx, t, request{
		method: http.MethodGet,
		path:   "/Users",
		query:  []parameter{{"startIndex", "1"}, {"count", "2"}},
	})
	if err != nil {
		return err
	}
	l, err := got.list()
	if err != nil {
		return err
	}
	for _, d := range l.resources {
		if _, err := remoteUserFrom(d); err != nil {
			return err
		}
	}
	t.task.Outcome = "the connector is configured successfully"
	return nil
}

// sendJSON sends a body.
func (a *App) sendJSON(ctx context.Context, t *running, method, path string, body any) (answer, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return answer{}, fmt.Errorf("write the request: %w", err)
	}
	return a.wire.send(ctx, t, request{method: method, path: path, body: text})
}

// userPath and groupPath give the paths of resources; an id is the server's
// and may hold anything.
func userPath(id string) string  { return "/Users/" + url.PathEscape(id) }
func groupPath(id string) string { return "/Groups/" + url.PathEscape(id) }

// lookup reads the first page of what a filter finds. Okta takes 404 for
// nothing found.
func (a *App) lookup(ctx context.Context, t *running, path, attribute, value string) ([]document, error) {
	got, err := a.wire.send(ctx, t, request{
		method: http.MethodGet,
		path:   path,
		query: []parameter{
			{"filter", fmt.Sprintf("%s eq %s", attribute, quote(value))},
			{"startIndex", "1"},
			{"count", "100"},
		},
	})
	if err != nil {
		return nil, err
	}
	if got.status == http.StatusNotFound {
		return nil, nil
	}
	l, err := got.list()
	if err != nil {
		return nil, err
	}
	return l.resources, nil
}

// quote writes a filter's string, which is a JSON string (RFC 7644 §3.4.2.2).
// Only what JSON demands is escaped: <, > and & stay as they are.
func quote(value string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		// A string always has a JSON form.
		panic(fmt.Sprintf("okta: quote %q: %v", value, err))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// each runs fn for every item, as many at once as the settings allow, and
// joins the errors in the order of the items.
func each[T any](a *App, items []T, fn func(int, T) error) error {
	errs := make([]error, len(items))
	room := make(chan struct{}, a.settings.Parallel)
	var all sync.WaitGroup
	for i, item := range items {
		room <- struct{}{}
		all.Go(func() {
			defer func() { <-room }()
			errs[i] = fn(i, item)
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

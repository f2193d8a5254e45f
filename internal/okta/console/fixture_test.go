package console_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/console"
	"github.com/musterhq/muster/internal/okta/oktatest"
	"github.com/musterhq/muster/internal/okta/signin"
)

// world is a console with three people and two groups, and a SCIM server that it
// provisions, which tells what it was asked.
type world struct {
	*browser
	org     *okta.Org
	signIn  *signin.Service
	scim    *scimServer
	ana, bo okta.Person
	cleo    okta.Person
	lab     okta.Group
	sales   okta.Group
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return newWorldWaiting(t, time.Minute)
}

// newWorldWaiting has a console that waits so long for the work that forms cause.
func newWorldWaiting(t *testing.T, patience time.Duration) *world {
	t.Helper()
	w := &world{org: okta.NewOrg(1), scim: newSCIMServer(t)}
	server := httptest.NewUnstartedServer(nil)
	base := "http://" + server.Listener.Addr().String()
	var err error
	if w.signIn, err = signin.New(w.org, signin.Config{BaseURL: base}); err != nil {
		t.Fatal(err)
	}
	made, err := console.New(console.Config{
		Org: w.org, SignIn: w.signIn, Company: "Fernhill Optics", Patience: patience,
	})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/admin/", made)
	mux.Handle("/", w.signIn)
	server.Config.Handler = mux
	server.Start()
	t.Cleanup(func() {
		server.Close()
		made.Close()
	})
	at, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	w.browser = &browser{t: t, at: at}
	w.ana, w.bo, w.cleo = w.hire("Ana", "Ruiz"), w.hire("Bo", "Lind"), w.hire("Cleo", "Marsh")
	w.lab, w.sales = w.org.AddGroup("Lab", w.ana.ID, w.bo.ID), w.org.AddGroup("Sales", w.cleo.ID)
	w.open("/admin/")
	return w
}

func (w *world) hire(given, family string) okta.Person {
	login := strings.ToLower(given) + "@fernhill.example"
	return w.org.AddPerson(okta.Profile{
		Login: login, Email: strings.ToLower(given+"."+family) + "@mail.example", GivenName: given, FamilyName: family, Title: "Engineer",
	})
}

// addTestApp adds an app of the catalog as its guide says, and ends on General.
func (w *world) addTestApp(name, label string) {
	w.t.Helper()
	w.open("/admin/")
	w.follow("Applications")
	w.press("Browse App Catalog")
	w.press("Search", "Search the catalog", "SCIM 2.0")
	w.follow(name)
	w.press("Add Integration")
	w.press("Next", "Application label", label)
	w.press("Done")
}

// provision enables provisioning of a test app, all boxes ticked but those named.
func (w *world) provision(but ...string) {
	w.t.Helper()
	w.follow("Provisioning")
	w.press("Configure API Integration")
	w.press("Save", "Enable API integration", "on", "SCIM 2.0 Base Url", w.scim.url, "OAuth Bearer Token", oktatest.Token)
	w.press("Edit")
	var boxes []string
	for _, box := range []string{"Create Users", "Update User Attributes", "Deactivate Users"} {
		if !slices.Contains(but, box) {
			boxes = append(boxes, box, "on")
		}
	}
	w.press("Save", boxes...)
}

// bearerApp is a test app that provisions.
func (w *world) bearerApp(but ...string) {
	w.t.Helper()
	w.addTestApp("SCIM 2.0 Test App (OAuth Bearer Token)", "Muster")
	w.provision(but...)
}

// assign assigns people to the app whose page is open.
func (w *world) assign(people ...okta.Person) {
	w.t.Helper()
	w.follow("Assignments")
	w.follow("Assign to People")
	var boxes []string
	for _, person := range people {
		boxes = append(boxes, person.Profile.Name(), "on")
	}
	w.press("Assign", boxes...)
	w.press("Done")
}

// pushGroup pushes a group to the app whose page is open.
func (w *world) pushGroup(name string) {
	w.t.Helper()
	w.follow("Push Groups")
	w.follow("Find groups by name")
	w.press("Save", name, "on")
}

// scimServer is the server of the tests, on a port, with what it was asked.
type scimServer struct {
	url string

	mu sync.Mutex
	// refuse, if set, is the detail of a refusal of every write.
	refuse string
	// held, if set, keeps every write waiting until it is closed.
	held   chan struct{}
	asked  []string
	bodies []string
	auths  map[string]bool
}

func newSCIMServer(t *testing.T) *scimServer {
	t.Helper()
	s := &scimServer{auths: map[string]bool{}}
	inner := oktatest.New()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		detail, held := s.note(r, body)
		if held != nil && r.Method != http.MethodGet {
			<-held
		}
		if detail != "" && r.Method != http.MethodGet {
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprintf(w, `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"403","detail":%q}`, detail)
			return
		}
		inner.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

func (s *scimServer) note(r *http.Request, body []byte) (refusal string, held chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kind, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	s.asked = append(s.asked, r.Method+" "+kind)
	s.bodies = append(s.bodies, string(body))
	s.auths[r.Header.Get("Authorization")] = true
	return s.refuse, s.held
}

// hold keeps writes waiting until release is called.
func (s *scimServer) hold() (release func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	held := make(chan struct{})
	s.held = held
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.held = nil
		close(held)
	}
}

func (s *scimServer) refusing(detail string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse = detail
}

// took gives what was asked since the last time, and forgets it.
func (s *scimServer) took() (asked []string, bodies string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	asked, bodies = s.asked, strings.Join(s.bodies, "\n")
	s.asked, s.bodies = nil, nil
	return asked, bodies
}

// writes gives the writes among what was asked since the last time.
func (s *scimServer) writes() []string {
	asked, _ := s.took()
	return slices.DeleteFunc(asked, func(one string) bool { return strings.HasPrefix(one, "GET ") })
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s sent %q, want %q", what, got, want)
	}
}

func holds(t *testing.T, what, got, want string) {
	t.Helper()
	if !strings.Contains(got, want) {
		t.Errorf("%s says %q, want %q", what, got, want)
	}
}

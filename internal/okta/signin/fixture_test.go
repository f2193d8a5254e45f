package signin_test

import (
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/signin"
)

const secretWord = "correct horse"

// world is a service with an org of two people, both with a password.
type world struct {
	t       *testing.T
	org     *okta.Org
	service *signin.Service
	base    string
	ana, bo okta.UserID

	mu       sync.Mutex
	clock    time.Time
	assigned map[okta.UserID]bool
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, org: okta.NewOrg(1), clock: time.Now(), assigned: map[okta.UserID]bool{}}
	server := httptest.NewUnstartedServer(nil)
	w.base = "http://" + server.Listener.Addr().String()
	var err error
	if w.service, err = signin.New(w.org, signin.Config{BaseURL: w.base, Now: w.now}); err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = w.service
	server.Start()
	t.Cleanup(server.Close)
	w.ana, w.bo = w.hire("Ana.Ruiz@fernhill.example", "Ana", "Ruiz"), w.hire("bo@fernhill.example", "Bo", "Lind")
	w.assign(w.ana, true)
	w.org.AddGroup("Coatings", w.ana, w.bo)
	w.org.AddGroup("Nobody")
	w.org.AddGroup("R&D <lab>", w.ana)
	return w
}

func (w *world) hire(login, given, family string) okta.UserID {
	w.t.Helper()
	id := w.org.AddPerson(okta.Profile{Login: login, GivenName: given, FamilyName: family, Email: strings.ToLower(given) + "&co@mail.example"}).ID
	if err := w.service.SetPassword(id, secretWord); err != nil {
		w.t.Fatal(err)
	}
	return id
}

func (w *world) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock
}

func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clock = w.clock.Add(d)
}

func (w *world) assign(id okta.UserID, to bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.assigned[id] = to
}

func (w *world) isAssigned(id okta.UserID) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.assigned[id]
}

// deactivate does in the org what an administrator does.
func (w *world) deactivate(id okta.UserID) {
	w.t.Helper()
	app, err := okta.NewApp(w.org, okta.NewSettings(okta.Catalog, "http://127.0.0.1:1", "unused"), okta.AppOptions{})
	if err != nil {
		w.t.Fatal(err)
	}
	defer app.Close()
	if err := app.Deactivate(w.t.Context(), id); err != nil {
		w.t.Fatal(err)
	}
}

// browser keeps cookies and follows redirects, but not out of the service.
type browser struct {
	t      *testing.T
	base   string
	client *http.Client
}

// page is what a browser ended at.
type page struct {
	status int
	// address is where it is, or the one outside that it was sent to.
	address *url.URL
	header  http.Header
	body    string
}

func (w *world) browser() *browser {
	w.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return &browser{t: w.t, base: w.base, client: &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if "http://"+r.URL.Host != w.base {
			return http.ErrUseLastResponse
		}
		return nil
	}}}
}

func (b *browser) get(address string) page {
	b.t.Helper()
	return b.do(http.MethodGet, address, nil)
}

func (b *browser) post(address string, form url.Values) page {
	b.t.Helper()
	return b.do(http.MethodPost, address, form)
}

func (b *browser) do(method, address string, form url.Values) page {
	b.t.Helper()
	if strings.HasPrefix(address, "/") {
		address = b.base + address
	}
	r, err := http.NewRequestWithContext(b.t.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return b.send(r)
}

func (b *browser) send(r *http.Request) page {
	b.t.Helper()
	response, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	at := response.Request.URL
	if outside, err := response.Location(); err == nil {
		at = outside
	}
	return page{status: response.StatusCode, address: at, header: response.Header, body: string(body)}
}

// signIn fills in the form of the sign-in page.
func (b *browser) signIn(shown page, login string) page {
	b.t.Helper()
	if shown.address.Path != "/login/login.htm" {
		b.t.Fatalf("the browser is at %s with %d, not at the sign-in page:\n%s", shown.address, shown.status, shown.body)
	}
	return b.post("/login/login.htm", url.Values{
		"stateToken": {shown.field("stateToken")}, "username": {login}, "password": {secretWord},
	})
}

// signedIn is a browser in which somebody has signed in.
func (w *world) signedIn(login string) *browser {
	w.t.Helper()
	b := w.browser()
	if home := b.signIn(b.get("/"), login); home.status != http.StatusOK || !strings.Contains(home.body, "My apps") {
		w.t.Fatalf("signing in as %s ends at %s with %d", login, home.address, home.status)
	}
	return b
}

// field returns the value of an input of the page's form.
func (p page) field(name string) string {
	found := regexp.MustCompile(`name="` + name + `"(?: type="text")? value="([^"]*)"`).FindStringSubmatch(p.body)
	if found == nil {
		return ""
	}
	return html.UnescapeString(found[1])
}

// says holds that the page has a status and a text.
func (p page) says(t *testing.T, status int, text string) {
	t.Helper()
	if p.status != status || !strings.Contains(html.UnescapeString(p.body), text) {
		t.Errorf("%s answers %d, want %d and %q:\n%s", p.address, p.status, status, text, p.body)
	}
}

package api_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

// inside is what no answer may hold: where the code lies, what it is made of, and
// how the database speaks.
var inside = regexp.MustCompile(`(?i)sql|\.go:|goroutine|panic|pgx|/root/|/home/|/usr/|internal/|runtime|stack|huma`)

func TestGarbageTeachesNothing(t *testing.T) {
	t.Parallel()
	for name, location := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorldAt(t, location(t))
			acme := w.organization("Acme")
			owner := w.member(acme, "Olga Owner", directory.RoleOwner).with("X-Request-Id", "r1") // a random one may spell anything
			for _, r := range api.Routes() {
				if r.Streams || endsSessions(r) {
					continue
				}
				for i, garbage := range []string{"nobody", "%00", "' OR 1=1 --", "\xff\xfe", "\u202e", "{{7*7}}", strings.Repeat("a", 5000), "%", "null"} {
					path := strings.ReplaceAll(r.Path, "{org}", string(acme))
					path = parameter.ReplaceAllString(path, url.PathEscape(garbage))
					bodies := []string{`{"name":` + quote(garbage) + `,"email":` + quote(garbage) + `}`}
					if i == 0 && r.Method != http.MethodGet { // a GET's body is not read
						bodies = append(bodies, "null", "[]", `"x"`, `{"name":null}`, `{"a":`+strings.Repeat("[", 5000), "\x00")
					}
					for _, body := range bodies {
						w.wantNoLeak(owner.do(r.Method, path, body))
					}
					w.wantNoLeak(owner.do(r.Method, path+"?q="+url.QueryEscape(garbage), bodies[0]))
				}
			}
		})
	}
}

func quote(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\xff", "?", "\xfe", "?").Replace(text) + `"`
}

func (w *world) wantNoLeak(a answer) {
	w.Helper()
	if a.status >= http.StatusInternalServerError {
		w.Errorf("%.200s answered %d: %s", a.what, a.status, a.body)
	}
	if found := inside.Find(a.body); found != nil && a.status >= http.StatusBadRequest {
		w.Errorf("%.200s lets see %q: %s", a.what, found, a.body)
	}
}

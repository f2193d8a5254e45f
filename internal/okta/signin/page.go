package signin

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"github.com/musterhq/muster/internal/okta"
)

//go:embed pages
var pageFiles embed.FS

var pages = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// show writes a page.
func (s *Service) show(w http.ResponseWriter, status int, name string, data any) {
	var page bytes.Buffer
	if err := pages.ExecuteTemplate(&page, name, data); err != nil {
		http.Error(w, "The page could not be written.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = page.WriteTo(w)
}

// problem shows what went wrong, to a person.
func (s *Service) problem(w http.ResponseWriter, status int, title, text string) {
	s.show(w, status, "problem.html", struct{ Title, Text string }{title, text})
}

// refuse shows why somebody gets nothing of an app.
func (s *Service) refuse(w http.ResponseWriter, label string, why error) {
	s.problem(w, http.StatusForbidden, why.Error(), "To use "+label+", ask your administrator for access.")
}

// loginForm is what the sign-in page shows.
type loginForm struct {
	StateToken, Login, App, Problem string
}

func (s *Service) loginPage(w http.ResponseWriter, r *http.Request) {
	form := loginForm{StateToken: r.FormValue("stateToken")}
	asked, waits := s.waiting(form.StateToken)
	if !waits {
		form.StateToken = ""
	}
	form.Login, form.App = asked.hint, asked.app
	s.show(w, http.StatusOK, "login.html", form)
}

// login signs somebody in, and leads to the request that waits or to the home
// page.
func (s *Service) login(w http.ResponseWriter, r *http.Request) {
	form := loginForm{StateToken: r.PostFormValue("stateToken"), Login: strings.TrimSpace(r.PostFormValue("username"))}
	person, ok := s.authenticate(form.Login, r.PostFormValue("password"))
	if !ok {
		asked, _ := s.waiting(form.StateToken)
		form.App = asked.app
		form.Problem = "Unable to sign in. Check the username and the password."
		s.show(w, http.StatusUnauthorized, "login.html", form)
		return
	}
	s.begin(w, r, person.ID)
	target := "/app/UserHome"
	if form.StateToken != "" {
		target = "/login/token/redirect?stateToken=" + url.QueryEscape(form.StateToken)
	}
	http.Redirect(w, r, target, http.StatusSeeOther)
}

func (s *Service) signOut(w http.ResponseWriter, r *http.Request) {
	s.end(s.cookieOf(r))
	s.setCookie(w, "", -1)
	http.Redirect(w, r, "/login/login.htm", http.StatusSeeOther)
}

// tile is an app on the home page. Without an address it can only be started
// from the application itself.
type tile struct{ Label, Address string }

func (s *Service) home(w http.ResponseWriter, r *http.Request) {
	current, signedIn := s.session(r)
	if !signedIn {
		http.Redirect(w, r, "/login/login.htm", http.StatusSeeOther)
		return
	}
	person, _ := s.org.Person(current.user)
	s.show(w, http.StatusOK, "home.html", struct {
		Name, Login string
		Tiles       []tile
	}{person.Profile.Name(), person.Profile.Login, s.tiles(current.user)})
}

// tiles returns the apps that somebody is assigned to.
func (s *Service) tiles(user okta.UserID) []tile {
	var shown []tile
	for _, id := range s.appIDs() {
		if app, ok := s.oidcApp(id); ok && !app.Hidden {
			if _, err := s.eligible(user, app.Assigned); err == nil {
				shown = append(shown, tile{app.Label, app.startAddress(s.base)})
			}
		}
		if app, ok := s.samlApp(id); ok && !app.Hidden {
			if _, err := s.eligible(user, app.Assigned); err == nil {
				shown = append(shown, tile{app.Label, app.SSOURL})
			}
		}
		if app, ok := s.link(id); ok && !app.Hidden {
			if _, err := s.eligible(user, app.Assigned); err == nil {
				shown = append(shown, tile{app.Label, app.Address})
			}
		}
	}
	return shown
}

func (s *Service) appIDs() []AppID {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]AppID(nil), s.apps...)
}

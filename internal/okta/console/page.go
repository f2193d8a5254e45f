package console

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/musterhq/muster/internal/okta"
)

//go:embed pages
var pageFiles embed.FS

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"clock":  func(t time.Time) string { return t.Format("15:04:05") },
	"stamp":  func(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") },
	"people": func(n int) string { return counted(n, "person", "people") },
	"users":  func(n int) string { return counted(n, "user", "users") },
	"entry":  func(label, path, section string) tab { return tab{label, path, label == section} },
	"search": func(label, query, show string) search { return search{label, query, show} },
	"choose": func(name string, choices []choice, value any) list { return list{name, fmt.Sprint(value), choices} },
	"button": newButton,
}).ParseFS(pageFiles, "pages/*.html"))

// search is a field that looks for something on the page.
type search struct{ Label, Query, Show string }

// list is a field with choices.
type list struct {
	Name, Value string
	Choices     []choice
}

// button leads to another page. It is a form, so that what the guides call a button
// is one, and what is in the address's query is in the form.
type button struct {
	Label, Action, Class string
	// Name is what it is called where the label does not say enough.
	Name   string
	Hidden []choice
}

func newButton(label, address, class, name string) (button, error) {
	made := button{Label: label, Class: class, Name: name}
	at, err := url.Parse(address)
	if err != nil {
		return made, err
	}
	for key, values := range at.Query() {
		made.Hidden = append(made.Hidden, choice{Value: values[0], Label: key})
	}
	at.RawQuery = ""
	made.Action = at.String()
	return made, nil
}

// counted is a number of things in words.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// page is what every page shows.
type page struct {
	Title   string
	Company string
	// Section is the entry of the menu that the page belongs to.
	Section string
	// Open is how many tasks wait for somebody.
	Open int
	// Notice says what was done, Problem why not.
	Notice  string
	Problem string
}

// notices are what pages say of what was just done, by what their addresses carry.
var notices = map[string]string{
	"added":       "The application was added.",
	"saved":       "Saved.",
	"connected":   "Provisioning is enabled. Choose next what is provisioned.",
	"disabled":    "The API integration is disabled. Nothing is sent any more.",
	"assigned":    "Assigned.",
	"unassigned":  "Unassigned.",
	"pushed":      "The group is pushed.",
	"unlinked":    "The group is to be unlinked.",
	"imported":    "The import was started.",
	"confirmed":   "The assignments were confirmed.",
	"retried":     "The tasks were started once more.",
	"created":     "Created.",
	"deleted":     "Deleted.",
	"password":    "The password was set.",
	"provisioned": "Provisioning was started.",
}

// page makes what a page shows besides its own.
func (c *Console) page(r *http.Request, title, section string) page {
	c.mu.Lock()
	defer c.mu.Unlock()
	return page{
		Title: title, Company: c.company, Section: section, Open: c.openTasks(),
		Notice: notices[r.URL.Query().Get("done")],
	}
}

// appPage is what every page of an app shows.
type appPage struct {
	page
	App  appHead
	Tabs []tab
}

// appHead is how pages name an app.
type appHead struct {
	ID, Label, Kind string
	// Path is where its pages lie.
	Path string
}

// tab is one of an app's tabs.
type tab struct {
	Label, Path string
	Current     bool
}

// appPage makes what a page of an app shows besides its own.
func (c *Console) appPage(r *http.Request, i *integration, current string) appPage {
	base := c.page(r, "", "Applications")
	c.mu.Lock()
	defer c.mu.Unlock()
	made := appPage{page: base, App: i.head()}
	made.Title = i.general.Label + ": " + current
	for _, one := range []struct {
		label, path string
		shown       bool
	}{
		{"General", "", true},
		{"Sign On", "/sign-on", true},
		{"Provisioning", "/provisioning", i.provisionable()},
		{"Import", "/import", i.imports()},
		{"Assignments", "/assignments", true},
		{"Push Groups", "/push-groups", i.pushesGroups()},
	} {
		if one.shown {
			made.Tabs = append(made.Tabs, tab{one.label, made.App.Path + one.path, one.label == current})
		}
	}
	return made
}

// head is what pages call the app. The caller holds the lock.
func (i *integration) head() appHead {
	return appHead{ID: i.ID, Label: i.general.Label, Kind: i.kind(), Path: root + "apps/" + i.ID}
}

// path is where a page of the app lies.
func (i *integration) path(of string) string { return root + "apps/" + i.ID + of }

// show writes a page.
func (c *Console) show(w http.ResponseWriter, status int, name string, data any) {
	var text bytes.Buffer
	if err := pages.ExecuteTemplate(&text, name, data); err != nil {
		http.Error(w, "The page could not be written: "+err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = text.WriteTo(w) // whoever hung up reads nothing
}

// refuse writes a page that says what is wrong and nothing else.
func (c *Console) refuse(w http.ResponseWriter, r *http.Request, status int, problem string) {
	shown := c.page(r, "That does not work", "")
	shown.Problem = problem
	c.show(w, status, "problem.html", shown)
}

// leadTo answers a form that did what it should.
func leadTo(w http.ResponseWriter, r *http.Request, path, done string) {
	if done != "" {
		path += "?done=" + url.QueryEscape(done)
	}
	http.Redirect(w, r, path, http.StatusSeeOther) //nolint:gosec // every caller builds it beneath root, from ids that were found
}

// statusOf is that of a page that shows a problem, or none.
func statusOf(problem string) int {
	if problem != "" {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// missing is the error of a field that cannot be empty.
func missing(label string) error { return errors.New("Enter a value for " + label + ".") }

// withApp finds the app that an address names.
func (c *Console) withApp(next func(http.ResponseWriter, *http.Request, *integration)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		i, ok := c.integrationOf(r.PathValue("app"))
		c.mu.Unlock()
		if !ok {
			c.refuse(w, r, http.StatusNotFound, "There is no such application.")
			return
		}
		next(w, r, i)
	}
}

// withPerson finds the person whom an address names.
func (c *Console) withPerson(next func(http.ResponseWriter, *http.Request, okta.Person)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		person, ok := c.org.Person(okta.UserID(r.PathValue("person")))
		if !ok {
			c.refuse(w, r, http.StatusNotFound, "There is no such person.")
			return
		}
		next(w, r, person)
	}
}

// withGroup finds the group that an address names.
func (c *Console) withGroup(next func(http.ResponseWriter, *http.Request, okta.Group)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		group, ok := c.org.Group(okta.GroupID(r.PathValue("group")))
		if !ok {
			c.refuse(w, r, http.StatusNotFound, "There is no such group.")
			return
		}
		next(w, r, group)
	}
}

// withListing finds the app of the catalog that an address names.
func (c *Console) withListing(next func(http.ResponseWriter, *http.Request, listing)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		one, ok := listed(r.PathValue("listing"))
		if !ok {
			c.refuse(w, r, http.StatusNotFound, "The catalog has no such app.")
			return
		}
		next(w, r, one)
	}
}

// statusText is a status with its name.
func statusText(status int) string {
	if name := http.StatusText(status); name != "" {
		return strconv.Itoa(status) + " " + name
	}
	return strconv.Itoa(status)
}

// ticked says whether a check box of a form was ticked.
func ticked(r *http.Request, name string) bool { return r.FormValue(name) != "" }

// picked are the values of the check boxes of one name.
func picked(r *http.Request, name string) []string {
	_ = r.ParseForm() // what cannot be read is not there
	return r.PostForm[name]
}

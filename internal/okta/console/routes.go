package console

import (
	"embed"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
)

//go:embed assets
var assets embed.FS

// root is the path beneath which all pages lie.
const root = "/admin/"

// routes lists every page.
func (c *Console) routes() (http.Handler, error) {
	mux := http.NewServeMux()

	mux.HandleFunc("GET /admin/{$}", c.overview)
	mux.Handle("GET /admin/assets/", http.StripPrefix(root, http.FileServerFS(assets)))
	mux.HandleFunc("GET /admin/tasks", c.taskList)
	mux.HandleFunc("POST /admin/tasks/retry", c.retryTasks)
	mux.HandleFunc("GET /admin/log", c.logPage)

	mux.HandleFunc("GET /admin/people", c.personList)
	mux.HandleFunc("GET /admin/people/new", c.personNew)
	mux.HandleFunc("POST /admin/people", c.personCreate)
	mux.HandleFunc("GET /admin/people/{person}", c.withPerson(c.personPage))
	mux.HandleFunc("POST /admin/people/{person}/profile", c.withPerson(c.personEdit))
	mux.HandleFunc("POST /admin/people/{person}/password", c.withPerson(c.personPassword))
	mux.HandleFunc("POST /admin/people/{person}/{change}", c.withPerson(c.personChange))

	mux.HandleFunc("GET /admin/groups", c.groupList)
	mux.HandleFunc("POST /admin/groups", c.groupCreate)
	mux.HandleFunc("GET /admin/groups/{group}", c.withGroup(c.groupPage))
	mux.HandleFunc("POST /admin/groups/{group}/name", c.withGroup(c.groupRename))
	mux.HandleFunc("POST /admin/groups/{group}/members", c.withGroup(c.groupAdd))
	mux.HandleFunc("POST /admin/groups/{group}/members/remove", c.withGroup(c.groupRemove))
	mux.HandleFunc("POST /admin/groups/{group}/delete", c.withGroup(c.groupDelete))

	mux.HandleFunc("GET /admin/apps", c.appList)
	mux.HandleFunc("GET /admin/catalog", c.catalogPage)
	mux.HandleFunc("GET /admin/catalog/{listing}", c.withListing(c.catalogEntry))
	mux.HandleFunc("GET /admin/catalog/{listing}/general", c.withListing(c.catalogGeneral))
	mux.HandleFunc("GET /admin/catalog/{listing}/sign-on", c.withListing(c.catalogSignOn))
	mux.HandleFunc("POST /admin/catalog/{listing}", c.withListing(c.catalogCreate))
	mux.HandleFunc("GET /admin/wizard", c.wizardMethod)
	mux.HandleFunc("GET /admin/wizard/settings", c.wizardSettings)
	mux.HandleFunc("POST /admin/wizard", c.wizardCreate)

	mux.HandleFunc("GET /admin/apps/{app}", c.withApp(c.generalPage))
	mux.HandleFunc("POST /admin/apps/{app}/general", c.withApp(c.generalSave))
	mux.HandleFunc("GET /admin/apps/{app}/delete", c.withApp(c.appDeletePage))
	mux.HandleFunc("POST /admin/apps/{app}/delete", c.withApp(c.appDelete))
	mux.HandleFunc("GET /admin/apps/{app}/sign-on", c.withApp(c.signOnPage))
	mux.HandleFunc("POST /admin/apps/{app}/sign-on", c.withApp(c.signOnSave))
	mux.HandleFunc("GET /admin/apps/{app}/provisioning", c.withApp(c.provisioningPage))
	mux.HandleFunc("GET /admin/apps/{app}/provisioning/integration", c.withApp(c.connectionPage))
	mux.HandleFunc("POST /admin/apps/{app}/provisioning/integration", c.withApp(c.connectionSave))
	mux.HandleFunc("POST /admin/apps/{app}/provisioning/integration/test", c.withApp(c.connectionTest))
	mux.HandleFunc("GET /admin/apps/{app}/provisioning/to-app", c.withApp(c.toAppPage))
	mux.HandleFunc("POST /admin/apps/{app}/provisioning/to-app", c.withApp(c.toAppSave))
	mux.HandleFunc("GET /admin/apps/{app}/import", c.withApp(c.importPage))
	mux.HandleFunc("POST /admin/apps/{app}/import", c.withApp(c.importStart))
	mux.HandleFunc("POST /admin/apps/{app}/import/confirm", c.withApp(c.importConfirm))

	mux.HandleFunc("GET /admin/apps/{app}/assignments", c.withApp(c.assignmentList))
	mux.HandleFunc("GET /admin/apps/{app}/assignments/people", c.withApp(c.assignPeoplePage))
	mux.HandleFunc("POST /admin/apps/{app}/assignments/people", c.withApp(c.assignPeopleSave))
	mux.HandleFunc("GET /admin/apps/{app}/assignments/groups", c.withApp(c.assignGroupsPage))
	mux.HandleFunc("POST /admin/apps/{app}/assignments/groups", c.withApp(c.assignGroupsSave))
	mux.HandleFunc("GET /admin/apps/{app}/assignments/groups/{group}/remove", c.withApp(c.unassignGroupPage))
	mux.HandleFunc("POST /admin/apps/{app}/assignments/groups/{group}/remove", c.withApp(c.unassignGroupSave))
	mux.HandleFunc("GET /admin/apps/{app}/assignments/people/{person}", c.withApp(c.assignmentPage))
	mux.HandleFunc("POST /admin/apps/{app}/assignments/people/{person}", c.withApp(c.assignmentSave))
	mux.HandleFunc("POST /admin/apps/{app}/assignments/people/{person}/provision", c.withApp(c.assignmentProvision))
	mux.HandleFunc("GET /admin/apps/{app}/assignments/people/{person}/remove", c.withApp(c.unassignPage))
	mux.HandleFunc("POST /admin/apps/{app}/assignments/people/{person}/remove", c.withApp(c.unassignSave))

	mux.HandleFunc("GET /admin/apps/{app}/push-groups", c.withApp(c.pushList))
	mux.HandleFunc("GET /admin/apps/{app}/push-groups/new", c.withApp(c.pushNew))
	mux.HandleFunc("POST /admin/apps/{app}/push-groups", c.withApp(c.pushCreate))
	mux.HandleFunc("POST /admin/apps/{app}/push-groups/{group}/now", c.withApp(c.pushNowStart))
	mux.HandleFunc("POST /admin/apps/{app}/push-groups/{group}/activate", c.withApp(c.pushActivate))
	mux.HandleFunc("POST /admin/apps/{app}/push-groups/{group}/deactivate", c.withApp(c.pushDeactivate))
	mux.HandleFunc("GET /admin/apps/{app}/push-groups/{group}/unlink", c.withApp(c.unlinkPage))
	mux.HandleFunc("POST /admin/apps/{app}/push-groups/{group}/unlink", c.withApp(c.unlinkSave))

	mux.HandleFunc(root, func(w http.ResponseWriter, r *http.Request) {
		c.refuse(w, r, http.StatusNotFound, "There is no such page.")
	})
	hosts, err := hostsOf(c.signIn.Issuer())
	if err != nil {
		return nil, err
	}
	return c.guarded(hosts, http.NewCrossOriginProtection().Handler(mux)), nil
}

// hostsOf returns the hosts by which the console may be asked: the one of its
// address, and where that is this machine, the other names of it.
func hostsOf(address string) (map[string]bool, error) {
	base, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("read the address of the console: %w", err)
	}
	hosts := map[string]bool{strings.ToLower(base.Host): true}
	if ip := net.ParseIP(base.Hostname()); base.Hostname() == "localhost" || ip != nil && ip.IsLoopback() {
		for _, name := range []string{"localhost", "127.0.0.1", "::1"} {
			hosts[net.JoinHostPort(name, base.Port())] = true
		}
	}
	return hosts, nil
}

// guarded sets the headers of every answer, and refuses requests by a name that is
// not the console's: a page of another site may give a name of its own to this
// machine's address.
func (c *Console) guarded(hosts map[string]bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("Cache-Control", "no-store")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Content-Type-Options", "nosniff")
		if !hosts[strings.ToLower(r.Host)] {
			c.refuse(w, r, http.StatusMisdirectedRequest, "This console is not called "+r.Host+". Open "+c.signIn.Issuer()+root+".")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
		next.ServeHTTP(w, r)
	})
}

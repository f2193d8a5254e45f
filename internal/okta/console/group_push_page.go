package console

import (
	"net/http"
	"slices"
	"strings"

	"github.com/musterhq/muster/internal/okta"
)

// pushedRow is a group on Push Groups.
type pushedRow struct {
	groupRow
	State pushState
	Path  string
}

func (c *Console) pushList(w http.ResponseWriter, r *http.Request, i *integration) {
	shown := struct {
		appPage
		Sends bool
		Rows  []pushedRow
	}{appPage: c.appPage(r, i, "Push Groups")}
	groups := c.searchGroups("")
	c.mu.Lock()
	_, shown.Sends = i.sending()
	for _, group := range groups {
		if slices.Contains(i.pushes, group.ID) {
			shown.Rows = append(shown.Rows, pushedRow{group, i.pushStateOf(group.ID), i.path("/push-groups/" + string(group.ID))})
		}
	}
	c.mu.Unlock()
	c.show(w, http.StatusOK, "push_groups.html", shown)
}

func (c *Console) pushNew(w http.ResponseWriter, r *http.Request, i *integration) {
	c.showPushNew(w, r, i, nil)
}

// showPushNew finds groups by name, and offers those that are not pushed yet.
func (c *Console) showPushNew(w http.ResponseWriter, r *http.Request, i *integration, problem error) {
	shown := struct {
		appPage
		Query, Chosen, LinkTo string
		Rows                  []groupRow
	}{
		appPage: c.appPage(r, i, "Push Groups"), Query: r.URL.Query().Get("q"),
		Chosen: r.PostFormValue("group"), LinkTo: r.PostFormValue("link_to"),
	}
	shown.Rows = c.groupsBeside(&i.pushes, shown.Query)
	if problem != nil {
		shown.Problem = problem.Error()
	}
	c.show(w, statusOf(shown.Problem), "push_new.html", shown)
}

func (c *Console) pushCreate(w http.ResponseWriter, r *http.Request, i *integration) {
	err := c.push(i, okta.GroupID(r.PostFormValue("group")), strings.TrimSpace(r.PostFormValue("link_to")))
	if err != nil {
		c.showPushNew(w, r, i, err)
		return
	}
	c.settle(r.Context(), i)
	if r.PostFormValue("then") == "another" {
		leadTo(w, r, i.path("/push-groups/new"), "pushed")
		return
	}
	leadTo(w, r, i.path("/push-groups"), "pushed")
}

func (c *Console) pushNowStart(w http.ResponseWriter, r *http.Request, i *integration) {
	c.pushNow(i, okta.GroupID(r.PathValue("group")))
	c.pushDone(w, r, i)
}

func (c *Console) pushActivate(w http.ResponseWriter, r *http.Request, i *integration) {
	c.activatePush(i, okta.GroupID(r.PathValue("group")), true)
	c.pushDone(w, r, i)
}

func (c *Console) pushDeactivate(w http.ResponseWriter, r *http.Request, i *integration) {
	c.activatePush(i, okta.GroupID(r.PathValue("group")), false)
	c.pushDone(w, r, i)
}

func (c *Console) pushDone(w http.ResponseWriter, r *http.Request, i *integration) {
	c.settle(r.Context(), i)
	leadTo(w, r, i.path("/push-groups"), "saved")
}

func (c *Console) unlinkPage(w http.ResponseWriter, r *http.Request, i *integration) {
	group, ok := c.org.Group(okta.GroupID(r.PathValue("group")))
	if !ok {
		c.refuse(w, r, http.StatusNotFound, "There is no such group.")
		return
	}
	c.show(w, http.StatusOK, "unlink.html", struct {
		appPage
		Group okta.Group
	}{c.appPage(r, i, "Push Groups"), group})
}

func (c *Console) unlinkSave(w http.ResponseWriter, r *http.Request, i *integration) {
	unlinking := okta.DeleteInTarget
	if r.PostFormValue("unlinking") == string(okta.LeaveInTarget) {
		unlinking = okta.LeaveInTarget
	}
	c.unlink(i, okta.GroupID(r.PathValue("group")), unlinking)
	c.settle(r.Context(), i)
	leadTo(w, r, i.path("/push-groups"), "unlinked")
}

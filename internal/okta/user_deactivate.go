package okta

import (
	"context"
	"fmt"
	"net/http"
)

// Unassign takes people off the app, which deactivates their users: a catalog
// app sends one PATCH and reads nothing before, a wizard app sends GET and
// PUT. Their pushed memberships are not touched. Nothing is sent without the
// tick at Deactivate Users.
func (a *App) Unassign(ctx context.Context, ids ...UserID) error {
	return each(a, ids, func(_ int, id UserID) error { return a.deactivate(ctx, id) })
}

// Deactivate deactivates people in Okta, which unassigns them from the app.
func (a *App) Deactivate(ctx context.Context, ids ...UserID) error {
	for _, id := range ids {
		if err := a.org.setStatus(id, StatusDeactivated); err != nil {
			return err
		}
	}
	return a.Unassign(ctx, ids...)
}

func (a *App) deactivate(ctx context.Context, id UserID) error {
	person, ok := a.person(id)
	if !ok {
		return fmt.Errorf("there is no person %s in the org", id)
	}
	remote, ok := a.RemoteID(id)
	if !ok {
		return nil
	}
	a.mu.Lock()
	a.assignments[id].assigned = false
	a.mu.Unlock()
	if !a.settings.DeactivateUsers {
		return nil
	}
	t := a.begin(ActionDeactivate, person.Profile.Login)
	t.task.Outcome = "deactivated"
	if a.settings.Dialect == Catalog {
		return t.end(a.patchActive(ctx, t, remote, false))
	}
	return t.end(a.putInactive(ctx, t, remote, person))
}

// putInactive sends the server's own user back with the flag flipped.
func (a *App) putInactive(ctx context.Context, t *running, remote string, p Person) error {
	got, err := a.getUser(ctx, t, remote)
	if err != nil {
		return err
	}
	body := got.doc.clone()
	a.settings.setActive(&body, false)
	// The username is the server's own, so it is no matter of judgement here.
	p.Profile.Login = got.userName
	return a.putUser(ctx, t, remote, body, p, false)
}

// patch is a PatchOp message with the operations that Okta uses.
type patch struct {
	Schemas    []string    `json:"schemas"`
	Operations []operation `json:"Operations"`
}

type operation struct {
	Op    string `json:"op"`
	Path  string `json:"path,omitempty"`
	Value any    `json:"value,omitempty"`
}

func newPatch(operations ...operation) patch {
	return patch{Schemas: []string{urnPatch}, Operations: operations}
}

// patchActive sends the flag without a path, as Okta does.
func (a *App) patchActive(ctx context.Context, t *running, remote string, active bool) error {
	var value document
	a.settings.setActive(&value, active)
	got, err := a.sendJSON(ctx, t, http.MethodPatch, userPath(remote), newPatch(operation{Op: "replace", Value: value}))
	if err != nil {
		return err
	}
	if err := got.patched(); err != nil {
		return err
	}
	if got.status != http.StatusOK {
		return nil
	}
	u, err := got.user(http.StatusOK)
	if err != nil {
		return err
	}
	if u.active != active {
		return fmt.Errorf("the remote server answered active %t where %t was sent", u.active, active)
	}
	return nil
}

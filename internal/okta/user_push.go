package okta

import (
	"context"
	"fmt"
	"net/http"
)

// PushProfile pushes the profiles of people who are assigned: a GET, then a
// PUT built from it. People who have no user on the server are left out, and
// so is everybody without the tick at Update User Attributes.
func (a *App) PushProfile(ctx context.Context, ids ...UserID) error {
	if !a.settings.UpdateAttributes {
		return nil
	}
	return each(a, ids, func(_ int, id UserID) error { return a.pushProfile(ctx, id) })
}

func (a *App) pushProfile(ctx context.Context, id UserID) error {
	person, ok := a.person(id)
	if !ok {
		return fmt.Errorf("there is no person %s in the org", id)
	}
	remote, ok := a.RemoteID(id)
	if !ok {
		return nil
	}
	t := a.begin(ActionPushProfile, person.Profile.Login)
	err := a.putProfile(ctx, t, remote, person, nil)
	t.task.Outcome = "profile pushed"
	return t.end(err)
}

// ChangeUsername gives a person another login in Okta. Two pushes follow: one
// with the new username and the e-mail of before, and one with the new e-mail,
// which in life may come minutes later.
func (a *App) ChangeUsername(ctx context.Context, id UserID, login string) error {
	if _, err := a.org.EditProfile(id, func(p *Profile) { p.Login = login }); err != nil {
		return err
	}
	if err := a.PushProfile(ctx, id); err != nil {
		return err
	}
	if _, err := a.org.EditProfile(id, func(p *Profile) { p.Email = login }); err != nil {
		return err
	}
	return a.PushProfile(ctx, id)
}

// putProfile reads the user and puts it back with the mapped attributes laid
// over it. The active flag travels as the server gave it unless active says
// otherwise.
func (a *App) putProfile(ctx context.Context, t *running, remote string, p Person, active *bool) error {
	if !a.settings.UpdateAttributes && active == nil {
		return nil
	}
	got, err := a.getUser(ctx, t, remote)
	if err != nil {
		return err
	}
	body := got.doc
	if a.settings.UpdateAttributes {
		if body, err = a.settings.overlay(got.doc, p); err != nil {
			return err
		}
	}
	want := got.active
	if active != nil {
		want = *active
		a.settings.setActive(&body, want)
	}
	return a.putUser(ctx, t, remote, body, p, want)
}

// putWithoutGroups is the second PUT after a reassignment in a wizard app: it
// says "groups": [] though the user may be in groups. The server must not take
// it for an order; groups of a user are read-only (RFC 7643 §4.1.2).
func (a *App) putWithoutGroups(ctx context.Context, t *running, remote string, p Person) error {
	got, err := a.getUser(ctx, t, remote)
	if err != nil {
		return err
	}
	body, err := a.settings.overlay(got.doc, p)
	if err != nil {
		return err
	}
	body.set("groups", []string{})
	a.settings.setActive(&body, true)
	return a.putUser(ctx, t, remote, body, p, true)
}

func (a *App) getUser(ctx context.Context, t *running, remote string) (remoteUser, error) {
	got, err := a.wire.send(ctx, t, request{method: http.MethodGet, path: userPath(remote)})
	if err != nil {
		return remoteUser{}, err
	}
	u, err := got.user(http.StatusOK)
	if err != nil {
		return remoteUser{}, err
	}
	if u.id != remote {
		return remoteUser{}, fmt.Errorf("the remote server answered with user %s where %s was asked for", u.id, remote)
	}
	return u, nil
}

// putUser sends the PUT and judges the answer by what was sent.
func (a *App) putUser(ctx context.Context, t *running, remote string, body document, p Person, active bool) error {
	got, err := a.sendJSON(ctx, t, http.MethodPut, userPath(remote), body)
	if err != nil {
		return err
	}
	u, err := got.user(http.StatusOK)
	if err != nil {
		return err
	}
	if u.id != remote {
		return fmt.Errorf("the remote server changed the id of the user from %s to %s", remote, u.id)
	}
	if a.settings.UpdateAttributes && u.userName != p.Profile.Login {
		return fmt.Errorf("the remote server kept the userName %s where %s was sent", u.userName, p.Profile.Login)
	}
	if u.active != active {
		return fmt.Errorf("the remote server answered active %t where %t was sent", u.active, active)
	}
	return nil
}

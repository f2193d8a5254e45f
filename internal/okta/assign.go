package okta

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// Assign assigns people to the app. All of them are looked up first, in
// parallel; then who was not found is created, and who was found is linked:
// activated if need be, and given the profile of Okta. Whoever belongs to a
// group that is pushed already becomes a member of it on the server.
//
// Without the tick at Create Users nobody is created; without the one at
// Update User Attributes found people are linked and left as they are.
func (a *App) Assign(ctx context.Context, ids ...UserID) error {
	return a.assign(ctx, ActionAssign, ids)
}

// Reassign assigns people again who had been unassigned or deactivated. The
// lookup has to find them although they are inactive. A wizard app pushes every
// pushed group of theirs again afterwards, in two rounds.
func (a *App) Reassign(ctx context.Context, ids ...UserID) error {
	for _, id := range ids {
		if err := a.org.setStatus(id, StatusActive); err != nil {
			return err
		}
	}
	return a.assign(ctx, ActionReactivate, ids)
}

// assigning is one person on the way to being assigned.
type assigning struct {
	person Person
	task   *running
	found  *remoteUser
	err    error
}

func (a *App) assign(ctx context.Context, action Action, ids []UserID) error {
	batch := make([]*assigning, 0, len(ids))
	for _, id := range ids {
		person, ok := a.person(id)
		if !ok {
			return fmt.Errorf("there is no person %s in the org", id)
		}
		batch = append(batch, &assigning{person: person, task: a.begin(action, person.Profile.Login)})
	}
	// Lookup errors are kept and reported with the rest of the person's task.
	_ = each(a, batch, func(_ int, one *assigning) error {
		one.found, one.err = a.findUser(ctx, one.task, one.person)
		return nil
	})
	err := each(a, batch, func(_ int, one *assigning) error {
		return one.task.end(a.settle(ctx, one))
	})
	if a.settings.Dialect == Wizard && action == ActionReactivate {
		return errors.Join(err, a.repushGroups(ctx, ids))
	}
	return errors.Join(err, a.pushMissingMembers(ctx, ids))
}

// settle creates or links one person after the lookup.
func (a *App) settle(ctx context.Context, one *assigning) error {
	if one.err != nil {
		return one.err
	}
	if one.found != nil {
		return a.link(ctx, one)
	}
	if !a.settings.CreateUsers {
		one.task.task.Outcome = "not found, and Create Users is off"
		return nil
	}
	return a.create(ctx, one)
}

// identifier is the value of the unique identifier field in the lookup: the
// application username, whatever the attribute in the filter is called.
func (a *App) identifier(p Person) string { return p.Profile.Login }

// findUser looks a person up by the unique identifier field, in the case that
// Okta stores. It returns nil when nobody was found.
func (a *App) findUser(ctx context.Context, t *running, p Person) (*remoteUser, error) {
	found, err := a.lookup(ctx, t, "/Users", a.settings.UniqueIdentifier, a.identifier(p))
	if err != nil {
		return nil, fmt.Errorf("looking the user up: %w", err)
	}
	switch len(found) {
	case 0:
		return nil, nil
	case 1:
	default:
		return nil, fmt.Errorf("looking the user up: the remote server returned %d users where one can match", len(found))
	}
	u, err := remoteUserFrom(found[0])
	if err != nil {
		return nil, fmt.Errorf("looking the user up: %w", err)
	}
	if a.settings.UniqueIdentifier == "userName" && !strings.EqualFold(u.userName, p.Profile.Login) {
		return nil, fmt.Errorf("looking the user up: the remote server returned %s, who does not match the filter", u.userName)
	}
	return &u, nil
}

// create posts a new user.
func (a *App) create(ctx context.Context, one *assigning) error {
	body, err := a.settings.createBody(one.person)
	if err != nil {
		return err
	}
	got, err := a.sendJSON(ctx, one.task, http.MethodPost, "/Users", body)
	if err != nil {
		return err
	}
	if got.status == http.StatusCreated && len(got.body) == 0 {
		return emptyUser
	}
	u, err := got.user(http.StatusCreated)
	if err != nil {
		return err
	}
	if u.userName != one.person.Profile.Login {
		return fmt.Errorf("the remote server created %s where %s was sent", u.userName, one.person.Profile.Login)
	}
	if !u.active {
		one.task.warn("User %s was created inactive.", u.userName)
	}
	a.setAssignment(one.person.ID, u.id)
	one.task.task.Outcome = "created"
	return nil
}

// link takes a found user for the person, activates it and pushes the profile.
func (a *App) link(ctx context.Context, one *assigning) error {
	remote := one.found.id
	a.setAssignment(one.person.ID, remote)
	one.task.task.Outcome = "linked"
	if a.settings.Dialect == Catalog {
		if !one.found.active {
			if err := a.patchActive(ctx, one.task, remote, true); err != nil {
				return err
			}
			one.task.task.Outcome = "reactivated"
		}
		return a.putProfile(ctx, one.task, remote, one.person, nil)
	}
	active := true
	if !one.found.active {
		one.task.task.Outcome = "reactivated"
	}
	if err := a.putProfile(ctx, one.task, remote, one.person, &active); err != nil {
		return err
	}
	if one.task.task.Action != ActionReactivate {
		return nil
	}
	return a.putWithoutGroups(ctx, one.task, remote, one.person)
}

func (a *App) setAssignment(id UserID, remote string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.assignments[id] = &assignment{remote: remote, assigned: true}
}

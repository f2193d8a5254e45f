package okta

import (
	"context"
	"errors"
	"fmt"
	"net/http"
)

// PushGroup starts pushing a group. With Import Groups on, Okta relies on the
// groups it imported; without, it looks the name up. A group found by its name
// is linked and overwritten, otherwise one is created with its members in the
// POST. A catalog app then adds the same members once more, a wizard app reads
// the group and puts it back.
func (a *App) PushGroup(ctx context.Context, ids ...GroupID) error {
	return each(a, ids, func(_ int, id GroupID) error { return a.pushGroup(ctx, id) })
}

func (a *App) pushGroup(ctx context.Context, id GroupID) error {
	group, ok := a.org.Group(id)
	if !ok {
		return fmt.Errorf("there is no group %s in the org", id)
	}
	t := a.begin(ActionPushGroup, group.Name)
	remote, err := a.findGroup(ctx, t, group.Name)
	if err != nil {
		return t.end(err)
	}
	if remote == "" {
		t.task.Outcome = "created"
		return t.end(a.createGroup(ctx, t, group))
	}
	t.task.Outcome = "linked"
	return t.end(a.takeOver(ctx, a.pushedAs(t, group.ID, group.Name, remote)))
}

// findGroup returns the server's id of the group of this name, empty when
// there is none.
func (a *App) findGroup(ctx context.Context, t *running, name string) (string, error) {
	if a.settings.ImportGroups {
		a.mu.Lock()
		defer a.mu.Unlock()
		return a.imported[name], nil
	}
	found, err := a.lookup(ctx, t, "/Groups", "displayName", name)
	if err != nil || len(found) == 0 {
		return "", err
	}
	g, err := remoteGroupFrom(found[0])
	if err != nil {
		return "", err
	}
	return g.id, nil
}

// pushedAs notes where the group lives from now on.
func (a *App) pushedAs(t *running, id GroupID, name, remote string) *job {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.pushed[id] = &pushedGroup{remote: remote, name: name, confirmed: map[string]bool{}}
	return &job{app: a, task: t, group: id, remote: remote, name: name}
}

func (a *App) createGroup(ctx context.Context, t *running, group Group) error {
	members := a.provisionedMembers(group.ID)
	first := members
	if a.settings.Dialect == Catalog {
		// The setting for the batch bounds every request of a catalog app.
		first = members[:min(len(members), a.settings.MembershipBatch)]
	}
	got, err := a.sendJSON(ctx, t, http.MethodPost, "/Groups", groupBody{
		Schemas:     []string{urnGroup},
		DisplayName: group.Name,
		Members:     first,
	})
	if err != nil {
		return err
	}
	created, err := got.group(http.StatusCreated)
	if err != nil {
		return err
	}
	if created.name != group.Name {
		return fmt.Errorf("the remote server created the group as %s", created.name)
	}
	j := a.pushedAs(t, group.ID, group.Name, created.id)
	j.confirm(first)
	if a.settings.Dialect == Wizard {
		if _, err := j.get(ctx); err != nil {
			return err
		}
		return j.put(ctx, members)
	}
	for _, batch := range batches(members, a.settings.MembershipBatch) {
		if err := j.addOnce(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

// adopt reads a group that existed before and takes its members for confirmed.
func (a *App) adopt(ctx context.Context, j *job) (remoteGroup, error) {
	g, err := j.get(ctx)
	if err != nil {
		return remoteGroup{}, err
	}
	members := make([]sentMember, 0, len(g.members))
	for _, id := range g.members {
		members = append(members, sentMember{Value: id})
	}
	j.confirm(members)
	return g, nil
}

// takeOver makes the server's group hold exactly what Okta's holds.
func (a *App) takeOver(ctx context.Context, j *job) error {
	if _, err := a.adopt(ctx, j); err != nil {
		return err
	}
	members := a.provisionedMembers(j.group)
	if a.settings.Dialect == Wizard {
		return j.put(ctx, members)
	}
	return j.replace(ctx, members)
}

// RenameGroup renames a group in Okta and on the server. Without the tick at
// "Rename app groups to match group name in Okta" nothing is sent.
func (a *App) RenameGroup(ctx context.Context, id GroupID, name string) error {
	if _, err := a.org.editGroup(id, func(g *Group) { g.Name = name }); err != nil {
		return err
	}
	if !a.settings.RenameGroups || a.isPaused(id) {
		return nil
	}
	j, done, err := a.jobFor(ActionRenameGroup, id)
	if err != nil {
		return err
	}
	old := j.name
	err = a.rename(ctx, j, name)
	j.task.task.Outcome = fmt.Sprintf("renamed from %s to %s", old, name)
	return done(err)
}

func (a *App) rename(ctx context.Context, j *job, name string) error {
	if _, err := j.get(ctx); err != nil {
		return err
	}
	j.name = name
	if a.settings.Dialect == Wizard {
		if _, err := j.get(ctx); err != nil {
			return err
		}
		if err := j.put(ctx, a.provisionedMembers(j.group)); err != nil {
			return err
		}
	} else if err := j.assertName(ctx); err != nil {
		return err
	}
	a.setPushedName(j)
	return nil
}

func (a *App) setPushedName(j *job) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if pushed, ok := a.pushed[j.group]; ok {
		pushed.name = j.name
	}
}

// PushNow overwrites the membership on the server with Okta's, for an empty
// group too.
func (a *App) PushNow(ctx context.Context, id GroupID) error {
	j, done, err := a.jobFor(ActionPushNow, id)
	if err != nil {
		return err
	}
	j.task.task.Outcome = "pushed"
	return done(a.pushNow(ctx, j))
}

func (a *App) pushNow(ctx context.Context, j *job) error {
	if _, err := j.get(ctx); err != nil {
		return err
	}
	members := a.provisionedMembers(j.group)
	if a.settings.Dialect == Catalog {
		return j.replace(ctx, members)
	}
	if _, err := j.get(ctx); err != nil {
		return err
	}
	if err := j.put(ctx, members); err != nil {
		return err
	}
	return j.put(ctx, members)
}

// PauseGroup is "Deactivate group push": changes of the group are not pushed until
// ResumeGroup. Nothing is sent.
func (a *App) PauseGroup(id GroupID) { a.setPaused(id, true) }

// ResumeGroup is "Activate group push". What changed meanwhile is pushed by
// PushNow.
func (a *App) ResumeGroup(id GroupID) { a.setPaused(id, false) }

func (a *App) setPaused(id GroupID, paused bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if g, ok := a.pushed[id]; ok {
		g.paused = paused
	}
}

func (a *App) isPaused(id GroupID) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	g, ok := a.pushed[id]
	return ok && g.paused
}

// Unlinking says what becomes of the server's group.
type Unlinking string

const (
	// DeleteInTarget deletes the group on the server.
	DeleteInTarget Unlinking = "delete"
	// LeaveInTarget leaves it; nothing is sent.
	LeaveInTarget Unlinking = "leave"
)

// UnlinkGroup ends the pushing of a group.
func (a *App) UnlinkGroup(ctx context.Context, id GroupID, unlinking Unlinking) error {
	j, done, err := a.jobFor(ActionUnlinkGroup, id)
	if err != nil {
		return err
	}
	j.task.task.Outcome = "unlinked and left"
	if unlinking == DeleteInTarget {
		j.task.task.Outcome = "unlinked and deleted"
		if err := j.delete(ctx); err != nil {
			return done(err)
		}
	}
	a.mu.Lock()
	delete(a.pushed, id)
	if unlinking == DeleteInTarget {
		delete(a.imported, j.name)
	}
	a.mu.Unlock()
	return done(nil)
}

func (j *job) delete(ctx context.Context) error {
	if _, err := j.get(ctx); err != nil {
		return err
	}
	got, err := j.app.wire.send(ctx, j.task, request{method: http.MethodDelete, path: groupPath(j.remote)})
	if err != nil {
		return err
	}
	if got.status != http.StatusNoContent {
		return got.refusalInsteadOf(http.StatusNoContent)
	}
	return nil
}

// LinkGroup pushes a group onto one that exists on the server under the name
// remoteName. The members it has are kept; it is renamed to Okta's name when
// the settings say so.
func (a *App) LinkGroup(ctx context.Context, id GroupID, remoteName string) error {
	group, ok := a.org.Group(id)
	if !ok {
		return fmt.Errorf("there is no group %s in the org", id)
	}
	t := a.begin(ActionLinkGroup, group.Name)
	t.task.Outcome = "linked to " + remoteName
	remote, err := a.findGroup(ctx, t, remoteName)
	if err == nil && remote == "" {
		err = errors.New("the remote server has no group " + remoteName)
	}
	if err != nil {
		return t.end(err)
	}
	return t.end(a.linkGroup(ctx, a.pushedAs(t, id, remoteName, remote), group))
}

func (a *App) linkGroup(ctx context.Context, j *job, group Group) error {
	g, err := a.adopt(ctx, j)
	if err != nil {
		return err
	}
	if a.settings.RenameGroups {
		j.name = group.Name
	}
	members := a.provisionedMembers(group.ID)
	if a.settings.Dialect == Catalog {
		if err := j.assertName(ctx); err != nil {
			return err
		}
		a.setPushedName(j)
		return j.add(ctx, members)
	}
	ours := make(map[string]bool, len(members))
	for _, m := range members {
		ours[m.Value] = true
	}
	for _, id := range g.members {
		if !ours[id] {
			members = append(members, sentMember{Value: id})
		}
	}
	if err := j.put(ctx, members); err != nil {
		return err
	}
	a.setPushedName(j)
	return nil
}

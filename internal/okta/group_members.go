package okta

import (
	"context"
	"errors"
	"slices"
)

// AddMembers adds people to a group in Okta and, if the group is pushed, those
// of them who are provisioned to the server's.
func (a *App) AddMembers(ctx context.Context, id GroupID, people ...UserID) error {
	if err := a.org.AddMembers(id, people...); err != nil {
		return err
	}
	return a.PushAdded(ctx, id, people...)
}

// PushAdded pushes that people belong to a group now, if its push is active. A
// catalog app reads the group and sends PATCHes in batches; a wizard app puts the
// whole group, twice.
func (a *App) PushAdded(ctx context.Context, id GroupID, people ...UserID) error {
	if !a.Pushing(id) {
		return nil
	}
	return a.pushMembers(ctx, id, a.sentMembers(people))
}

func (a *App) pushMembers(ctx context.Context, id GroupID, members []sentMember) error {
	if len(members) == 0 {
		return nil
	}
	j, done, err := a.jobFor(ActionAddMembers, id)
	if err != nil {
		return err
	}
	j.task.task.Outcome = counted(len(members), "member", "added")
	if a.settings.Dialect == Wizard {
		return done(j.putTwice(ctx, nil))
	}
	if _, err := j.get(ctx); err != nil {
		return done(err)
	}
	return done(j.add(ctx, members))
}

// RemoveMembers takes people out of a group in Okta and, if the group is
// pushed, out of the server's.
func (a *App) RemoveMembers(ctx context.Context, id GroupID, people ...UserID) error {
	if err := a.org.RemoveMembers(id, people...); err != nil {
		return err
	}
	return a.PushRemoved(ctx, id, people...)
}

// PushRemoved pushes that people belong to a group no more, if its push is active.
func (a *App) PushRemoved(ctx context.Context, id GroupID, people ...UserID) error {
	if !a.Pushing(id) {
		return nil
	}
	var gone []string
	for _, person := range people {
		if remote, ok := a.RemoteID(person); ok {
			gone = append(gone, remote)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	j, done, err := a.jobFor(ActionRemoveMembers, id)
	if err != nil {
		return err
	}
	j.task.task.Outcome = counted(len(gone), "member", "removed")
	if a.settings.Dialect == Wizard {
		// The first PUT still holds who leaves.
		return done(j.putTwice(ctx, append(a.provisionedMembers(id), a.sentMembers(people)...)))
	}
	if _, err := j.get(ctx); err != nil {
		return done(err)
	}
	return done(j.removeMembers(ctx, gone))
}

// putTwice is a membership change of a wizard app: two reads and a PUT, then a
// read and a PUT. The first PUT carries the members given as before, those of
// Okta when there are none; the second always Okta's.
func (j *job) putTwice(ctx context.Context, before []sentMember) error {
	if _, err := j.get(ctx); err != nil {
		return err
	}
	if _, err := j.get(ctx); err != nil {
		return err
	}
	if before == nil {
		before = j.app.provisionedMembers(j.group)
	}
	if err := j.put(ctx, before); err != nil {
		return err
	}
	if _, err := j.get(ctx); err != nil {
		return err
	}
	return j.put(ctx, j.app.provisionedMembers(j.group))
}

// groupsHolding returns the pushed groups that hold any of the people who are
// provisioned, in the order of the org, each with those people.
func (a *App) groupsHolding(people []UserID) (groups []GroupID, holding [][]UserID) {
	for _, group := range a.org.Groups() {
		if !a.Pushing(group.ID) {
			continue
		}
		members := setOf(group.Members)
		var held []UserID
		for _, person := range people {
			if members[person] && a.Assigned(person) {
				held = append(held, person)
			}
		}
		if len(held) > 0 {
			groups = append(groups, group.ID)
			holding = append(holding, held)
		}
	}
	return groups, holding
}

// pushMissingMembers adds people who have just been assigned to the pushed
// groups of theirs that do not hold them on the server yet.
func (a *App) pushMissingMembers(ctx context.Context, people []UserID) error {
	groups, holding := a.groupsHolding(people)
	return each(a, groups, func(i int, id GroupID) error {
		_, confirmed := a.pushedState(id)
		missing := slices.DeleteFunc(a.sentMembers(holding[i]), func(m sentMember) bool { return confirmed[m.Value] })
		return a.pushMembers(ctx, id, missing)
	})
}

// repushGroups is what a wizard app does after a reassignment: every pushed
// group of the people is read twice and put, then read and put once more, the
// groups side by side.
func (a *App) repushGroups(ctx context.Context, people []UserID) error {
	groups, _ := a.groupsHolding(people)
	jobs := make([]*job, len(groups))
	ends := make([]func(error) error, len(groups))
	errs := make([]error, len(groups))
	for i, id := range groups {
		jobs[i], ends[i], errs[i] = a.jobFor(ActionRepushMembership, id)
	}
	read := func(j *job) error {
		_, err := j.get(ctx)
		return err
	}
	write := func(j *job) error { return j.put(ctx, a.provisionedMembers(j.group)) }
	// Each step runs over all groups before the next begins, as captured.
	for _, step := range []func(*job) error{read, read, write, read, write} {
		_ = each(a, jobs, func(i int, j *job) error {
			if errs[i] == nil {
				errs[i] = step(j)
			}
			return nil
		})
	}
	for i, end := range ends {
		if end != nil {
			jobs[i].task.task.Outcome = "pushed again"
			errs[i] = end(errs[i])
		}
	}
	return errors.Join(errs...)
}

// setOf is for groups of many thousands, where a search for each member of a
// list would take minutes.
func setOf[T comparable](items []T) map[T]bool {
	set := make(map[T]bool, len(items))
	for _, item := range items {
		set[item] = true
	}
	return set
}

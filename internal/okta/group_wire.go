package okta

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// sentMember is a member as Okta sends it: never a type, never a $ref.
type sentMember struct {
	Value   string  `json:"value"`
	Display *string `json:"display"`
}

// groupBody is the body of a group's POST and PUT. Okta sends no externalId
// for groups and no meta.
type groupBody struct {
	Schemas     []string     `json:"schemas"`
	ID          string       `json:"id,omitempty"`
	DisplayName string       `json:"displayName"`
	Members     []sentMember `json:"members"`
}

// nameAssertion is the value of the path-less PATCH that renames a group, or
// only repeats its name.
type nameAssertion struct {
	ID          string `json:"id"`
	DisplayName string `json:"displayName"`
}

// job is one group job on its way: the group of the org, where it lives on the
// server, and the task that it belongs to.
type job struct {
	app   *App
	task  *running
	group GroupID
	// remote and name are the server's id and the name to assert.
	remote string
	name   string
}

// jobFor begins a task on a pushed group. In a wizard app the jobs of one
// group follow one another, since each PUT carries the whole group; a catalog
// app's PATCHes overlap. The caller ends the task by calling done.
func (a *App) jobFor(action Action, id GroupID) (j *job, done func(error) error, err error) {
	a.mu.Lock()
	pushed, ok := a.pushed[id]
	a.mu.Unlock()
	if !ok {
		group, _ := a.org.Group(id)
		return nil, nil, fmt.Errorf("group %s is not pushed", group.Name)
	}
	release := func() {}
	if a.settings.Dialect == Wizard {
		pushed.jobs.Lock()
		release = sync.OnceFunc(pushed.jobs.Unlock)
	}
	a.mu.Lock()
	j = &job{app: a, task: a.begin(action, pushed.name), group: id, remote: pushed.remote, name: pushed.name}
	a.mu.Unlock()
	return j, func(err error) error {
		release()
		return j.task.end(err)
	}, nil
}

// provisionedMembers returns the group's people that are provisioned, in the order of the
// org; the others cannot be members on the server yet.
func (a *App) provisionedMembers(id GroupID) []sentMember {
	group, _ := a.org.Group(id)
	return a.sentMembers(group.Members)
}

// sentMembers gives the members for those of ids who are provisioned.
func (a *App) sentMembers(ids []UserID) []sentMember {
	members := make([]sentMember, 0, len(ids))
	for _, id := range ids {
		if !a.Assigned(id) {
			continue
		}
		person, ok := a.person(id)
		if !ok {
			continue
		}
		remote, _ := a.RemoteID(id)
		member := sentMember{Value: remote}
		if !a.settings.NullMemberDisplay {
			member.Display = &person.Profile.Login
		}
		members = append(members, member)
	}
	return members
}

// get reads the group and holds it against what was pushed: Okta's picture of
// a group is what the server acknowledged.
func (j *job) get(ctx context.Context) (remoteGroup, error) {
	nameBefore, before := j.app.pushedState(j.group)
	got, err := j.app.wire.send(ctx, j.task, request{method: http.MethodGet, path: groupPath(j.remote)})
	if err != nil {
		return remoteGroup{}, err
	}
	g, err := got.group(http.StatusOK)
	if err != nil {
		return remoteGroup{}, err
	}
	if g.id != j.remote {
		return remoteGroup{}, fmt.Errorf("the remote server answered with group %s where %s was asked for", g.id, j.remote)
	}
	// Another job may have changed the group meanwhile: only what held before
	// and after the request had to be in the answer.
	nameAfter, after := j.app.pushedState(j.group)
	if nameBefore == nameAfter && g.name != nameBefore {
		return remoteGroup{}, fmt.Errorf("the remote server calls the group %s where %s was pushed", g.name, nameBefore)
	}
	listed := setOf(g.members)
	var missing []string
	for _, id := range slices.Sorted(maps.Keys(before)) {
		if after[id] && !listed[id] {
			missing = append(missing, id)
		}
	}
	if len(missing) > 0 {
		return remoteGroup{}, fmt.Errorf("the remote server lists %d members and lacks %d that were pushed, such as %s", len(g.members), len(missing), missing[0])
	}
	return g, nil
}

// pushedState returns the pushed name and a copy of the confirmed members.
func (a *App) pushedState(id GroupID) (string, map[string]bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	pushed, ok := a.pushed[id]
	if !ok {
		return "", nil
	}
	return pushed.name, maps.Clone(pushed.confirmed)
}

// confirm notes members that the server acknowledged.
func (j *job) confirm(members []sentMember) {
	j.app.mu.Lock()
	defer j.app.mu.Unlock()
	pushed, ok := j.app.pushed[j.group]
	if !ok {
		return
	}
	for _, m := range members {
		pushed.confirmed[m.Value] = true
	}
}

// renounce notes that members are about to be removed.
func (j *job) renounce(ids []string) {
	j.app.mu.Lock()
	defer j.app.mu.Unlock()
	pushed, ok := j.app.pushed[j.group]
	if !ok {
		return
	}
	for _, id := range ids {
		delete(pushed.confirmed, id)
	}
}

// renounceAllBut notes that the group is about to hold exactly members.
func (j *job) renounceAllBut(members []sentMember) {
	kept := make(map[string]bool, len(members))
	for _, m := range members {
		kept[m.Value] = true
	}
	_, confirmed := j.app.pushedState(j.group)
	var gone []string
	for id := range confirmed {
		if !kept[id] {
			gone = append(gone, id)
		}
	}
	j.renounce(gone)
}

// patch sends operations in one PATCH.
func (j *job) patch(ctx context.Context, operations ...operation) error {
	got, err := j.app.sendJSON(ctx, j.task, http.MethodPatch, groupPath(j.remote), newPatch(operations...))
	if err != nil {
		return err
	}
	return got.patched()
}

// assertName sends the path-less PATCH with the group's id and name.
func (j *job) assertName(ctx context.Context) error {
	return j.patch(ctx, operation{Op: "replace", Value: nameAssertion{ID: j.remote, DisplayName: j.name}})
}

// add sends members in batches, the name before each.
func (j *job) add(ctx context.Context, members []sentMember) error {
	for _, batch := range batches(members, j.app.settings.MembershipBatch) {
		if err := j.assertName(ctx); err != nil {
			return err
		}
		if err := j.addOnce(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

func (j *job) addOnce(ctx context.Context, members []sentMember) error {
	if err := j.patch(ctx, operation{Op: "add", Path: "members", Value: members}); err != nil {
		return err
	}
	j.confirm(members)
	return nil
}

// removeMembers removes ids one operation each, in batches, the name before
// each batch.
func (j *job) removeMembers(ctx context.Context, ids []string) error {
	j.renounce(ids)
	for _, batch := range batches(ids, j.app.settings.MembershipBatch) {
		if err := j.assertName(ctx); err != nil {
			return err
		}
		operations := make([]operation, 0, len(batch))
		for _, id := range batch {
			operations = append(operations, operation{Op: "remove", Path: "members[value eq " + quote(id) + "]"})
		}
		if err := j.patch(ctx, operations...); err != nil {
			return err
		}
	}
	return nil
}

// replace sends the whole list: one replace, and adds for what exceeds a batch.
func (j *job) replace(ctx context.Context, members []sentMember) error {
	if err := j.assertName(ctx); err != nil {
		return err
	}
	j.renounceAllBut(members)
	first := members[:min(len(members), j.app.settings.MembershipBatch)]
	if err := j.patch(ctx, operation{Op: "replace", Path: "members", Value: first}); err != nil {
		return err
	}
	j.confirm(first)
	return j.add(ctx, members[len(first):])
}

// put sends the whole group, its members in an order of no meaning.
func (j *job) put(ctx context.Context, members []sentMember) error {
	j.renounceAllBut(members)
	got, err := j.app.sendJSON(ctx, j.task, http.MethodPut, groupPath(j.remote), groupBody{
		Schemas:     []string{urnGroup},
		ID:          j.remote,
		DisplayName: j.name,
		Members:     j.app.shuffled(members),
	})
	if err != nil {
		return err
	}
	g, err := got.group(http.StatusOK)
	if err != nil {
		return err
	}
	if g.id != j.remote {
		return fmt.Errorf("the remote server changed the id of the group from %s to %s", j.remote, g.id)
	}
	if !strings.EqualFold(g.name, j.name) {
		return fmt.Errorf("the remote server calls the group %s where %s was sent", g.name, j.name)
	}
	j.confirm(members)
	return nil
}

// shuffled returns the members in another order; Okta keeps none.
func (a *App) shuffled(members []sentMember) []sentMember {
	mixed := append([]sentMember{}, members...)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.rand.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	return mixed
}

// batches cuts items into pieces of at most size.
func batches[T any](items []T, size int) [][]T {
	var pieces [][]T
	for len(items) > 0 {
		n := min(size, len(items))
		pieces = append(pieces, items[:n])
		items = items[n:]
	}
	return pieces
}

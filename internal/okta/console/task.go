package console

import (
	"context"

	"github.com/musterhq/muster/internal/okta"
)

// keptTasks is how many of the latest tasks are kept.
const keptTasks = 2000

// taskEntry is a task that an app has done, and whom it was about.
type taskEntry struct {
	number int
	app    *integration
	task   okta.Task
	person okta.UserID
	group  okta.GroupID
	// settled says that what failed was done again since.
	settled bool
}

// state is what the list of tasks says.
func (e *taskEntry) state() string {
	switch {
	case !e.task.Failed():
		return "Completed"
	case e.settled:
		return "Retried"
	}
	return "Failed"
}

// retryable says whether the task can be done again.
func (e *taskEntry) retryable() bool {
	return e.task.Failed() && !e.settled && e.again() != nil
}

// finished hears of every task that an app has done.
func (i *integration) finished(task okta.Task) {
	c := i.console
	entry := &taskEntry{app: i, task: task}
	switch task.Action {
	case okta.ActionAssign, okta.ActionReactivate, okta.ActionPushProfile, okta.ActionDeactivate:
	case okta.ActionTestConnection, okta.ActionSave, okta.ActionImportUsers, okta.ActionImportGroups:
	case okta.ActionPushGroup, okta.ActionRenameGroup, okta.ActionAddMembers, okta.ActionRemoveMembers,
		okta.ActionPushNow, okta.ActionLinkGroup, okta.ActionUnlinkGroup, okta.ActionRepushMembership:
		entry.group = c.groupNamed(i, task.Subject)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if entry.group == "" {
		entry.person = i.logins[task.Subject]
	}
	entry.number = 1
	if last := len(c.tasks) - 1; last >= 0 {
		entry.number = c.tasks[last].number + 1
	}
	if !task.Failed() {
		c.settleEarlier(entry)
	}
	c.tasks = append(c.tasks, entry)
	if len(c.tasks) > 2*keptTasks {
		c.tasks = append([]*taskEntry(nil), c.tasks[keptTasks:]...)
	}
	c.log.add(task.Began, logTask, i.general.Label, sentenceOf(task), task.Sentence)
}

// settleEarlier notes that what failed before for the same person or group has
// succeeded. The caller holds the lock.
func (c *Console) settleEarlier(now *taskEntry) {
	for _, earlier := range c.tasks {
		if earlier.app == now.app && earlier.person == now.person && earlier.group == now.group {
			earlier.settled = true
		}
	}
}

// groupNamed finds the group that a task calls by its name in the app, which may be
// an earlier one.
func (c *Console) groupNamed(i *integration, name string) okta.GroupID {
	for _, group := range c.org.Groups() {
		if group.Name == name {
			return group.ID
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if current := i.line.current; current != nil {
		return current.group
	}
	return ""
}

// again returns the work that does a failed task once more; nil where there is none.
func (e *taskEntry) again() func(context.Context, *okta.App) error {
	person, group, org := e.person, e.group, e.app.console.org
	switch e.task.Action {
	case okta.ActionAssign:
		return forPerson(person, (*okta.App).Assign)
	case okta.ActionReactivate:
		return forPerson(person, (*okta.App).Reassign)
	case okta.ActionPushProfile:
		return forPerson(person, (*okta.App).PushProfile)
	case okta.ActionDeactivate:
		return forPerson(person, (*okta.App).Unassign)
	case okta.ActionUnlinkGroup:
		if group == "" {
			return nil
		}
		return e.app.unlinking(group, okta.DeleteInTarget)
	case okta.ActionRenameGroup:
		return func(ctx context.Context, app *okta.App) error {
			found, _ := org.Group(group)
			return app.RenameGroup(ctx, group, found.Name)
		}
	case okta.ActionPushGroup, okta.ActionAddMembers, okta.ActionRemoveMembers, okta.ActionPushNow, okta.ActionLinkGroup, okta.ActionRepushMembership:
		if group == "" {
			return nil
		}
		return pushingNow(group)
	case okta.ActionTestConnection, okta.ActionSave, okta.ActionImportUsers, okta.ActionImportGroups:
	}
	return nil
}

func forPerson(person okta.UserID, action func(*okta.App, context.Context, ...okta.UserID) error) func(context.Context, *okta.App) error {
	if person == "" {
		return nil
	}
	return func(ctx context.Context, app *okta.App) error { return action(app, ctx, person) }
}

// pushingNow pushes a group, again if it was pushed before.
func pushingNow(group okta.GroupID) func(context.Context, *okta.App) error {
	return func(ctx context.Context, app *okta.App) error {
		if _, pushed := app.RemoteGroupID(group); pushed {
			return app.PushNow(ctx, group)
		}
		return app.PushGroup(ctx, group)
	}
}

// retry does failed tasks once more, and returns the apps that do.
func (c *Console) retry(numbers map[int]bool) []*integration {
	c.mu.Lock()
	defer c.mu.Unlock()
	var apps []*integration
	for _, entry := range c.tasks {
		if !numbers[entry.number] || !entry.retryable() {
			continue
		}
		entry.settled = true
		one := work{what: sentenceOf(entry.task), group: entry.group, run: entry.again()}
		if entry.person != "" {
			one.people = []okta.UserID{entry.person}
		}
		entry.app.do(one)
		apps = append(apps, entry.app)
	}
	return apps
}

// failureOf returns what the last task about a person or group failed with, unless
// it was done again. The caller holds the lock.
func (i *integration) failureOf(person okta.UserID, group okta.GroupID) (sentence string, number int) {
	for n := len(i.console.tasks) - 1; n >= 0; n-- {
		entry := i.console.tasks[n]
		if entry.app != i || entry.person != person || entry.group != group {
			continue
		}
		if entry.task.Failed() && !entry.settled {
			return entry.task.Sentence, entry.number
		}
		return "", 0
	}
	return "", 0
}

// openTasks counts the tasks that wait for somebody to retry them. The caller holds
// the lock.
func (c *Console) openTasks() int {
	open := 0
	for _, entry := range c.tasks {
		if entry.retryable() {
			open++
		}
	}
	return open
}

// sentenceOf says in words what a task was.
func sentenceOf(task okta.Task) string {
	of := task.Subject
	switch task.Action {
	case okta.ActionTestConnection:
		return "Test API credentials"
	case okta.ActionSave:
		return "Save the provisioning settings"
	case okta.ActionImportUsers:
		return "Import users"
	case okta.ActionImportGroups:
		return "Import groups"
	case okta.ActionAssign:
		return "Create user " + of
	case okta.ActionPushProfile:
		return "Push profile update of " + of
	case okta.ActionDeactivate:
		return "Deactivate user " + of
	case okta.ActionReactivate:
		return "Reactivate user " + of
	case okta.ActionPushGroup:
		return "Push group " + of
	case okta.ActionRenameGroup:
		return "Rename group " + of
	case okta.ActionAddMembers:
		return "Add members to group " + of
	case okta.ActionRemoveMembers:
		return "Remove members from group " + of
	case okta.ActionPushNow:
		return "Push group " + of + " now"
	case okta.ActionLinkGroup:
		return "Link group " + of
	case okta.ActionUnlinkGroup:
		return "Unlink group " + of
	case okta.ActionRepushMembership:
		return "Push group " + of + " again"
	}
	return string(task.Action) + " " + of
}

package okta

import (
	"fmt"
	"sync"
	"time"
)

// Action is the kind of a task.
type Action string

const (
	ActionTestConnection   Action = "test connection"
	ActionSave             Action = "save settings"
	ActionImportUsers      Action = "import users"
	ActionImportGroups     Action = "import groups"
	ActionAssign           Action = "assign user"
	ActionPushProfile      Action = "push profile"
	ActionDeactivate       Action = "deactivate user"
	ActionReactivate       Action = "reactivate user"
	ActionPushGroup        Action = "push group"
	ActionRenameGroup      Action = "rename group"
	ActionAddMembers       Action = "add members"
	ActionRemoveMembers    Action = "remove members"
	ActionPushNow          Action = "push now"
	ActionLinkGroup        Action = "link group"
	ActionUnlinkGroup      Action = "unlink group"
	ActionRepushMembership Action = "re-push group"
)

// Task is one thing that Okta did, finished.
type Task struct {
	// Number counts from 1 in the order in which tasks were begun.
	Number int
	Action Action
	// Subject is the login of the person or the name of the group; empty for
	// what concerns the whole app.
	Subject string
	// Outcome says in a few words what came of it, such as "created".
	Outcome string
	// Sentence is what the administrator reads when the task failed; empty
	// when it did not.
	Sentence string
	// Warnings are things that Okta copes with but a server should mend.
	Warnings []string
	Began    time.Time
	// Took is the time from beginning to end, in which Waited was spent
	// waiting because the server answered 429.
	Took   time.Duration
	Waited time.Duration
	// Exchanges are the requests in their order, with their answers' status.
	Exchanges []ExchangeSummary
}

// Failed says whether the task failed.
func (t Task) Failed() bool { return t.Sentence != "" }

// TaskError is the error of an action: the failed task and what broke it.
type TaskError struct {
	Task Task
	Err  error
}

// Error returns the sentence that the administrator reads.
func (e *TaskError) Error() string { return e.Task.Sentence }

// Unwrap returns the cause, a *RemoteError when the server refused.
func (e *TaskError) Unwrap() error { return e.Err }

// DefaultLogLimit is how many tasks a Log keeps.
const DefaultLogLimit = 10000

// Log keeps the latest tasks and tells followers about each as it ends. The
// zero value is ready for use, by several goroutines.
type Log struct {
	// Limit is how many of the latest tasks are kept at least,
	// DefaultLogLimit when zero; never twice as many.
	Limit int

	mu        sync.Mutex
	tasks     []Task
	begun     int
	followers map[int]func(Task)
	followed  int
	// notifying keeps followers to one call at a time without holding mu, so
	// that a follower may read the log.
	notifying sync.Mutex
}

// Tasks returns the kept tasks in the order in which they ended.
func (l *Log) Tasks() []Task {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Task(nil), l.tasks...)
}

// Failures returns the kept tasks that failed.
func (l *Log) Failures() []Task {
	var failed []Task
	for _, task := range l.Tasks() {
		if task.Failed() {
			failed = append(failed, task)
		}
	}
	return failed
}

// Follow calls fn for every task that ends from now on, one at a time, until
// stop is called. The action goes on only after fn has returned.
func (l *Log) Follow(fn func(Task)) (stop func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.followers == nil {
		l.followers = map[int]func(Task){}
	}
	l.followed++
	id := l.followed
	l.followers[id] = fn
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.followers, id)
	}
}

func (l *Log) number() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.begun++
	return l.begun
}

func (l *Log) add(task Task) {
	l.notifying.Lock()
	defer l.notifying.Unlock()
	for _, fn := range l.keep(task) {
		fn(task)
	}
}

// keep appends the task and returns who is to hear of it.
func (l *Log) keep(task Task) []func(Task) {
	l.mu.Lock()
	defer l.mu.Unlock()
	limit := l.Limit
	if limit == 0 {
		limit = DefaultLogLimit
	}
	// Twice the limit before anything is dropped: dropping copies the rest.
	l.tasks = append(l.tasks, task)
	if len(l.tasks) >= 2*limit {
		l.tasks = append(l.tasks[:0:0], l.tasks[len(l.tasks)-limit:]...)
	}
	var fns []func(Task)
	for id := 1; id <= l.followed; id++ {
		if fn, ok := l.followers[id]; ok {
			fns = append(fns, fn)
		}
	}
	return fns
}

// running is a task on its way. It belongs to one goroutine at a time.
type running struct {
	task Task
	log  *Log
	now  func() time.Time
	// app is the label of the app integration, for the sentence.
	app string
}

func (a *App) begin(action Action, subject string) *running {
	return &running{
		task: Task{Number: a.Log.number(), Action: action, Subject: subject, Began: a.now()},
		log:  &a.Log,
		now:  a.now,
		app:  a.settings.Label,
	}
}

// end closes the task, logs it and gives the action's error.
func (r *running) end(err error) error {
	r.task.Took = r.now().Sub(r.task.Began)
	if err != nil {
		r.task.Sentence = sentence(r.task.Action, r.task.Subject, r.app, err)
		r.task.Outcome = ""
	}
	task := r.task
	r.log.add(task)
	if err != nil {
		return &TaskError{Task: task, Err: err}
	}
	return nil
}

func (r *running) warn(format string, args ...any) {
	r.task.Warnings = append(r.task.Warnings, fmt.Sprintf(format, args...))
}

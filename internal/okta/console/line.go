package console

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/musterhq/muster/internal/okta"
)

// work is one piece of background work of an integration.
type work struct {
	// what says what is done, for the list of tasks.
	what string
	// people are those whose state waits for it.
	people []okta.UserID
	group  okta.GroupID
	run    func(context.Context, *okta.App) error
}

// line holds the work of an integration that waits or runs.
type line struct {
	// use is held by whoever uses the okta.App for an action or changes its settings.
	use sync.Mutex
	// The rest is guarded by the console's mutex.
	waiting []work
	current *work
	// idle is closed when nothing waits or runs any more; nil while nothing does.
	idle chan struct{}
}

// do lets work run after what waits already. The caller holds the lock; nothing
// happens where the integration sends nothing.
func (i *integration) do(one work) {
	if _, ok := i.sending(); !ok {
		return
	}
	i.line.waiting = append(i.line.waiting, one)
	if i.line.idle != nil {
		return
	}
	i.line.idle = make(chan struct{})
	i.console.working.Go(i.workOff)
}

// workOff does one piece of work after the other until none waits.
func (i *integration) workOff() {
	c := i.console
	for {
		c.mu.Lock()
		i.line.current = nil
		app, ok := i.sending()
		if len(i.line.waiting) == 0 || !ok || c.life.Err() != nil {
			i.line.waiting = nil
			close(i.line.idle)
			i.line.idle = nil
			c.mu.Unlock()
			return
		}
		one := i.line.waiting[0]
		i.line.waiting = i.line.waiting[1:]
		i.line.current = &one
		c.mu.Unlock()

		i.line.use.Lock()
		err := one.run(c.life, app)
		i.line.use.Unlock()
		i.note(one, err)
	}
}

// note writes errors into the log that no task tells.
func (i *integration) note(one work, err error) {
	if _, told := errors.AsType[*okta.TaskError](err); err == nil || told {
		return
	}
	c := i.console
	c.mu.Lock()
	defer c.mu.Unlock()
	c.log.add(c.now(), logTask, i.general.Label, one.what, err.Error())
}

// busy lists what waits or runs. The caller holds the lock.
func (i *integration) busy() []work {
	var list []work
	if i.line.current != nil {
		list = append(list, *i.line.current)
	}
	return append(list, i.line.waiting...)
}

// settle waits a moment for the work of the integrations to end, so that the page
// that follows shows what came of it.
func (c *Console) settle(ctx context.Context, apps ...*integration) {
	if c.patience < 0 {
		return
	}
	late := time.NewTimer(c.patience)
	defer late.Stop()
	for _, i := range apps {
		c.mu.Lock()
		idle := i.line.idle
		c.mu.Unlock()
		if idle == nil {
			continue
		}
		select {
		case <-idle:
		case <-late.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

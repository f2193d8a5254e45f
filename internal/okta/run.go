package okta

import (
	"context"
	"math/rand/v2"
	"net/http"
	"time"
)

// RunConfig describes a rehearsal against a server.
type RunConfig struct {
	// Settings are those of the app integration; start from NewSettings.
	Settings Settings
	// People and Groups are the size of the company, 100 and 8 when zero.
	People int
	Groups int
	// Seed decides the company and everything that happens to it.
	Seed uint64

	// Transport, Now, Sleep and Record are as in AppOptions.
	Transport http.RoundTripper
	Now       func() time.Time
	Sleep     func(context.Context, time.Duration) error
	Record    func(Exchange)
}

// Phase is a part of a run.
type Phase string

const (
	PhaseTest       Phase = "Test connection"
	PhaseAssign     Phase = "Assign people"
	PhaseGroups     Phase = "Push groups"
	PhaseMove       Phase = "Move people"
	PhaseRename     Phase = "Change names"
	PhaseDeactivate Phase = "Deactivate people"
	PhaseReassign   Phase = "Assign people again"
	PhasePushNow    Phase = "Push groups now"
	PhaseCompare    Phase = "Import and compare"
)

// Progress tells how far a run is. It is given after every task, one at a time.
type Progress struct {
	Phase Phase
	// Done and Failed count people or groups of the phase; Total is how many
	// there are to do. Done may pass Total where one thing needs several tasks.
	Done   int
	Failed int
	Total  int
	// Task is the one that has just ended; its Number is zero at the beginning
	// of a phase.
	Task Task
}

// assignAtOnce is how many people are looked up before the first of them is
// created; a progress bar would stand still otherwise.
const assignAtOnce = 100

// Run makes up a company and takes it through everything: it tests the
// connection, assigns everybody, pushes the groups, moves and renames some
// people, deactivates some and takes some back, and at the end imports
// everything and compares it with its own. A failed connection test ends the
// run; other failures are reported and the run goes on. The error is one of
// the settings, of the connection test or of ctx; report is valid with any.
func Run(ctx context.Context, config RunConfig, progress func(Progress)) (Report, error) {
	if config.People == 0 {
		config.People = 100
	}
	if config.Groups == 0 {
		config.Groups = 8
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	if progress == nil {
		progress = func(Progress) {}
	}
	company := NewCompany(CompanySize{People: config.People, Groups: config.Groups, Seed: config.Seed})
	stopwatch := &stopwatch{}
	app, err := NewApp(company.Org, config.Settings, AppOptions{
		Transport: config.Transport,
		Now:       config.Now,
		Sleep:     config.Sleep,
		Seed:      config.Seed,
		Record: func(e Exchange) {
			stopwatch.record(e)
			if config.Record != nil {
				config.Record(e)
			}
		},
	})
	if err != nil {
		return Report{}, err
	}
	defer app.Close()
	r := &rehearsal{
		company:  company,
		app:      app,
		now:      config.Now,
		progress: progress,
		rand:     rand.New(rand.NewPCG(config.Seed, 0x72756e)),
	}
	began := config.Now()
	defer app.Log.Follow(r.heard)()
	err = r.rehearse(ctx)
	r.report.Company = company.Name
	r.report.People = config.People
	r.report.Groups = config.Groups
	r.report.Took = config.Now().Sub(began)
	r.report.Requests = stopwatch.requests()
	return r.report, err
}

// rehearsal is a run on its way.
type rehearsal struct {
	company  *Company
	app      *App
	now      func() time.Time
	progress func(Progress)
	rand     *rand.Rand
	report   Report
	current  Progress
}

// heard is told of every task, one at a time.
func (r *rehearsal) heard(task Task) {
	r.current.Done++
	r.report.Tasks++
	r.report.Warnings = append(r.report.Warnings, task.Warnings...)
	if task.Failed() {
		r.current.Failed++
		r.report.Failures = append(r.report.Failures, task)
	}
	r.current.Task = task
	r.progress(r.current)
}

// phase runs one part. Its error, if any, is in the log already.
func (r *rehearsal) phase(phase Phase, total int, fn func() error) error {
	r.current = Progress{Phase: phase, Total: total}
	r.progress(r.current)
	began := r.now()
	err := fn()
	r.report.Phases = append(r.report.Phases, PhaseReport{
		Phase: phase, Tasks: r.current.Done, Failed: r.current.Failed, Took: r.now().Sub(began),
	})
	return err
}

func (r *rehearsal) rehearse(ctx context.Context) error {
	err := r.phase(PhaseTest, 2, func() error {
		if err := r.app.TestConnection(ctx); err != nil {
			return err
		}
		return r.app.Save(ctx)
	})
	if err != nil {
		return err
	}
	people, groups := r.people(), r.groups()
	parts := []struct {
		phase Phase
		total int
		run   func() error
	}{
		{PhaseAssign, len(people), func() error {
			for _, batch := range batches(people, assignAtOnce) {
				_ = r.app.Assign(ctx, batch...)
			}
			return nil
		}},
		{PhaseGroups, len(groups), func() error { return r.app.PushGroup(ctx, groups...) }},
		{PhaseMove, r.share(10), func() error { return r.move(ctx, r.share(10)) }},
		{PhaseRename, 4*r.share(50) + 2*min(2, len(groups)), func() error { return r.rename(ctx, r.share(50)) }},
		{PhaseDeactivate, r.share(10), func() error { return r.app.Deactivate(ctx, people[len(people)-r.share(10):]...) }},
		{PhaseReassign, r.share(20), func() error { return r.app.Reassign(ctx, people[len(people)-r.share(20):]...) }},
		{PhasePushNow, len(groups), func() error {
			return each(r.app, groups, func(_ int, id GroupID) error { return r.app.PushNow(ctx, id) })
		}},
		{PhaseCompare, 2 + len(groups) + min(lookupSample, len(people)), func() error {
			differences, err := r.app.Compare(ctx)
			r.report.Differences = differences
			return err
		}},
	}
	for _, part := range parts {
		_ = r.phase(part.phase, part.total, part.run)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// share is one person in so many, and one at least.
func (r *rehearsal) share(of int) int { return max(1, len(r.people())/of) }

func (r *rehearsal) people() []UserID {
	var ids []UserID
	for _, p := range r.company.Org.People() {
		ids = append(ids, p.ID)
	}
	return ids
}

func (r *rehearsal) groups() []GroupID {
	var ids []GroupID
	for _, g := range r.company.Org.Groups() {
		ids = append(ids, g.ID)
	}
	return ids
}

// move lets people change their department, groups included. Whoever is drawn
// may be drawn into the same department, so there are more tries than moves.
func (r *rehearsal) move(ctx context.Context, count int) error {
	trickle := &Trickle{company: r.company, app: r.app, rand: r.rand}
	for tries := 10 * count; tries > 0 && count > 0 && ctx.Err() == nil; tries-- {
		if text, _ := trickle.move(ctx); text != "" {
			count--
		}
	}
	return nil
}

// rename changes some usernames, and the names of the first two groups, there
// and back: a second run of the same company finds everybody again.
func (r *rehearsal) rename(ctx context.Context, count int) error {
	for _, id := range r.people()[:count] {
		person, _ := r.company.Org.Person(id)
		for _, login := range []string{"renamed." + person.Profile.Login, person.Profile.Login} {
			if err := r.app.ChangeUsername(ctx, id, login); err != nil {
				return err
			}
		}
	}
	for _, id := range r.groups()[:min(2, len(r.groups()))] {
		group, _ := r.company.Org.Group(id)
		for _, name := range []string{group.Name + " (renamed)", group.Name} {
			if err := r.app.RenameGroup(ctx, id, name); err != nil {
				return err
			}
		}
	}
	return nil
}

package okta

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
)

// Kind is the kind of an event in a company's life.
type Kind string

const (
	Joined         Kind = "joined"
	Moved          Kind = "moved"
	Left           Kind = "left"
	Returned       Kind = "returned"
	Promoted       Kind = "promoted"
	ChangedName    Kind = "changed name"
	JoinedProject  Kind = "joined project"
	LeftProject    Kind = "left project"
	RenamedProject Kind = "renamed project"
	StartedProject Kind = "started project"
	EndedProject   Kind = "ended project"
)

// Event is one thing that happened in the company.
type Event struct {
	Kind Kind
	// Text is one readable line.
	Text string
}

// Trickle lets a company live on: joiners, movers, leavers, new names, projects
// that begin, change and end. It is endless, repeatable by its seed, and used
// by one goroutine.
type Trickle struct {
	company *Company
	app     *App
	rand    *rand.Rand
	left    []UserID
}

// NewTrickle returns the life of a company after its start, pushed by app,
// which must be an app of the company's org.
func NewTrickle(company *Company, app *App, seed uint64) *Trickle {
	return &Trickle{company: company, app: app, rand: rand.New(rand.NewPCG(seed, 0x74726963))}
}

// likelihood says how often a kind happens, in parts of the sum.
var likelihood = []struct {
	kind  Kind
	parts int
}{
	{Joined, 22},
	{Moved, 14},
	{Left, 12},
	{Returned, 4},
	{Promoted, 14},
	{ChangedName, 6},
	{JoinedProject, 14},
	{LeftProject, 8},
	{RenamedProject, 2},
	{StartedProject, 2},
	{EndedProject, 2},
}

// Step lets the next thing happen, and pushes what Okta pushes for it. The
// event happened in the company also when the error says that a push failed.
func (t *Trickle) Step(ctx context.Context) (Event, error) {
	for {
		kind := t.kind()
		text, err := t.happen(ctx, kind)
		if text != "" {
			return Event{Kind: kind, Text: text}, err
		}
	}
}

func (t *Trickle) kind() Kind {
	total := 0
	for _, l := range likelihood {
		total += l.parts
	}
	n := t.rand.IntN(total)
	for _, l := range likelihood {
		if n -= l.parts; n < 0 {
			return l.kind
		}
	}
	return Joined
}

// happen returns no text when this kind cannot happen now, say because nobody
// is left to leave.
func (t *Trickle) happen(ctx context.Context, kind Kind) (string, error) {
	switch kind {
	case Joined:
		return t.join(ctx)
	case Moved:
		return t.move(ctx)
	case Left:
		return t.leave(ctx)
	case Returned:
		return t.comeBack(ctx)
	case Promoted:
		return t.promote(ctx)
	case ChangedName:
		return t.changeName(ctx)
	case JoinedProject:
		return t.joinProject(ctx)
	case LeftProject:
		return t.leaveProject(ctx)
	case RenamedProject:
		return t.renameProject(ctx)
	case StartedProject:
		return t.startProject(ctx)
	case EndedProject:
		return t.endProject(ctx)
	}
	return "", nil
}

// someone picks an active person who leads nothing.
func (t *Trickle) someone() (Person, bool) {
	people := slices.DeleteFunc(t.company.Org.People(), func(p Person) bool {
		if p.Status != StatusActive || p.ID == t.company.chief {
			return true
		}
		return t.company.heads[p.Profile.Department] == p.ID
	})
	if len(people) == 0 {
		return Person{}, false
	}
	return pick(t.rand, people), true
}

func (t *Trickle) join(ctx context.Context) (string, error) {
	p := t.company.hire()
	text := fmt.Sprintf("%s joined %s in %s as %s", p.Profile.Name(), p.Profile.Department, p.Profile.City, article(p.Profile.Title))
	err := t.app.Assign(ctx, p.ID)
	for _, group := range t.company.belongs(p.Profile) {
		err = errors.Join(err, t.app.AddMembers(ctx, group, p.ID))
	}
	return text, err
}

func (t *Trickle) move(ctx context.Context) (string, error) {
	p, ok := t.someone()
	if !ok {
		return "", nil
	}
	from := p.Profile.Department
	d := t.company.department()
	if d.name == from {
		return "", nil
	}
	before := t.company.belongs(p.Profile)
	placed := t.company.place(p.Profile, d)
	p = t.company.edit(p.ID, func(profile *Profile) { *profile = placed })
	err := t.app.PushProfile(ctx, p.ID)
	after := t.company.belongs(p.Profile)
	for _, group := range before {
		if !slices.Contains(after, group) {
			err = errors.Join(err, t.app.RemoveMembers(ctx, group, p.ID))
		}
	}
	for _, group := range after {
		if !slices.Contains(before, group) {
			err = errors.Join(err, t.app.AddMembers(ctx, group, p.ID))
		}
	}
	return fmt.Sprintf("%s moved from %s to %s", p.Profile.Name(), from, d.name), err
}

func (t *Trickle) leave(ctx context.Context) (string, error) {
	p, ok := t.someone()
	if !ok {
		return "", nil
	}
	t.left = append(t.left, p.ID)
	return fmt.Sprintf("%s left %s", p.Profile.Name(), p.Profile.Department), t.app.Deactivate(ctx, p.ID)
}

func (t *Trickle) comeBack(ctx context.Context) (string, error) {
	if len(t.left) == 0 {
		return "", nil
	}
	i := t.rand.IntN(len(t.left))
	id := t.left[i]
	t.left = slices.Delete(t.left, i, i+1)
	err := t.app.Reassign(ctx, id)
	p, _ := t.company.Org.Person(id)
	return fmt.Sprintf("%s came back to %s", p.Profile.Name(), p.Profile.Department), err
}

func (t *Trickle) promote(ctx context.Context) (string, error) {
	p, ok := t.someone()
	if !ok {
		return "", nil
	}
	i := slices.IndexFunc(departments, func(d department) bool { return d.name == p.Profile.Department })
	title := pick(t.rand, departments[i].titles)
	if title == p.Profile.Title {
		return "", nil
	}
	p = t.company.edit(p.ID, func(profile *Profile) { profile.Title = title })
	return fmt.Sprintf("%s is now %s", p.Profile.Name(), article(title)), t.app.PushProfile(ctx, p.ID)
}

func (t *Trickle) changeName(ctx context.Context) (string, error) {
	p, ok := t.someone()
	if !ok {
		return "", nil
	}
	before := p.Profile.Name()
	family, familyLogin := spelled(pick(t.rand, familyNames))
	if family == p.Profile.FamilyName {
		return "", nil
	}
	givenLogin := p.Profile.Login[:max(0, slices.Index([]byte(p.Profile.Login), '.'))]
	login := t.company.login(givenLogin, familyLogin)
	p = t.company.edit(p.ID, func(profile *Profile) { profile.FamilyName = family })
	err := t.app.ChangeUsername(ctx, p.ID, login)
	return fmt.Sprintf("%s is now called %s and signs in as %s", before, p.Profile.Name(), login), err
}

// someProject picks a project.
func (t *Trickle) someProject() (Group, bool) {
	if len(t.company.projects) == 0 {
		return Group{}, false
	}
	return t.company.Org.Group(pick(t.rand, t.company.projects))
}

func (t *Trickle) joinProject(ctx context.Context) (string, error) {
	p, someone := t.someone()
	g, some := t.someProject()
	if !someone || !some || slices.Contains(g.Members, p.ID) {
		return "", nil
	}
	return fmt.Sprintf("%s joined %s", p.Profile.Name(), g.Name), t.app.AddMembers(ctx, g.ID, p.ID)
}

func (t *Trickle) leaveProject(ctx context.Context) (string, error) {
	g, ok := t.someProject()
	if !ok || len(g.Members) == 0 {
		return "", nil
	}
	id := pick(t.rand, g.Members)
	p, _ := t.company.Org.Person(id)
	return fmt.Sprintf("%s left %s", p.Profile.Name(), g.Name), t.app.RemoveMembers(ctx, g.ID, id)
}

func (t *Trickle) renameProject(ctx context.Context) (string, error) {
	g, ok := t.someProject()
	if !ok {
		return "", nil
	}
	name := t.company.projectName()
	return fmt.Sprintf("%s is now called %s", g.Name, name), t.app.RenameGroup(ctx, g.ID, name)
}

func (t *Trickle) startProject(ctx context.Context) (string, error) {
	t.company.project()
	id := t.company.projects[len(t.company.projects)-1]
	g, _ := t.company.Org.Group(id)
	return fmt.Sprintf("%s started with %d people", g.Name, len(g.Members)), t.app.PushGroup(ctx, id)
}

func (t *Trickle) endProject(ctx context.Context) (string, error) {
	g, ok := t.someProject()
	if !ok || len(t.company.projects) < 2 {
		return "", nil
	}
	t.company.projects = slices.DeleteFunc(t.company.projects, func(id GroupID) bool { return id == g.ID })
	return fmt.Sprintf("%s ended", g.Name), t.app.UnlinkGroup(ctx, g.ID, DeleteInTarget)
}

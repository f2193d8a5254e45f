package okta

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
)

// UserID is Okta's id of a person: "00u" and 17 letters or digits. It is the
// externalId of the SCIM user and never changes.
type UserID string

// GroupID is Okta's id of a group: "00g" and 17 letters or digits. It never
// travels.
type GroupID string

// Status is the state of a person in the org.
type Status string

const (
	StatusActive      Status = "active"
	StatusSuspended   Status = "suspended"
	StatusDeactivated Status = "deactivated"
)

// Person is someone in the org.
type Person struct {
	ID      UserID
	Status  Status
	Profile Profile
}

// Group is a group of the org.
type Group struct {
	ID   GroupID
	Name string
	// Members are in the order in which they were added.
	Members []UserID
}

// Org is an Okta org: its people and its groups. It may be used by several
// goroutines.
type Org struct {
	mu     sync.Mutex
	rand   *rand.Rand
	people map[UserID]*Person
	groups map[GroupID]*Group
	// In the order of creation, so that everything about an org is repeatable.
	peopleOrder []UserID
	groupsOrder []GroupID
}

// NewOrg returns an empty org whose ids follow from the seed.
func NewOrg(seed uint64) *Org {
	return &Org{
		rand:   rand.New(rand.NewPCG(seed, 0x6f6b7461)),
		people: map[UserID]*Person{},
		groups: map[GroupID]*Group{},
	}
}

// AddPerson creates an active person. Login and e-mail fill in for each other
// when one of them is empty.
func (o *Org) AddPerson(profile Profile) Person {
	if profile.Email == "" {
		profile.Email = profile.Login
	}
	if profile.Login == "" {
		profile.Login = profile.Email
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	person := &Person{ID: UserID(o.id("00u")), Status: StatusActive, Profile: profile.clone()}
	o.people[person.ID] = person
	o.peopleOrder = append(o.peopleOrder, person.ID)
	return person.clone()
}

// Person returns the person with this id.
func (o *Org) Person(id UserID) (Person, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	person, ok := o.people[id]
	if !ok {
		return Person{}, false
	}
	return person.clone(), true
}

// People returns everybody, in the order of creation.
func (o *Org) People() []Person {
	o.mu.Lock()
	defer o.mu.Unlock()
	people := make([]Person, 0, len(o.peopleOrder))
	for _, id := range o.peopleOrder {
		people = append(people, o.people[id].clone())
	}
	return people
}

// EditProfile changes a person's profile in Okta. Nothing is sent: pushing it
// is the app's business. The org is locked meanwhile, so edit must not use it.
func (o *Org) EditProfile(id UserID, edit func(*Profile)) (Person, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	person, ok := o.people[id]
	if !ok {
		return Person{}, fmt.Errorf("there is no person %s in the org", id)
	}
	edit(&person.Profile)
	return person.clone(), nil
}

// Suspend suspends a person. Okta tells the app nothing about it.
func (o *Org) Suspend(id UserID) error { return o.setStatus(id, StatusSuspended) }

// Unsuspend ends a suspension. Okta tells the app nothing about it.
func (o *Org) Unsuspend(id UserID) error { return o.setStatus(id, StatusActive) }

// Deactivate deactivates a person in the org alone: taking them off their apps is
// the caller's business.
func (o *Org) Deactivate(id UserID) error { return o.setStatus(id, StatusDeactivated) }

// Activate makes a deactivated person active. Nothing is assigned by it.
func (o *Org) Activate(id UserID) error { return o.setStatus(id, StatusActive) }

func (o *Org) setStatus(id UserID, status Status) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	person, ok := o.people[id]
	if !ok {
		return fmt.Errorf("there is no person %s in the org", id)
	}
	person.Status = status
	return nil
}

// RemovePerson deletes a person, who has to be deactivated before. Okta tells the
// apps nothing about it.
func (o *Org) RemovePerson(id UserID) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	person, ok := o.people[id]
	if !ok {
		return fmt.Errorf("there is no person %s in the org", id)
	}
	if person.Status != StatusDeactivated {
		return fmt.Errorf("%s is %s: deactivate before deleting", person.Profile.Name(), person.Status)
	}
	delete(o.people, id)
	o.peopleOrder = slices.DeleteFunc(o.peopleOrder, func(other UserID) bool { return other == id })
	for _, group := range o.groups {
		group.Members = slices.DeleteFunc(group.Members, func(member UserID) bool { return member == id })
	}
	return nil
}

// AddGroup creates a group.
func (o *Org) AddGroup(name string, members ...UserID) Group {
	o.mu.Lock()
	defer o.mu.Unlock()
	group := &Group{ID: GroupID(o.id("00g")), Name: name, Members: slices.Clone(members)}
	o.groups[group.ID] = group
	o.groupsOrder = append(o.groupsOrder, group.ID)
	return group.clone()
}

// Group returns the group with this id.
func (o *Org) Group(id GroupID) (Group, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	group, ok := o.groups[id]
	if !ok {
		return Group{}, false
	}
	return group.clone(), true
}

// Groups returns all groups, in the order of creation.
func (o *Org) Groups() []Group {
	o.mu.Lock()
	defer o.mu.Unlock()
	groups := make([]Group, 0, len(o.groupsOrder))
	for _, id := range o.groupsOrder {
		groups = append(groups, o.groups[id].clone())
	}
	return groups
}

// RenameGroup renames a group in the org alone.
func (o *Org) RenameGroup(id GroupID, name string) error {
	_, err := o.editGroup(id, func(g *Group) { g.Name = name })
	return err
}

// AddMembers adds people to a group in the org alone. Who belongs to it already
// stays where they are.
func (o *Org) AddMembers(id GroupID, people ...UserID) error {
	_, err := o.editGroup(id, func(g *Group) {
		members := setOf(g.Members)
		for _, person := range people {
			if !members[person] {
				members[person] = true
				g.Members = append(g.Members, person)
			}
		}
	})
	return err
}

// RemoveMembers takes people out of a group in the org alone.
func (o *Org) RemoveMembers(id GroupID, people ...UserID) error {
	leaving := setOf(people)
	_, err := o.editGroup(id, func(g *Group) {
		g.Members = slices.DeleteFunc(g.Members, func(member UserID) bool { return leaving[member] })
	})
	return err
}

// RemoveGroup deletes a group in the org alone.
func (o *Org) RemoveGroup(id GroupID) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if _, ok := o.groups[id]; !ok {
		return fmt.Errorf("there is no group %s in the org", id)
	}
	delete(o.groups, id)
	o.groupsOrder = slices.DeleteFunc(o.groupsOrder, func(other GroupID) bool { return other == id })
	return nil
}

// editGroup changes a group in Okta alone.
func (o *Org) editGroup(id GroupID, edit func(*Group)) (Group, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	group, ok := o.groups[id]
	if !ok {
		return Group{}, fmt.Errorf("there is no group %s in the org", id)
	}
	edit(group)
	return group.clone(), nil
}

const idLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// id makes a 20-character id in Okta's form.
func (o *Org) id(prefix string) string {
	id := []byte(prefix)
	for len(id) < 20 {
		id = append(id, idLetters[o.rand.IntN(len(idLetters))])
	}
	return string(id)
}

func (p *Person) clone() Person {
	copied := *p
	copied.Profile = p.Profile.clone()
	return copied
}

func (g *Group) clone() Group {
	copied := *g
	copied.Members = slices.Clone(g.Members)
	return copied
}

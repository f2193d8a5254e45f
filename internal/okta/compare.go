package okta

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"unicode"
)

// Difference is a thing that the server holds other than Okta does.
type Difference struct {
	// Subject is a login or the name of a group.
	Subject string
	// Attribute is a path, such as "name.givenName", or what else differs.
	Attribute string
	// Want is Okta's value and Got the server's; empty for none.
	Want string
	Got  string
}

// String gives one line.
func (d Difference) String() string {
	return fmt.Sprintf("%s: %s is %q on the server and %q in Okta", d.Subject, d.Attribute, d.Got, d.Want)
}

// lookupSample is how many people a comparison looks up by their names; the
// rest are compared from the list alone.
const lookupSample = 25

// Compare imports everything and holds it against what Okta pushed: every
// assigned person's attributes, the flags of unassigned ones, some lookups by
// name with the case swapped, and every pushed group's name and members. It
// returns what differs; the error is that of an import or lookup that failed.
func (a *App) Compare(ctx context.Context) ([]Difference, error) {
	users, err := a.ImportUsers(ctx)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]ImportedUser, len(users.Users))
	for _, u := range users.Users {
		byID[u.RemoteID] = u
	}
	var differences []Difference
	looked := 0
	for _, person := range a.org.People() {
		remote, ok := a.RemoteID(person.ID)
		if !ok {
			continue
		}
		person.Profile = a.appUser(person)
		differences = append(differences, a.comparePerson(person, byID[remote])...)
		if looked++; looked > lookupSample {
			continue
		}
		missed, err := a.compareLookup(ctx, person, remote)
		if err != nil {
			return differences, err
		}
		differences = append(differences, missed...)
	}
	groups, err := a.compareGroups(ctx)
	return append(differences, groups...), err
}

func (a *App) comparePerson(p Person, got ImportedUser) []Difference {
	subject := p.Profile.Login
	if got.RemoteID == "" {
		return []Difference{{subject, "user", "a user", ""}}
	}
	var differences []Difference
	assigned := a.Assigned(p.ID)
	// Without the tick at Deactivate Users the flag stays as it was.
	if got.Active != assigned && (assigned || a.settings.DeactivateUsers) {
		differences = append(differences, Difference{subject, "active", fmt.Sprint(assigned), fmt.Sprint(got.Active)})
	}
	if !assigned || !a.settings.UpdateAttributes {
		return differences
	}
	values := map[string]string{}
	for _, attribute := range got.user.attributes() {
		values[attribute.path] = attribute.value
	}
	for _, want := range userFromPerson(p).attributes() {
		if values[want.path] != want.value {
			differences = append(differences, Difference{subject, want.path, want.value, values[want.path]})
		}
	}
	return differences
}

// compareLookup finds the person by name as Okta's next assignment would, in
// another case, and reads the user by id.
func (a *App) compareLookup(ctx context.Context, p Person, remote string) ([]Difference, error) {
	t := a.begin(ActionImportUsers, p.Profile.Login)
	differences, err := a.lookAgain(ctx, t, p, remote)
	t.task.Outcome = "looked up"
	return differences, t.end(err)
}

func (a *App) lookAgain(ctx context.Context, t *running, p Person, remote string) ([]Difference, error) {
	u, err := a.getUser(ctx, t, remote)
	if err != nil {
		return nil, err
	}
	var differences []Difference
	for _, name := range []string{u.userName, swapCase(u.userName)} {
		found, err := a.lookup(ctx, t, "/Users", "userName", name)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			differences = append(differences, Difference{p.Profile.Login, "lookup of " + name, remote, ""})
			continue
		}
		if id, err := requireID(found[0]); err != nil || id != remote || len(found) > 1 {
			differences = append(differences, Difference{p.Profile.Login, "lookup of " + name, remote, id})
		}
	}
	return differences, nil
}

// swapCase turns ASCII letters around. Others keep their case: folding ß or ı
// is for the server to decide.
func swapCase(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return unicode.ToUpper(r)
		case r >= 'A' && r <= 'Z':
			return unicode.ToLower(r)
		}
		return r
	}, s)
}

func (a *App) compareGroups(ctx context.Context) ([]Difference, error) {
	listed, err := a.ImportGroups(ctx)
	if err != nil {
		return nil, err
	}
	var differences []Difference
	for _, group := range a.org.Groups() {
		remote, pushed := a.RemoteGroupID(group.ID)
		if !pushed {
			continue
		}
		name, want := a.pushedState(group.ID)
		for _, member := range a.provisionedMembers(group.ID) {
			want[member.Value] = true
		}
		i := slices.IndexFunc(listed, func(g ImportedGroup) bool { return g.RemoteID == remote })
		if i < 0 {
			differences = append(differences, Difference{name, "group", "a group", ""})
			continue
		}
		got, err := a.readGroup(ctx, name, remote)
		if err != nil {
			return differences, err
		}
		if got.name != name {
			differences = append(differences, Difference{name, "displayName", name, got.name})
		}
		differences = append(differences, compareMembers(name, want, got.members)...)
		if listed[i].Members != nil {
			differences = append(differences, compareMembers(name+" in the list", want, listed[i].Members)...)
		}
	}
	return differences, nil
}

// readGroup reads one group without judging it by what was pushed.
func (a *App) readGroup(ctx context.Context, name, remote string) (remoteGroup, error) {
	t := a.begin(ActionImportGroups, name)
	got, err := a.wire.send(ctx, t, request{method: http.MethodGet, path: groupPath(remote)})
	if err != nil {
		return remoteGroup{}, t.end(err)
	}
	g, err := got.group(http.StatusOK)
	t.task.Outcome = counted(len(g.members), "member", "read")
	return g, t.end(err)
}

func compareMembers(subject string, want map[string]bool, got []string) []Difference {
	var differences []Difference
	listed := make(map[string]bool, len(got))
	for _, id := range got {
		listed[id] = true
		if !want[id] {
			differences = append(differences, Difference{subject, "member", "", id})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(want)) {
		if !listed[id] {
			differences = append(differences, Difference{subject, "member", id, ""})
		}
	}
	return differences
}

// counted says "1 member added" or "3 members added".
func counted(n int, noun, done string) string {
	if n == 1 {
		return "1 " + noun + " " + done
	}
	return fmt.Sprintf("%d %ss %s", n, noun, done)
}

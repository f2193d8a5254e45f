package e2e_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// act is one request of a worker, with all that it does if it does anything.
type act struct {
	request string // its id, which the journal tells again
	method  string
	path    string
	body    string
	status  int // of success
	next    world
	// kinds are the journal's entries of the request, in their order.
	kinds []directory.EntryKind
	// created is the name whose id the answer gives, or empty.
	created string
}

// Bounds of what a worker has, so that the whole of it can be read again after
// each crash.
const (
	maxPeople = 16
	maxTeams  = 4
)

// choose draws the next act. It always draws one that changes something: an act
// without an effect could not be told from one that was lost.
func (w *worker) choose() act {
	for {
		draw := choices[w.rand.IntN(len(choices))]
		if a, ok := draw(w); ok {
			w.acts++
			a.request = fmt.Sprintf("w%02d-%d", w.number, w.acts)
			return a
		}
	}
}

var choices = []func(*worker) (act, bool){
	(*worker).hire, (*worker).hire, (*worker).promote, (*worker).promote, (*worker).put,
	(*worker).deactivate, (*worker).deactivate, (*worker).reactivate, (*worker).remove,
	(*worker).found, (*worker).reorganize, (*worker).reorganize, (*worker).pushNow,
	(*worker).disband, (*worker).share, (*worker).share, (*worker).unshare,
}

func (w *worker) hire() (act, bool) {
	if len(w.world.People) >= maxPeople {
		return act{}, false
	}
	name, title := w.fresh("person")+"@example.com", w.fresh("title")
	return act{
		method: http.MethodPost, path: "/Users", status: http.StatusCreated, created: name,
		body:  w.userBody(name, person{title, true}),
		next:  w.world.changed(func(next world) { next.People[name] = person{title, true} }),
		kinds: []directory.EntryKind{directory.MemberCreated},
	}, true
}

// userBody is a user as Okta posts and puts one.
func (w *worker) userBody(name string, p person) string {
	return fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":%[1]q,`+
		`"name":{"givenName":"Ada","familyName":"Lovelace"},"emails":[{"primary":true,"value":%[1]q,"type":"work"}],`+
		`"displayName":%[2]q,"title":%[2]q,"password":%[3]q,"groups":[],"active":%[4]t}`, name, p.Title, loadPassword, p.Active)
}

func (w *worker) promote() (act, bool) {
	name, ok := pick(w.rand, names(w.world.People))
	if !ok {
		return act{}, false
	}
	p := person{w.fresh("title"), w.world.People[name].Active}
	// Title and displayName in one PATCH: the member and the identity change
	// together or not at all.
	return act{
		method: http.MethodPatch, path: "/Users/" + w.ids[name], status: http.StatusOK,
		body:  patchBody(fmt.Sprintf(`{"op":"replace","value":{"title":%[1]q,"displayName":%[1]q}}`, p.Title)),
		next:  w.world.changed(func(next world) { next.People[name] = p }),
		kinds: []directory.EntryKind{directory.MemberUpdated},
	}, true
}

func (w *worker) put() (act, bool) {
	name, ok := pick(w.rand, names(w.world.People))
	if !ok {
		return act{}, false
	}
	p := person{w.fresh("title"), w.world.People[name].Active}
	return act{
		method: http.MethodPut, path: "/Users/" + w.ids[name], status: http.StatusOK,
		body:  w.userBody(name, p),
		next:  w.world.changed(func(next world) { next.People[name] = p }),
		kinds: []directory.EntryKind{directory.MemberUpdated},
	}, true
}

func (w *worker) deactivate() (act, bool) {
	return w.activate(false, directory.MemberWasDeactivated)
}

func (w *worker) reactivate() (act, bool) { return w.activate(true, directory.MemberReactivated) }

func (w *worker) activate(active bool, kind directory.EntryKind) (act, bool) {
	name, ok := pick(w.rand, names(w.world.People))
	if !ok || w.world.People[name].Active == active {
		return act{}, false
	}
	return act{
		method: http.MethodPatch, path: "/Users/" + w.ids[name], status: http.StatusOK,
		body:  patchBody(fmt.Sprintf(`{"op":"replace","value":{"active":%t}}`, active)),
		next:  w.world.changed(func(next world) { next.People[name] = person{w.world.People[name].Title, active} }),
		kinds: []directory.EntryKind{kind},
	}, true
}

func (w *worker) remove() (act, bool) {
	name, ok := pick(w.rand, names(w.world.People))
	if !ok {
		return act{}, false
	}
	return act{
		method: http.MethodDelete, path: "/Users/" + w.ids[name], status: http.StatusNoContent,
		next:  w.world.changed(func(next world) { next.dismiss(name) }),
		kinds: []directory.EntryKind{directory.MemberDetached},
	}, true
}

func (w *worker) found() (act, bool) {
	if len(w.world.Teams) >= maxTeams {
		return act{}, false
	}
	name, members := w.fresh("team"), w.some(names(w.world.People), 8)
	a := act{
		method: http.MethodPost, path: "/Groups", status: http.StatusCreated, created: name,
		body: fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":%q,"members":%s}`,
			name, w.memberList(members)),
		next:  w.world.changed(func(next world) { next.Teams[name] = members }),
		kinds: []directory.EntryKind{directory.TeamCreated},
	}
	if len(members) > 0 {
		a.kinds = append(a.kinds, directory.TeamMembersChanged)
	}
	return a, true
}

// reorganize renames a team, adds several members and removes one, in one PATCH.
func (w *worker) reorganize() (act, bool) {
	team, ok := pick(w.rand, names(w.world.Teams))
	if !ok {
		return act{}, false
	}
	members := w.world.Teams[team]
	added := w.some(without(names(w.world.People), members...), 5)
	removed := w.some(members, 1)
	if len(added) == 0 || len(removed) == 0 {
		return act{}, false
	}
	renamed := w.fresh("team")
	return act{
		method: http.MethodPatch, path: "/Groups/" + w.ids[team], status: http.StatusOK,
		body: patchBody(
			fmt.Sprintf(`{"op":"replace","value":{"id":%q,"displayName":%q}}`, w.ids[team], renamed),
			fmt.Sprintf(`{"op":"add","path":"members","value":%s}`, w.memberList(added)),
			fmt.Sprintf(`{"op":"remove","path":"members[value eq \"%s\"]"}`, w.ids[removed[0]])),
		next: w.world.changed(func(next world) {
			delete(next.Teams, team)
			next.Teams[renamed] = without(with(members, added...), removed...)
		}),
		kinds: []directory.EntryKind{directory.TeamUpdated, directory.TeamMembersChanged},
	}, true
}

// pushNow overwrites a team's members with another set.
func (w *worker) pushNow() (act, bool) {
	team, ok := pick(w.rand, names(w.world.Teams))
	if !ok {
		return act{}, false
	}
	members := w.some(names(w.world.People), 10)
	if strings.Join(members, " ") == strings.Join(w.world.Teams[team], " ") {
		return act{}, false
	}
	return act{
		method: http.MethodPatch, path: "/Groups/" + w.ids[team], status: http.StatusOK,
		body:  patchBody(fmt.Sprintf(`{"op":"replace","path":"members","value":%s}`, w.memberList(members))),
		next:  w.world.changed(func(next world) { next.Teams[team] = members }),
		kinds: []directory.EntryKind{directory.TeamMembersChanged},
	}, true
}

func (w *worker) disband() (act, bool) {
	team, ok := pick(w.rand, names(w.world.Teams))
	if !ok {
		return act{}, false
	}
	return act{
		method: http.MethodDelete, path: "/Groups/" + w.ids[team], status: http.StatusNoContent,
		next:  w.world.changed(func(next world) { delete(next.Teams, team) }),
		kinds: []directory.EntryKind{directory.TeamDeleted},
	}, true
}

// share adds people to a team that every worker changes at the same time.
func (w *worker) share() (act, bool) {
	team := sharedTeams[w.rand.IntN(len(sharedTeams))]
	members := w.world.Shared[team]
	added := w.some(without(names(w.world.People), members...), 5)
	if len(added) == 0 {
		return act{}, false
	}
	return w.changeShared(team, `{"op":"add","path":"members","value":%s}`, added, with(members, added...)), true
}

// unshare removes people from it, by a list of values as some providers do.
func (w *worker) unshare() (act, bool) {
	team := sharedTeams[w.rand.IntN(len(sharedTeams))]
	members := w.world.Shared[team]
	removed := w.some(members, 3)
	if len(removed) == 0 {
		return act{}, false
	}
	return w.changeShared(team, `{"op":"remove","path":"members","value":%s}`, removed, without(members, removed...)), true
}

// changeShared may be answered with 200 or, where the team has more than 100
// members, with 204.
func (w *worker) changeShared(team, operation string, people, members []string) act {
	return act{
		method: http.MethodPatch, path: "/Groups/" + w.ids[team], status: anySuccess,
		body:  patchBody(fmt.Sprintf(operation, w.memberList(people))),
		next:  w.world.changed(func(next world) { next.Shared[team] = members }),
		kinds: []directory.EntryKind{directory.TeamMembersChanged},
	}
}

// anySuccess stands for 200 and 204.
const anySuccess = 0

// some draws at least one of the names and at most so many, in order; none where
// there are none.
func (w *worker) some(from []string, most int) []string {
	drawn := []string{}
	count := 1 + w.rand.IntN(most)
	for _, at := range w.rand.Perm(len(from))[:min(count, len(from))] {
		drawn = append(drawn, from[at])
	}
	return with(drawn)
}

// memberList is a list of members as Okta sends it.
func (w *worker) memberList(people []string) string {
	type member struct {
		Value   string `json:"value"`
		Display string `json:"display"`
	}
	list := []member{}
	for _, name := range people {
		list = append(list, member{w.ids[name], name})
	}
	encoded, err := json.Marshal(list)
	if err != nil {
		panic(err) // texts always encode
	}
	return string(encoded)
}

func patchBody(operations ...string) string {
	return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[` + strings.Join(operations, ",") + `]}`
}

func pick(r *rand.Rand, from []string) (string, bool) {
	if len(from) == 0 {
		return "", false
	}
	return from[r.IntN(len(from))], true
}

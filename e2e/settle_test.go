package e2e_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/directory"
)

// settle reads everything from the server and holds it against what the workers
// know: what was acknowledged must be there, whole; what was not may be there,
// whole, or not at all. Requests are the journal's entries since the last time,
// by the id of their request. It returns how many unknown outcomes had become
// true.
func (l *load) settle(requests map[string][]directory.EntryKind) (cameTrue int) {
	l.t.Helper()
	found := l.read()
	for _, w := range l.workers {
		cameTrue += w.settle(found, requests)
	}
	for request, kinds := range requests {
		l.t.Errorf("the journal tells %v of the request %q, which nobody made or which was told already", kinds, request)
	}
	return cameTrue
}

func (w *worker) settle(found *remote, requests map[string][]directory.EntryKind) (cameTrue int) {
	t := w.load.t
	t.Helper()
	got := found.world(w.mark())
	if w.pending != nil && gocmp.Equal(got, w.pending.next) {
		cameTrue = 1
		w.accept(*w.pending)
		w.done = append(w.done, *w.pending)
	} else if diff := gocmp.Diff(w.world, got); diff != "" {
		t.Errorf("worker %d: the server holds other than was acknowledged (-acknowledged +found):\n%s", w.number, diff)
		if w.pending != nil {
			t.Errorf("nor is it what the act %s of unknown outcome would have made of it (-made +found):\n%s",
				w.pending.request, gocmp.Diff(w.pending.next, got))
		}
	}
	for _, a := range w.done {
		if !slices.Equal(requests[a.request], a.kinds) {
			t.Errorf("the journal tells %v of the request %s; want %v", requests[a.request], a.request, a.kinds)
		}
		delete(requests, a.request)
	}
	w.done, w.pending = nil, nil
	for name := range w.world.People {
		w.ids[name] = found.ids[name]
	}
	for name := range w.world.Teams {
		w.ids[name] = found.ids[name]
	}
	return cameTrue
}

// remote is everything that the server holds.
type remote struct {
	ids    map[string]string
	people map[string]person
	teams  map[string][]string // names of members
}

// world returns the part of a worker.
func (r *remote) world(mark string) world {
	w := newWorld()
	for name, p := range r.people {
		if strings.HasPrefix(name, mark) {
			w.People[name] = p
		}
	}
	for name, members := range r.teams {
		if strings.HasPrefix(name, mark) {
			w.Teams[name] = members
		}
	}
	for _, team := range sharedTeams {
		for _, member := range r.teams[team] {
			if strings.HasPrefix(member, mark) {
				w.Shared[team] = append(w.Shared[team], member)
			}
		}
	}
	return w
}

// wireUser and wireGroup are what is read of resources.
type wireUser struct {
	ID          string `json:"id"`
	UserName    string `json:"userName"`
	DisplayName string `json:"displayName"`
	Title       string `json:"title"`
	Active      bool   `json:"active"`
}

type wireGroup struct {
	ID          string `json:"id"`
	DisplayName string `json:"displayName"`
	Members     []struct {
		Value string `json:"value"`
	} `json:"members"`
}

// read reads everything from the server, page by page.
func (l *load) read() *remote {
	l.t.Helper()
	r := &remote{ids: map[string]string{}, people: map[string]person{}, teams: map[string][]string{}}
	byID := map[string]string{}
	for _, u := range readAll[wireUser](l, "/Users?attributes=userName,displayName,title,active") {
		if u.DisplayName != u.Title {
			l.t.Errorf("%s is called %q and has the title %q, which were set together", u.UserName, u.DisplayName, u.Title)
		}
		r.ids[u.UserName], byID[u.ID] = u.ID, u.UserName
		r.people[u.UserName] = person{u.Title, u.Active}
	}
	for _, g := range readAll[wireGroup](l, "/Groups?attributes=displayName,members") {
		members := []string{}
		for _, m := range g.Members {
			if byID[m.Value] == "" {
				l.t.Errorf("the team %s has the member %s, who is nobody", g.DisplayName, m.Value)
			}
			members = append(members, byID[m.Value])
		}
		if len(with(members)) != len(members) {
			l.t.Errorf("the team %s has members twice: %v", g.DisplayName, members)
		}
		r.ids[g.DisplayName] = g.ID
		r.teams[g.DisplayName] = with(members)
	}
	return r
}

// readAll reads a whole list.
func readAll[T any](l *load, path string) []T {
	l.t.Helper()
	var all []T
	for {
		got, err := l.client.send(l.t.Context(), http.MethodGet, fmt.Sprintf("%s&startIndex=%d&count=200", path, len(all)+1), "", "")
		if err != nil || got.status != http.StatusOK {
			l.t.Fatalf("GET %s: %d %s %v", path, got.status, got.body, err)
		}
		var page struct {
			TotalResults int `json:"totalResults"`
			Resources    []T `json:"Resources"`
		}
		if err := json.Unmarshal([]byte(got.body), &page); err != nil {
			l.t.Fatalf("GET %s: %v", path, err)
		}
		all = append(all, page.Resources...)
		if len(page.Resources) == 0 || len(all) >= page.TotalResults {
			if len(all) != page.TotalResults {
				l.t.Errorf("GET %s: totalResults is %d, and %d were listed", path, page.TotalResults, len(all))
			}
			return all
		}
	}
}

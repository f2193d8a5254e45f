package api

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/sqlstore"
)

// walked is a Reader that says how often a search walked through everybody, and
// does something before each search.
type walked struct {
	directory.Reader
	crew *crew
}

func (w walked) SearchMembers(search directory.MemberSearch) ([]directory.Member, error) {
	if len(search.Among) == 0 {
		w.crew.walks++
	}
	w.crew.before()
	return w.Reader.SearchMembers(search)
}

// crew is an organization whose members are listed through a lookahead.
type crew struct {
	*testing.T
	store  *sqlstore.Store
	id     directory.OrganizationID
	ahead  *lookahead
	walks  int
	before func() // each search
}

func newCrew(t *testing.T, names ...string) *crew {
	store, err := sqlstore.Open(t.Context(), sqlstore.Location{Directory: t.TempDir()}, sqlstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	c := &crew{T: t, store: store, id: "acme", ahead: &lookahead{}, before: func() {}}
	c.found()
	c.hire(names...)
	return c
}

// found makes the organization.
func (c *crew) found() {
	c.Helper()
	organization := directory.Organization{ID: c.id, Name: string(c.id), Status: directory.OrganizationActive, CreatedAt: time.Now()}
	if err := c.store.CreateOrganization(c.Context(), organization, 9, directory.Entry{Kind: directory.OrganizationCreated}); err != nil {
		c.Fatal(err)
	}
}

func (c *crew) change(change func(tx directory.Tx, ordinal int64) error) {
	c.Helper()
	err := c.store.Update(c.Context(), c.id, func(tx directory.Tx) error {
		ordinal, err := tx.Append(directory.Entry{Kind: directory.MemberCreated})
		if err != nil {
			return err
		}
		return change(tx, ordinal)
	})
	if err != nil {
		c.Fatal(err)
	}
}

func (c *crew) hire(names ...string) {
	c.Helper()
	for _, name := range names {
		c.change(func(tx directory.Tx, ordinal int64) error {
			return tx.CreateMember(directory.Member{
				ID: directory.MemberID(name), Ordinal: ordinal, Name: name, Email: name + "@example.com",
				Role: directory.RoleMember, Status: directory.MemberActive,
			})
		})
	}
}

// page asks for a page behind somebody, "" for the first.
func (c *crew) page(after string, limit int, narrow directory.MemberSearch) string {
	c.Helper()
	search := narrow
	search.Limit = limit
	if after != "" {
		search.After = directory.Member{ID: directory.MemberID(after), Name: after, Email: after + "@example.com"}.Place()
	}
	reader := walked{c.store.View(c.Context(), c.id), c}
	found, err := c.ahead.search(c.id, reader, search)
	if err != nil {
		c.Fatal(err)
	}
	text := ""
	for _, member := range found {
		text += member.Name
	}
	return text
}

// want asks for pages of two of everybody, each behind somebody.
func (c *crew) want(after, page string, walks int) {
	c.Helper()
	if got := c.page(after, 2, directory.MemberSearch{}); got != page || c.walks != walks {
		c.Errorf("behind %q come %q after %d walks, want %q after %d", after, got, c.walks, page, walks)
	}
}

// Whoever reads a list to its end walks for its first page and once for those that
// follow, and again when the journal has something new.
func TestLookahead(t *testing.T) {
	t.Parallel()
	c := newCrew(t, "a", "b", "c", "d", "e", "f", "g")
	c.want("", "ab", 1)
	c.want("", "ab", 1)
	if got := c.page("", 3, directory.MemberSearch{}); got != "abc" {
		t.Errorf("a longer page begins with %q, want abc", got)
	}
	c.walks = 1
	c.want("b", "cd", 2)
	c.want("d", "ef", 2)
	c.want("f", "g", 2)
	c.want("g", "", 3) // nobody is known to follow
	c.want("b", "cd", 3)
	c.hire("cc")
	c.want("d", "ef", 4)
	c.want("b", "ccc", 5) // what follows d says nothing of c
	c.want("cc", "de", 5)
	c.want("", "ab", 6)
}

// A list is remembered for what it selects, and of which organization.
func TestLookaheadTellsListsApart(t *testing.T) {
	t.Parallel()
	c := newCrew(t, "a", "b", "c", "d")
	for _, search := range []directory.MemberSearch{
		{},
		{Text: "c"},
		{Statuses: []directory.MemberStatus{directory.MemberInvited}},
		{Roles: []directory.Role{directory.RoleOwner}},
		{Connections: []directory.ConnectionID{"okta"}},
		{Team: "team"},
		{NotInTeam: "team"},
		{Licensed: true},
		{}, // again: those of a narrower list are not all of them
	} {
		want, err := c.store.View(t.Context(), c.id).SearchMembers(directory.MemberSearch{
			Text: search.Text, Statuses: search.Statuses, Roles: search.Roles, Connections: search.Connections,
			Team: search.Team, NotInTeam: search.NotInTeam, Licensed: search.Licensed, Limit: 9,
		})
		if err != nil {
			t.Fatal(err)
		}
		names := ""
		for _, member := range want {
			names += member.Name
		}
		for range 2 {
			if got := c.page("", 9, search); got != names {
				t.Errorf("%+v finds %q, want %q", search, got, names)
			}
		}
	}
	c.walks = 0
	c.id = "another"
	c.found()
	c.want("", "", 1)
}

// Who is told is read for each page: a change that comes between the look at the
// journal and the reading neither shows what was nor hides who follows.
func TestLookaheadWhileSomebodyChanges(t *testing.T) {
	t.Parallel()
	c := newCrew(t, "a", "b", "c", "d", "e")
	c.want("", "ab", 1)
	c.want("b", "cd", 2)
	c.before = func() {
		c.before = func() {}
		c.change(func(tx directory.Tx, _ int64) error { return tx.DeleteMember("c") })
	}
	c.want("b", "de", 3)
	c.want("b", "de", 4) // that walk began before the change was known
	c.want("b", "de", 4)
}

// What is remembered is bounded in number, and nothing is that the journal made old.
func TestLookaheadForgets(t *testing.T) {
	t.Parallel()
	c := newCrew(t, "a", "b")
	for i := range 2 * manyStretches {
		c.page("", 2, directory.MemberSearch{Text: fmt.Sprint(i)})
	}
	if got := len(c.ahead.stretches); got != manyStretches {
		t.Errorf("%d stretches are remembered, want %d", got, manyStretches)
	}
	latest := c.ahead.stretches[0]
	if want := listOf(c.id, directory.MemberSearch{Text: fmt.Sprint(2*manyStretches - 1)}); latest.list != want {
		t.Errorf("the latest is %s, want %s", latest.list, want)
	}
	if !slices.ContainsFunc(c.ahead.stretches, func(s *stretch) bool {
		return s.list == listOf(c.id, directory.MemberSearch{Text: fmt.Sprint(manyStretches)})
	}) {
		t.Error("what was remembered last but 31 is forgotten")
	}
	c.ahead.stretches = nil
	c.page("", 2, directory.MemberSearch{})
	c.page("", 2, directory.MemberSearch{Text: "a"})
	c.hire("c")
	c.page("", 2, directory.MemberSearch{})
	if got := len(c.ahead.stretches); got != 2 {
		t.Errorf("%d stretches are remembered of two lists, want the newer of one and that of the other", got)
	}
}

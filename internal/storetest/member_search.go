package storetest

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func testMemberSearch(t *testing.T, open Opener) {
	store := open(t)

	t.Run("text", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		h.employ(t, "Ada Lovelace", "JOSÉ Álvarez", "100%_sure", `back\slash`, "Straße", "Ａｄａ wide")
		for text, want := range map[string][]string{
			"":                {"100%_sure", "Ada Lovelace", "Ａｄａ wide", `back\slash`, "JOSÉ Álvarez", "Straße"},
			"LOVE":            {"Ada Lovelace"},
			"ada":             {"Ada Lovelace", "Ａｄａ wide"},
			"jose\u0301":      {"JOSÉ Álvarez"},
			"josé álvarez@ex": {"JOSÉ Álvarez"}, // the address is looked at too
			"jose":            nil,
			"@example.com":    {"100%_sure", "Ada Lovelace", "Ａｄａ wide", `back\slash`, "JOSÉ Álvarez", "Straße"},
			"%":               {"100%_sure"},
			"_":               {"100%_sure"},
			"0%_s":            {"100%_sure"},
			`\`:               {`back\slash`},
			`k\s`:             {`back\slash`},
			"%sure%":          nil,
			"a_a":             nil,
			"'":               nil,
			"\x00":            nil,
			"a\xffb":          nil,
			"\u202e":          nil,
		} {
			got := ask(h.view(t).SearchMembers(directory.MemberSearch{Text: text, Limit: 9})).ok(t)
			if diff := difference(namesOf(got), want); diff != "" {
				t.Errorf("%q finds (-got +want):\n%s", text, diff)
			}
		}
		long := strings.Repeat("long%", 20_000)
		ask(h.view(t).SearchMembers(directory.MemberSearch{Text: long, Limit: 9})).is(t, nil)
		ask(h.view(t).MembersByEmail(long)).is(t, nil)
	})

	t.Run("a name that cannot be folded is found", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		h.employ(t, "TAB\there", "plain")
		got := ask(h.view(t).SearchMembers(directory.MemberSearch{Text: "Tab\tHE", Limit: 9})).ok(t)
		ask(namesOf(got), nil).is(t, []string{"TAB\there"})
	})

	t.Run("an update moves the member", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		ada := h.employ(t, "Ada", "Grace")[0]
		ada.Name, ada.Email = "Zoë", "countess@example.com"
		h.update(t, func(tx directory.Tx) error { return tx.UpdateMember(ada) })
		got := ask(h.view(t).SearchMembers(directory.MemberSearch{Limit: 9})).ok(t)
		ask(namesOf(got), nil).is(t, []string{"Grace", "Zoë"})
		ask(h.view(t).SearchMembers(directory.MemberSearch{Text: "ada", Limit: 9})).is(t, nil)
		ask(h.view(t).MembersByEmail("Countess@example.com")).is(t, []directory.Member{ada})
	})

	t.Run("filters", func(t *testing.T) {
		t.Parallel()
		o := openOffice(t, store)
		for name, test := range map[string]struct {
			search directory.MemberSearch
			want   []string
		}{
			"status":             {directory.MemberSearch{Statuses: []directory.MemberStatus{directory.MemberInvited}}, []string{"ivo"}},
			"two statuses":       {directory.MemberSearch{Statuses: []directory.MemberStatus{directory.MemberInvited, directory.MemberDeactivated}}, []string{"dee", "ivo"}},
			"role":               {directory.MemberSearch{Roles: []directory.Role{directory.RoleOwner}}, []string{"ona"}},
			"by hand":            {directory.MemberSearch{Connections: []directory.ConnectionID{""}}, []string{"ivo", "ona"}},
			"of a connection":    {directory.MemberSearch{Connections: []directory.ConnectionID{o.okta}}, []string{"ada", "bob"}},
			"of both":            {directory.MemberSearch{Connections: []directory.ConnectionID{o.entra, ""}}, []string{"dee", "ivo", "ona"}},
			"of nobody":          {directory.MemberSearch{Connections: []directory.ConnectionID{"nobody"}}, nil},
			"pushed team":        {directory.MemberSearch{Team: o.pushed}, []string{"ada", "bob"}},
			"manual team":        {directory.MemberSearch{Team: o.manual}, []string{"bob", "ona"}},
			"no team":            {directory.MemberSearch{Team: "none"}, nil},
			"not in pushed team": {directory.MemberSearch{NotInTeam: o.pushed}, []string{"dee", "ivo", "ona"}},
			"not in manual team": {directory.MemberSearch{NotInTeam: o.manual}, []string{"ada", "dee", "ivo"}},
			"in one, not other":  {directory.MemberSearch{Team: o.pushed, NotInTeam: o.manual}, []string{"ada"}},
			"licensed":           {directory.MemberSearch{Licensed: true}, []string{"bob", "ivo"}},
			"licensed in team":   {directory.MemberSearch{Licensed: true, Team: o.pushed}, []string{"bob"}},
			"among some":         {directory.MemberSearch{Among: o.called("dee", "ada", "nobody")}, []string{"ada", "dee"}},
			"some of pushed":     {directory.MemberSearch{Among: o.called("dee", "ada", "ona"), Team: o.pushed}, []string{"ada"}},
			"some of manual":     {directory.MemberSearch{Among: o.called("dee", "bob", "ona"), Team: o.manual}, []string{"bob", "ona"}},
			"some not in a team": {directory.MemberSearch{Among: o.called("dee", "bob", "ona"), NotInTeam: o.manual}, []string{"dee"}},
			"licensed of some":   {directory.MemberSearch{Among: o.called("dee", "bob", "ona"), Licensed: true}, []string{"bob"}},
			"all at once": {directory.MemberSearch{
				Text: "b", Statuses: []directory.MemberStatus{directory.MemberActive}, Roles: []directory.Role{directory.RoleMember},
				Connections: []directory.ConnectionID{o.okta}, Team: o.manual, Licensed: true,
			}, []string{"bob"}},
		} {
			test.search.Limit = 9
			got := ask(o.view(t).SearchMembers(test.search)).ok(t)
			if diff := difference(namesOf(got), test.want); diff != "" {
				t.Errorf("%s finds (-got +want):\n%s", name, diff)
			}
		}
		everybody := ask(o.view(t).SearchMembers(directory.MemberSearch{Limit: 9})).ok(t)
		byOrdinal := ask(o.view(t).Members(directory.MemberQuery{Limit: 9})).ok(t)
		ask(everybody, nil).is(t, byOrdinal) // the office was hired in order of names
	})

	t.Run("pages in order of names", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		members := h.employ(t, "c", "A", "é", "b", "a", "a", "B", "ß", "\U0001F60A", "Z", "z")
		model := newModel(h.organization, 0, directory.Entry{})
		for _, member := range members {
			done(t, model.CreateMember(member))
		}
		want := ask(model.SearchMembers(directory.MemberSearch{Limit: everything})).ok(t)
		for _, limit := range []int{1, 2, 5, 11, 12} {
			got := pages(t, limit, func(after directory.MemberPlace) ([]directory.Member, error) {
				return h.view(t).SearchMembers(directory.MemberSearch{After: after, Limit: limit})
			}, directory.Member.Place)
			ask(got, nil).is(t, want)
		}
	})

	t.Run("counts", func(t *testing.T) {
		t.Parallel()
		o := openOffice(t, store)
		want := directory.MemberCounts{
			ByStatus:     map[directory.MemberStatus]int{directory.MemberActive: 3, directory.MemberInvited: 1, directory.MemberDeactivated: 1},
			ByConnection: map[directory.ConnectionID]int{"": 2, o.okta: 2, o.entra: 1},
			Owners:       1,
		}
		ask(o.view(t).CountMembers()).is(t, want)
		var inside directory.MemberCounts
		o.update(t, func(tx directory.Tx) error {
			former := newMember("former")
			former.Role, former.Status = directory.RoleOwner, directory.MemberDeactivated
			if err := addMember(tx, &former); err != nil {
				return err
			}
			var err error
			inside, err = tx.CountMembers()
			return err
		})
		want.ByStatus[directory.MemberDeactivated]++
		want.ByConnection[""]++
		ask(inside, nil).is(t, want)
		ask(o.view(t).CountMembers()).is(t, want)
		empty := build(t, store, 0)
		ask(empty.view(t).CountMembers()).is(t, directory.MemberCounts{})
	})

	t.Run("by address", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		members := make([]directory.Member, 14)
		for i := range members {
			members[i] = newMember(names("m", 14)[i])
			members[i].Email = "shared@example.com"
		}
		members[12].Email, members[13].Email = "also-Shared@example.com", ""
		members[11].Name, members[11].Email = "shared@example.com", "shared@example.org"
		h.update(t, func(tx directory.Tx) error {
			for i := range members {
				if err := addMember(tx, &members[i]); err != nil {
					return err
				}
			}
			return nil
		})
		ask(h.view(t).MembersByEmail("SHARED@example.com")).is(t, members[:10])
		ask(h.view(t).MembersByEmail("also-shared@EXAMPLE.com")).is(t, members[12:13])
		for _, nobodys := range append([]string{"hared@example.com", "s%@example.com", "example.com", "_hared@example.com"}, hostile...) {
			ask(h.view(t).MembersByEmail(nobodys)).is(t, nil)
		}
	})

	t.Run("behind identities", func(t *testing.T) {
		t.Parallel()
		o := openOffice(t, store)
		ask(o.view(t).IdentityMembers(nil)).is(t, nil)
		got := ask(o.view(t).IdentityMembers([]directory.IdentityID{o.deeSpeaks, "nobody", o.adaSpeaks, o.deeSpeaks, o.silent, "\x00"})).ok(t)
		ask(namesOf(got), nil).is(t, []string{"ada", "dee"})
	})

	t.Run("who is asserted active", func(t *testing.T) {
		t.Parallel()
		o := openOffice(t, store)
		ask(o.view(t).ActiveIdentities(nil)).is(t, nil)
		want := []directory.IdentityID{o.adaSpeaks, o.deeSpeaks}
		slices.Sort(want)
		ask(o.view(t).ActiveIdentities([]directory.IdentityID{o.deeSpeaks, "nobody", o.adaSpeaks, o.deeSpeaks, o.silent, "\x00"})).is(t, want)
	})
}

// openedOffice is an organization with members of every kind.
type openedOffice struct {
	house
	okta, entra                  directory.ConnectionID
	pushed, manual               directory.TeamID
	adaSpeaks, deeSpeaks, silent directory.IdentityID
	ids                          map[string]directory.MemberID
}

// openOffice hires, in order of their names: ada and bob, whom Okta provisioned
// and pushed into a team; dee, who was deactivated and whom Entra asserts active; ivo, who is invited; and
// ona, the owner. Bob and ona are in a manual team. Bob and ivo hold licenses.
func openOffice(t *testing.T, store directory.Store) openedOffice {
	t.Helper()
	o := openedOffice{house: build(t, store, 5)}
	o.okta, o.entra = o.connect(t).ID, o.connect(t).ID
	teams := append(o.gather(t, o.okta, "pushed"), o.gather(t, "", "manual")...)
	o.pushed, o.manual = teams[0].ID, teams[1].ID

	ada, bob, dee, ivo, ona := newMember("ada"), newMember("bob"), newMember("dee"), newMember("ivo"), newMember("ona")
	ada.Origin, bob.Origin, dee.Origin = o.okta, o.okta, o.entra
	dee.Status, ivo.Status, ona.Role = directory.MemberDeactivated, directory.MemberInvited, directory.RoleOwner
	adas, bobs, dees, silent := newIdentity(o.okta, "ada"), newIdentity(o.okta, "bob"), newIdentity(o.entra, "dee"), newIdentity(o.okta, "silent")
	ada.Identity, bob.Identity, dee.Identity = adas.ID, bobs.ID, dees.ID
	adas.Member, bobs.Member, dees.Member = ada.ID, bob.ID, dee.ID
	silent.Active = false
	o.adaSpeaks, o.deeSpeaks, o.silent = adas.ID, dees.ID, silent.ID
	o.ids = map[string]directory.MemberID{"ada": ada.ID, "bob": bob.ID, "dee": dee.ID, "ona": ona.ID}
	o.update(t, func(tx directory.Tx) error {
		for _, member := range []*directory.Member{&ada, &bob, &dee, &ivo, &ona} {
			if err := addMember(tx, member); err != nil {
				return err
			}
		}
		for _, identity := range []*directory.Identity{&adas, &bobs, &dees, &silent} {
			if err := addIdentity(tx, identity); err != nil {
				return err
			}
		}
		return inTurn(
			func() error { return tx.TakeLicense(bob.ID) },
			func() error { return tx.TakeLicense(ivo.ID) },
			func() error { _, err := tx.AddTeamMembers(o.pushed, idsOf(adas, bobs, silent)); return err },
			func() error {
				_, err := tx.AddToManualTeam(o.manual, []directory.MemberID{ona.ID, bob.ID})
				return err
			},
		)
	})
	return o
}

// called returns the ids of members of these names, and an unknown one for another.
func (o openedOffice) called(names ...string) []directory.MemberID {
	ids := make([]directory.MemberID, len(names))
	for i, name := range names {
		ids[i] = cmp.Or(o.ids[name], "nobody")
	}
	return ids
}

// named returns the member of a name.
func (o openedOffice) named(t *testing.T, name string) directory.Member {
	t.Helper()
	found := ask(o.view(t).SearchMembers(directory.MemberSearch{Text: name + "\n", Limit: 9})).ok(t)
	if len(found) != 1 {
		t.Fatalf("%d members are named %s, want one", len(found), name)
	}
	return found[0]
}

func namesOf(members []directory.Member) []string {
	var list []string
	for _, member := range members {
		list = append(list, member.Name)
	}
	return list
}

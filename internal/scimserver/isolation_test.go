package scimserver_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// TestIsolation tries every id with every verb and every token, in two
// organizations of two connections each (CVE-2026-92539, a SCIM door that
// reached into other organizations). A foreign id is answered byte for byte as
// one that never existed, apart from the id itself, and nothing changes.
func TestIsolation(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		first := newDoor(t, engine, doorOptions{})
		doors := []*door{first, first.sibling(t), first.beside(t, doorOptions{})}
		doors = append(doors, doors[2].sibling(t))
		users, groups := make([]string, len(doors)), make([]string, len(doors))
		for i, d := range doors {
			// The same names everywhere: neither conflict nor lookup may cross.
			users[i] = d.person(t, "ada@example.com").ID
			groups[i] = d.pushed(t, "Crew", users[i]).ID
		}
		before := []rows{first.rows(t), doors[2].rows(t)}
		for i, d := range doors {
			for j := range doors {
				if i == j {
					continue
				}
				d.answersAsUnknown(t, "/Users/", users[j])
				d.answersAsUnknown(t, "/Groups/", groups[j])
				d.answersAsUnknown(t, "/Groups/", users[j])
				d.answersAsUnknown(t, "/Users/", groups[i])
				for _, filter := range []string{`id eq "` + users[j] + `"`, `externalId eq "` + users[j] + `"`, `groups.value eq "` + groups[j] + `"`, `groups[value eq "` + groups[j] + `"]`} {
					if got := d.lookup(t, "/Users", filter); len(got) > 0 {
						t.Errorf("connection %d finds %v by %s of %d", i, got, filter, j)
					}
				}
				for _, filter := range []string{`id eq "` + groups[j] + `"`, `members.value eq "` + users[j] + `"`, `members[value eq "` + users[j] + `"]`} {
					if got := d.lookup(t, "/Groups", filter); len(got) > 0 {
						t.Errorf("connection %d finds %v by %s of %d", i, got, filter, j)
					}
				}
				d.get(t, strings.Replace(d.base, string(d.connection.ID), string(doors[j].connection.ID), 1)+"/Users").refused(t, http.StatusUnauthorized, "")
			}
			if got := d.lookup(t, "/Users", `userName eq "ada@example.com"`); !slices.Equal(got, []string{users[i]}) {
				t.Errorf("connection %d finds %v, want its own", i, got)
			}
			if got := d.lookup(t, "/Groups", `displayName eq "Crew"`); !slices.Equal(got, []string{groups[i]}) {
				t.Errorf("connection %d finds %v, want its own", i, got)
			}
		}
		for i, d := range []*door{first, doors[2]} {
			if difference := d.rows(t).difference(before[i]); difference != "" {
				t.Errorf("organization %d changed:\n%s", i, difference)
			}
		}
		// A foreign member is as unknown as one that never was.
		for i, d := range doors {
			foreign := users[(i+1)%len(doors)]
			got := decode[wireGroup](t, d.put(t, "/Groups/"+groups[i], groupBody("Crew", users[i], foreign)).want(t, http.StatusOK))
			if ids := got.memberIDs(); !slices.Equal(ids, []string{users[i]}) {
				t.Errorf("the group of connection %d holds %v, want its own person alone", i, ids)
			}
		}
	})
}

// sibling is another connection of the same organization.
func (d *door) sibling(t testing.TB) *door {
	t.Helper()
	connection, token, err := d.admin.CreateConnection(t.Context(), administration.Operator(), d.organization.ID, directory.Entra, directory.Standard())
	if err != nil {
		t.Fatal(err)
	}
	other := *d
	other.connection, other.token = connection, token.Reveal()
	other.base = d.root + "/scim/v2/" + string(connection.ID)
	return &other
}

// answersAsUnknown compares the answers for an id with those for one of the same
// form that never existed.
func (d *door) answersAsUnknown(t *testing.T, endpoint, id string) {
	t.Helper()
	unknown := directory.NewID()
	for method, body := range map[string]string{
		"GET": "", "HEAD": "", "DELETE": "", "POST": personBody("x"),
		"PUT":   `{"userName":"taken@example.com","displayName":"Taken","active":false}`,
		"PATCH": patchBody(`{"op":"replace","value":{"displayName":"Taken","active":false}}`),
	} {
		for _, query := range []string{"", "?attributes=id"} {
			got := d.send(t, method, endpoint+id+query, body)
			want := d.send(t, method, endpoint+unknown+query, body)
			if got.status != want.status || string(got.body) != strings.ReplaceAll(string(want.body), unknown, id) || !maps.EqualFunc(sameFor(got), sameFor(want), slices.Equal) {
				t.Errorf("%s is answered\n%d %v %s\nand for an id that never was\n%d %v %s", got.asked, got.status, got.header, got.body, want.status, want.header, want.body)
			}
			if method != "POST" && got.status != http.StatusNotFound {
				t.Errorf("%s is answered %d, want 404", got.asked, got.status)
			}
		}
	}
}

// sameFor are the headers of an answer without those that differ each time.
func sameFor(a answer) http.Header {
	header := a.header.Clone()
	header.Del("Date")
	header.Del("X-Request-Id")
	return header
}

// TestPagesOfOneConnectionStayItsOwn: a startIndex remembered for one connection
// moves nobody else's pages.
func TestPagesOfOneConnectionStayItsOwn(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		sibling := d.sibling(t)
		for _, name := range []string{"a", "b", "c", "d"} {
			d.person(t, name)
			sibling.person(t, name)
		}
		for _, door := range []*door{d, sibling} {
			var names []string
			for _, start := range []string{"1", "3"} {
				list := decode[wireList[wireUser]](t, door.get(t, "/Users?count=2&startIndex="+url.QueryEscape(start)).want(t, http.StatusOK))
				for _, user := range list.Resources {
					names = append(names, user.UserName)
				}
			}
			if !slices.Equal(names, []string{"a", "b", "c", "d"}) {
				t.Errorf("the pages hold %v", names)
			}
		}
	})
}

// TestProvisioningKeepsItsHandsOff manual teams, roles, and members that it did
// not make (CVE-2022-1680, authentik GHSA-9m7q-6qg6-888h): whatever is pushed, no
// owner's account is adopted or changed, and no role is granted.
func TestProvisioningKeepsItsHandsOff(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		now := d.organization.CreatedAt
		owner := directory.Member{ID: directory.MemberID(directory.NewID()), Name: "Grace", Email: "grace@example.com", Role: directory.RoleOwner, Status: directory.MemberActive, CreatedAt: now, UpdatedAt: now}
		manual := directory.Team{ID: directory.TeamID(directory.NewID()), TeamAssertion: directory.TeamAssertion{Name: "Admins", Resource: []byte("{}")}, CreatedAt: now, UpdatedAt: now}
		err := d.engine.store.Update(t.Context(), d.organization.ID, func(tx directory.Tx) (err error) {
			entry := directory.Entry{At: now, Kind: directory.MemberCreated, Actor: administration.Operator().Actor}
			if owner.Ordinal, err = tx.Append(entry); err != nil {
				return err
			}
			entry.Kind = directory.TeamCreated
			if manual.Ordinal, err = tx.Append(entry); err != nil {
				return err
			}
			if err := tx.CreateMember(owner); err != nil {
				return err
			}
			return tx.CreateTeam(manual)
		})
		if err != nil {
			t.Fatal(err)
		}
		before, err := d.view(t).Member(owner.ID)
		if err != nil {
			t.Fatal(err)
		}
		pushed := func(address string) string {
			return `{"userName":"` + address + `","id":"` + string(owner.ID) + `","externalId":"` + string(owner.ID) + `",` +
				`"emails":[{"value":"` + address + `","primary":true}],"roles":[{"value":"owner","primary":true}],"entitlements":[{"value":"administrator"}],"groups":[{"value":"` + string(manual.ID) + `"}]}`
		}
		d.post(t, "/Users", pushed("grace@example.com")).refused(t, http.StatusConflict, "uniqueness", "Grace is an owner here already")
		eve := decode[wireUser](t, d.post(t, "/Users", pushed("eve@example.com")).want(t, http.StatusCreated))
		for _, value := range []string{`"emails":[{"value":"grace@example.com","primary":true}]`, `"userName":"grace@example.com","emails":[]`} {
			d.patch(t, "/Users/"+eve.ID, patchBody(`{"op":"replace","value":{`+value+`}}`)).refused(t, http.StatusConflict, "uniqueness", "Grace has the address grace@example.com already")
		}
		d.patch(t, "/Users/"+eve.ID, patchBody(`{"op":"replace","value":{"emails":[{"value":"eva@example.com"}],"active":false,"role":"owner"}}`)).want(t, http.StatusOK)
		d.answersAsUnknown(t, "/Users/", string(owner.ID))
		d.answersAsUnknown(t, "/Groups/", string(manual.ID))
		crew := d.pushed(t, "Admins", string(owner.ID), eve.ID)
		if ids := crew.memberIDs(); !slices.Equal(ids, []string{eve.ID}) {
			t.Errorf("the pushed group holds %v", ids)
		}
		d.delete(t, "/Users/"+eve.ID).want(t, http.StatusNoContent)
		after, err := d.view(t).Member(owner.ID)
		if err != nil || after != before {
			t.Errorf("the owner is %+v (%v), want %+v", after, err, before)
		}
		members, err := d.view(t).Members(directory.MemberQuery{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		for _, member := range members {
			if member.ID != owner.ID && member.Role != directory.RoleMember {
				t.Errorf("%s was granted the role %s", member.Name, member.Role)
			}
		}
		teams, err := d.view(t).Teams("", directory.TeamQuery{Limit: 10})
		if err != nil || len(teams) != 1 || teams[0].Name != "Admins" || teams[0].Size != 0 {
			t.Errorf("the manual teams are %+v (%v)", teams, err)
		}
	})
}

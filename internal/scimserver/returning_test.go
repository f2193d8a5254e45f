package scimserver_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// offAndOn turns the connection off, lets people edit meanwhile, and turns it on
// again with a new token.
func (d *door) offAndOn(t testing.TB, meanwhile func()) {
	t.Helper()
	operator := administration.Operator()
	if err := d.admin.DisableConnection(t.Context(), operator, d.organization.ID, d.connection.ID); err != nil {
		t.Fatal(err)
	}
	d.get(t, "/Users?count=1").want(t, http.StatusUnauthorized)
	meanwhile()
	token, err := d.admin.EnableConnection(t.Context(), operator, d.organization.ID, d.connection.ID)
	if err != nil {
		t.Fatal(err)
	}
	d.token = token.Reveal()
}

// TestReconnectOnTheWire: a connection was off, and a person and a team were renamed
// by hand. Okta creates both as it does where it has forgotten them: it changed the
// person's user name meanwhile, so its lookup finds nobody.
func TestReconnectOnTheWire(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		for value, finds := range map[directory.Reconnect]bool{directory.MatchReturning: true, directory.DuplicateReturning: false} {
			d := doorUnder(t, engine, func(p *directory.Policy) { p.Reconnect = value })
			ada := d.person(t, "ada@example.com")
			crew := d.pushed(t, "Crew", ada.ID)
			member := d.memberOf(t, ada.ID)
			d.offAndOn(t, func() {
				name := "Countess of Lovelace"
				edit := administration.MemberEdit{Name: &name}
				if _, err := d.admin.EditMember(t.Context(), administration.Operator(), d.organization.ID, member, edit); err != nil {
					t.Fatal(err)
				}
				if _, err := d.admin.RenameTeam(t.Context(), administration.Operator(), d.organization.ID, directory.TeamID(crew.ID), "Hands"); err != nil {
					t.Fatal(err)
				}
			})

			renamed := strings.ReplaceAll(personBody("ada@example.com"), `"ada@example.com"`, `"ada.king@example.com"`)
			again := decode[wireUser](t, d.post(t, "/Users", renamed).want(t, http.StatusCreated))
			pushed := d.pushed(t, "Crew", again.ID)
			if found := again.ID == ada.ID; found != finds {
				t.Errorf("under %s the person is found: %t", value, found)
			}
			if found := pushed.ID == crew.ID; found != finds {
				t.Errorf("under %s the team is found: %t", value, found)
			}
			if kept := d.memberOf(t, again.ID) == member; kept != finds {
				t.Errorf("under %s the member is the same: %t", value, kept)
			}
			now, err := d.view(t).Member(d.memberOf(t, again.ID))
			if err != nil || now.Name != "Ada Lovelace" {
				t.Errorf("under %s the member is called %q, %v", value, now.Name, err)
			}
			if got := d.group(t, pushed.ID); got.DisplayName != "Crew" || got.Members == nil || len(*got.Members) != 1 {
				t.Errorf("under %s the group is %+v", value, got)
			}
			// Found once: who is created once more is taken, as ever.
			d.post(t, "/Users", renamed).refused(t, http.StatusConflict, "uniqueness")
		}
	})
}

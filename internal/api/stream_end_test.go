package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

// awaitEnd reads until the stream has ended, as it should: not broken off.
func (o *open) awaitEnd() {
	o.c.w.Helper()
	for o.lines.Scan() {
	}
	if err := o.lines.Err(); err != nil {
		o.c.w.Errorf("the stream broke: %v", err)
	}
}

// TestTheStreamEndsWithWhoeverHearsIt: what would refuse the next request ends
// the stream, for people, setup links and programs.
func TestTheStreamEndsWithWhoeverHearsIt(t *testing.T) {
	t.Parallel()
	type scene struct {
		*world
		acme         directory.OrganizationID
		owner, hears *client
	}
	person := func(s *scene) { s.hears = s.owner }
	program := func(s *scene) { s.hears = s.program(s.owner.apiKey(s.acme, directory.ScopeRead)) }
	lasting := func(s *scene) {
		asked := map[string]any{"name": "Report", "scopes": []string{"directory:read"}, "expires_in_days": 1}
		s.hears = s.program(read[api.APIKeyMade](s.owner.post(in(s.acme, "/api-keys"), asked).want(http.StatusCreated)).Secret)
	}
	link := func(s *scene) { s.hears = s.setupSession(s.acme) }
	operator := func(s *scene) { s.hears = s.operator() }
	suspend := func(s *scene) {
		s.operator().patch(in(s.acme, ""), map[string]string{"status": "suspended"}).want(http.StatusOK)
	}
	deactivate := func(s *scene) {
		id := read[me](s.owner.get("/session")).Person.ID
		s.member(s.acme, "Another Owner", directory.RoleOwner).post(in(s.acme, "/members/"+string(id)+"/deactivate"), nil).want(http.StatusOK)
	}
	for name, test := range map[string]struct {
		who, end func(*scene)
	}{
		"a person signs out":      {person, func(s *scene) { s.hears.remove("/session").want(http.StatusNoContent) }},
		"a person lies idle":      {person, func(s *scene) { s.clock.pass(time.Hour) }},
		"a person is deactivated": {person, deactivate},
		"a person's organization": {person, suspend},
		"a key is revoked": {program, func(s *scene) {
			s.owner.remove(in(s.acme, "/api-keys/"+s.onlyKey(s.owner, s.acme))).want(http.StatusNoContent)
		}},
		"a key expires":              {lasting, func(s *scene) { s.clock.pass(24 * time.Hour) }},
		"a key's maker deactivated":  {program, deactivate},
		"a key's organization":       {program, suspend},
		"a setup link ends":          {link, func(s *scene) { s.clock.pass(9 * time.Hour) }},
		"an operator is one no more": {operator, func(s *scene) { s.demote(s.hears) }},
		"the server stops":           {person, func(s *scene) { s.api.EndStreams() }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			s := &scene{world: w, acme: w.organization("Acme")}
			s.owner = w.member(s.acme, "Olga Owner", directory.RoleOwner)
			test.who(s)
			stream := s.hears.listen(s.acme)
			stream.hear("event: activity")
			test.end(s)
			stream.awaitEnd()
		})
	}
}

// onlyKey is the id of an organization's only key.
func (w *world) onlyKey(owner *client, organization directory.OrganizationID) string {
	w.Helper()
	keys := read[api.All[api.APIKey]](owner.get(in(organization, "/api-keys"))).Items
	if len(keys) != 1 {
		w.Fatalf("there are %d keys", len(keys))
	}
	return string(keys[0].ID)
}

// demote makes an operator a member who does not manage the installation.
func (w *world) demote(operator *client) {
	w.Helper()
	who := read[me](operator.get("/session"))
	w.member(who.Organization.ID, "Another Operator", directory.RoleOwner)
	member := directory.RoleMember
	_, err := w.administration.EditMember(w.Context(), administration.Operator(), who.Organization.ID, who.Person.ID, administration.MemberEdit{Role: &member})
	w.ok(err)
}

// TestAStreamThatLiesOpenKeepsNobodySignedIn: listening is no use of a session.
func TestAStreamThatLiesOpenKeepsNobodySignedIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.api.PaceStreams(time.Millisecond, time.Millisecond)
	acme := w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	stream := owner.listen(acme)
	w.clock.pass(20 * time.Minute)
	for range 10 { // it has looked again by then
		stream.hear(": still here")
	}
	w.clock.pass(20 * time.Minute)
	stream.awaitEnd()
	owner.get("/session").refused(http.StatusUnauthorized, "unauthorized")
}

func TestAStreamThatComesAfterTheStopEndsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	acme := w.organization("Acme")
	owner := w.member(acme, "Olga Owner", directory.RoleOwner)
	w.api.EndStreams()
	w.api.EndStreams() // twice is as good as once
	stream := owner.listen(acme)
	stream.awaitEnd()
	if stream.response.StatusCode != http.StatusOK {
		t.Errorf("it was answered %d", stream.response.StatusCode)
	}
}

// TestStreamsStayInTheirOrganization: what happens at one is never told to
// another, not even that something did.
func TestStreamsStayInTheirOrganization(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, _ := w.connected()
	globex := w.organization("Globex")
	stranger := w.member(globex, "Gus Owner", directory.RoleOwner)
	ours, theirs := owner.listen(acme), stranger.listen(globex)
	ours.hear("event: activity")
	theirs.hear("event: activity")
	theirs.hear("data: {}") // and what goes with it

	owner.post(in(acme, "/teams"), map[string]string{"name": "Sales"}).want(http.StatusCreated)
	ours.hear("event: activity")
	w.record(acme, connection.ID, "request-1")
	ours.hear("event: traffic")
	stranger.post(in(globex, "/teams"), map[string]string{"name": "Legal"}).want(http.StatusCreated)
	var told []string
	for theirs.lines.Scan() {
		if line := theirs.lines.Text(); line != "" {
			told = append(told, line)
		}
		if theirs.lines.Text() == "data: {}" {
			break
		}
	}
	head, err := w.store.View(t.Context(), globex).Head()
	w.ok(err)
	want := "event: activity\n" + `data: {"head":` + itoa(head) + "}\nevent: directory\ndata: {}"
	if got := strings.Join(told, "\n"); got != want {
		t.Errorf("Globex was told\n%s\nwant\n%s", got, want)
	}
	refused := stranger.listen(acme)
	refused.close().refused(http.StatusNotFound, "not_found")
}

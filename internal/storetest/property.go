package storetest

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/musterhq/muster/internal/directory"
)

// testProperties makes random changes, of several steps each, on the store and
// on the model, and compares every answer and, after every change, everything.
func testProperties(t *testing.T, open Opener) {
	properties(t, open(t), slices.Concat(cards, panelCards), (*deck).furnish)
}

// properties makes its changes of these cards, after one that furnishes.
func properties(t *testing.T, store directory.Store, cards []card, furnish func(*deck) []step) {
	rapid.Check(t, func(rt *rapid.T) {
		organization := newOrganization("Example")
		bought := rapid.IntRange(0, 3).Draw(rt, "bought")
		first := entry(directory.OrganizationCreated)
		if err := store.CreateOrganization(t.Context(), organization, bought, first); err != nil {
			rt.Fatalf("create the organization: %v", err)
		}
		want := newModel(organization, bought, first)
		d := &deck{t: rt, organization: organization.ID}
		d.changes(store, &want, t, furnish(d)...)
		for range rapid.IntRange(1, 15).Draw(rt, "changes") {
			steps := make([]step, rapid.IntRange(1, 3).Draw(rt, "steps"))
			for i := range steps {
				steps[i] = rapid.SampledFrom(cards).Draw(rt, "step").draw(d)
			}
			d.changes(store, &want, t, steps...)
		}
	})
}

// step is one call in a change.
type step struct {
	name string
	run  func(tx directory.Tx) (any, error)
}

// changes makes one change of these steps on the store and on the model, and
// compares.
func (d *deck) changes(store directory.Store, want **model, t *testing.T, steps ...step) {
	perform := func(tx directory.Tx) ([]any, error) {
		var answers []any
		for _, step := range steps {
			answer, err := step.run(tx)
			if err != nil {
				return answers, err
			}
			answers = append(answers, answer)
		}
		return answers, nil
	}
	next := (*want).clone()
	wantAnswers, wantErr := perform(next)
	var answers []any
	err := store.Update(t.Context(), next.organization.ID, func(tx directory.Tx) error {
		var err error
		answers, err = perform(tx)
		return err
	})
	told := ""
	for i, step := range steps {
		told += fmt.Sprintf("%d: %s\n", i, step.name)
	}
	if !sameRefusal(err, wantErr) {
		d.t.Fatalf("got error %v, want %v, of\n%s", err, wantErr, told)
	}
	if diff := difference(answers, wantAnswers); diff != "" {
		d.t.Fatalf("wrong answers (-got +want):\n%s\nof\n%s", diff, told)
	}
	if wantErr == nil {
		*want = next
	}
	got, err := readAll(store.View(t.Context(), next.organization.ID))
	if err != nil {
		d.t.Fatalf("read the organization: %v", err)
	}
	expected, err := readAll(*want)
	if err != nil {
		d.t.Fatalf("read the model: %v", err)
	}
	for _, s := range []snapshot{got, expected} {
		for _, credentials := range s.Credentials {
			for i := range credentials {
				if !credentials[i].RevokedAt.IsZero() {
					credentials[i].RevokedAt = moment(1000) // the store's own clock
				}
			}
		}
	}
	if diff := difference(got, expected); diff != "" {
		d.t.Fatalf("wrong directory (-got +want):\n%s\nafter\n%s", diff, told)
	}
}

// sameRefusal says whether two errors are the same to a caller.
func sameRefusal(got, want error) bool {
	if want == nil || got == nil {
		return (got == nil) == (want == nil)
	}
	return directory.CodeOf(got) == directory.CodeOf(want) && fieldOf(got) == fieldOf(want)
}

// deck is what the steps are drawn from: the ids of what was made, or would
// have been had its change succeeded.
type deck struct {
	t            *rapid.T
	organization directory.OrganizationID
	ids          int
	connections  []directory.ConnectionID
	identities   []directory.Identity
	members      []directory.Member
	teams        []directory.Team
	loginMethods []directory.LoginMethodID
}

// furnish makes two connections and some of everything, because random changes
// build up little: one step that is refused undoes its whole change.
func (d *deck) furnish() []step {
	var steps []step
	for i := range 2 {
		connection := newConnection(d.organization)
		connection.ID = directory.ConnectionID(d.newID("c"))
		connection.CreatedAt = moment(i)
		d.connections = append(d.connections, connection.ID)
		steps = append(steps, step{"CreateConnection", func(tx directory.Tx) (any, error) { return nil, tx.CreateConnection(connection) }})
	}
	for i, name := range []string{"first", "second", "third", "fourth"} {
		member := newMember(name)
		member.ID = directory.MemberID(d.newID("m"))
		identity := newIdentity(d.connections[i%2], name)
		identity.ID, identity.ExternalID = directory.IdentityID(d.newID("i")), d.text("x", "X", "é")
		if i < 2 { // nobody speaks for the other members
			member.Identity, identity.Member = identity.ID, member.ID
		}
		team := newTeam(append(d.connections, "", d.connections[0])[i], name)
		team.ID, team.ExternalID = directory.TeamID(d.newID("t")), d.text("", "x")
		d.members, d.identities, d.teams = append(d.members, member), append(d.identities, identity), append(d.teams, team)
		steps = append(steps,
			step{"CreateMember", func(tx directory.Tx) (any, error) { return nil, addMember(tx, &member) }},
			step{"CreateIdentity", func(tx directory.Tx) (any, error) { return nil, addIdentity(tx, &identity) }},
			step{"CreateTeam", func(tx directory.Tx) (any, error) { return nil, addTeam(tx, &team) }})
	}
	for _, team := range d.teams {
		steps = append(steps, step{"AddTeamMembers", func(tx directory.Tx) (any, error) {
			return tx.AddTeamMembers(team.ID, idsOf(d.identities[:4]...))
		}})
	}
	return steps
}

// newID makes an id that is new, that comes out the same when a sequence is
// run again, and that does not sort by age.
func (d *deck) newID(kind string) string {
	d.ids++
	return fmt.Sprintf("%s%s%03d", kind, d.text("Z", "a", "m", "é"), d.ids)
}

func (d *deck) leaving() directory.Leaving {
	if d.number(0, 2) == 0 {
		return directory.Leaving{}
	}
	return directory.Leaving{Asked: directory.Asked(d.text("deactivate", "delete")), Since: moment(d.number(1, 9))}
}

func (d *deck) text(values ...string) string { return rapid.SampledFrom(values).Draw(d.t, "text") }

func (d *deck) number(from, to int) int { return rapid.IntRange(from, to).Draw(d.t, "number") }

func (d *deck) connection() directory.ConnectionID {
	return rapid.SampledFrom(d.connections).Draw(d.t, "connection")
}

// origin is a connection or, for teams, nobody's.
func (d *deck) origin() directory.ConnectionID {
	return rapid.SampledFrom(append(slices.Clone(d.connections), "")).Draw(d.t, "origin")
}

func (d *deck) identity() directory.Identity {
	return rapid.SampledFrom(append(slices.Clone(d.identities), newIdentity(d.connections[0], "never made"))).Draw(d.t, "identity")
}

func (d *deck) member() directory.Member {
	return rapid.SampledFrom(append(slices.Clone(d.members), newMember("never made"))).Draw(d.t, "member")
}

func (d *deck) team() directory.Team {
	return rapid.SampledFrom(append(slices.Clone(d.teams), newTeam(d.connections[0], "never made"))).Draw(d.t, "team")
}

// people are ids of identities, with repetitions and some that never were.
func (d *deck) people() []directory.IdentityID {
	var ids []directory.IdentityID
	for range d.number(0, 6) {
		id := directory.IdentityID(d.text("unknown", "Ünknown", ""))
		if len(d.identities) > 0 && d.number(0, 3) > 0 {
			id = rapid.SampledFrom(d.identities).Draw(d.t, "person").ID
		}
		ids = append(ids, id)
	}
	return ids
}

func (d *deck) name() string {
	return d.text("ada", "ADA", "jos\u00e9", "JOSE\u0301", "grace", "\uff27race", "\u212aelvin", "kelvin", "straße", "strasse", "b", "c", "d")
}

func (d *deck) assertion() directory.Assertion {
	a := directory.Assertion{
		UserName:   d.name(),
		ExternalID: d.text("", "x", "X", "é"),
		Name:       d.text("", "Ada", "Grace"),
		Active:     rapid.Bool().Draw(d.t, "active"),
		Resource:   []byte(d.text("", "{}", "\x00\xff")),
	}
	for range d.number(0, 3) {
		a.Emails = append(a.Emails, d.name())
	}
	return a
}

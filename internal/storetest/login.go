package storetest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// lookAlikes are names of different people, although some think otherwise.
var lookAlikes = []string{
	"ada", "Ada", "ADA", " ada", "ada ", "ada\t", "ada\n", "\u200bada", "\uff41da",
	"jos\u00e9", "jose\u0301", "JOS\u00c9", "straße", "strasse", "\u212aelvin", "kelvin",
	"%", "_", "%da", "_da", "00u1", "00u10", "'", `\`, "\ufffd",
	strings.Repeat("s", directory.MaxSubjectLength),
	strings.Repeat("s", directory.MaxSubjectLength-1),
}

func testLogins(t *testing.T, open Opener) {
	store, neighbour := open(t), open(t)

	t.Run("tie a subject to a member", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		methods := h.enable(t, "okta", "other")
		ada, grace := h.hire(t, "Ada", directory.RoleMember), h.hire(t, "Grace", directory.RoleMember)
		newer, older, hers := newLogin(methods[0].ID, "00u\"ü", ada.ID), newLogin(methods[1].ID, "00u\"ü", ada.ID), newLogin(methods[0].ID, "hers", grace.ID)
		newer.CreatedAt, newer.UsedAt = foreignMoment(32), foreignMoment(33)
		older.CreatedAt, older.UsedAt = moment(31), moment(31)
		var inside directory.Login
		h.update(t, func(tx directory.Tx) error {
			for _, login := range []directory.Login{newer, older, hers} {
				if err := tx.CreateLogin(login); err != nil {
					return err
				}
			}
			var err error
			inside, err = tx.Login(newer.Method, newer.Subject)
			return err
		})
		newer.CreatedAt, newer.UsedAt = moment(32), moment(33)
		ask(inside, nil).is(t, newer)
		ask(h.through(neighbour).view(t).Login(newer.Method, newer.Subject)).is(t, newer)
		ask(h.view(t).Login(methods[1].ID, "hers")).refused(t, directory.NotFound)
		ask(h.view(t).Logins(ada.ID)).is(t, []directory.Login{older, newer})
		ask(h.view(t).Logins(grace.ID)).is(t, []directory.Login{hers})
	})

	t.Run("tie once", func(t *testing.T) {
		t.Parallel()
		h, elsewhere := build(t, store, 0), build(t, store, 0)
		methods, theirs := h.enable(t, "okta", "other"), elsewhere.enable(t, "okta")
		ada, grace := h.hire(t, "Ada", directory.RoleMember), h.hire(t, "Grace", directory.RoleMember)
		other := elsewhere.hire(t, "Ada", directory.RoleMember)
		done(t, h.tie(t, newLogin(methods[0].ID, "subject", ada.ID)))
		before := snap(t, h.view(t))
		for name, login := range map[string]directory.Login{
			"the subject of somebody":  newLogin(methods[0].ID, "subject", grace.ID),
			"a member who has another": newLogin(methods[0].ID, "another", ada.ID),
			"the same":                 newLogin(methods[0].ID, "subject", ada.ID),
		} {
			if err := h.through(neighbour).tie(t, login); directory.CodeOf(err) != directory.Taken || fieldOf(err) != "subject" {
				t.Errorf("%s: got error %v, want the subject to be taken", name, err)
			}
		}
		unchanged(t, before, snap(t, h.view(t)))
		done(t, h.tie(t, newLogin(methods[1].ID, "subject", grace.ID)))
		done(t, elsewhere.tie(t, newLogin(theirs[0].ID, "subject", other.ID)))
	})

	t.Run("compare byte by byte", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		method := h.enable(t, "okta")[0]
		members := h.employ(t, names("person", len(lookAlikes))...)
		for i, subject := range lookAlikes {
			ask(h.view(t).Login(method.ID, subject)).refused(t, directory.NotFound)
			done(t, h.tie(t, newLogin(method.ID, subject, members[i].ID)))
		}
		for i, subject := range lookAlikes {
			login := ask(h.view(t).Login(method.ID, subject)).ok(t)
			if login.Subject != subject || login.Member != members[i].ID {
				t.Errorf("%q is %q, member %s, want member %s", subject, login.Subject, login.Member, members[i].ID)
			}
		}
	})

	t.Run("update", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		method := h.enable(t, "okta")[0]
		ada, grace := h.hire(t, "Ada", directory.RoleMember), h.hire(t, "Grace", directory.RoleMember)
		want, other := newLogin(method.ID, "ada", ada.ID), newLogin(method.ID, "grace", grace.ID)
		done(t, h.tie(t, want))
		done(t, h.tie(t, other))
		change := want
		change.Member, change.CreatedAt = grace.ID, moment(99) // never change
		change.UsedAt = foreignMoment(50)
		h.update(t, func(tx directory.Tx) error { return tx.UpdateLogin(change) })
		want.UsedAt = moment(50)
		ask(h.view(t).Logins(ada.ID)).is(t, []directory.Login{want})
		ask(h.view(t).Logins(grace.ID)).is(t, []directory.Login{other})
		change.Subject = "ADA"
		refused(t, h.try(t, func(tx directory.Tx) error { return tx.UpdateLogin(change) }), directory.NotFound)
	})

	t.Run("are taken away", func(t *testing.T) {
		t.Parallel()
		o := openLogins(t, store)
		remove := func(method directory.LoginMethodID, member directory.MemberID) error {
			return o.try(t, func(tx directory.Tx) error { return tx.DeleteLogin(method, member) })
		}
		refused(t, remove(o.other.ID, o.grace.ID), directory.NotFound)
		done(t, remove(o.method.ID, o.ada.ID))
		refused(t, remove(o.method.ID, o.ada.ID), directory.NotFound)
		ask(o.view(t).Login(o.method.ID, "ada")).refused(t, directory.NotFound)
		ask(o.view(t).Login(o.other.ID, "ada")).ok(t)
		ask(o.view(t).Login(o.method.ID, "grace")).ok(t)
		o.opens(t, o.adas) // for the caller to end
		done(t, o.tie(t, newLogin(o.method.ID, "another", o.ada.ID)))
		done(t, remove(o.method.ID, o.grace.ID))
		done(t, o.tie(t, newLogin(o.method.ID, "ada", o.grace.ID)))
	})

	t.Run("go with their member", func(t *testing.T) {
		t.Parallel()
		o := openLogins(t, store)
		o.update(t, func(tx directory.Tx) error {
			brief := newMember("brief")
			return inTurn(
				func() error { return tx.DeleteMember(o.ada.ID) },
				func() error { return tx.CreateMember(brief) },
				func() error { return tx.CreateLogin(newLogin(o.other.ID, "ada", brief.ID)) },
				func() error { return tx.DeleteMember(brief.ID) },
			)
		})
		ask(o.view(t).Logins(o.ada.ID)).is(t, nil)
		ask(o.view(t).Login(o.other.ID, "ada")).refused(t, directory.NotFound)
		ask(o.view(t).Logins(o.grace.ID)).is(t, []directory.Login{newLogin(o.method.ID, "grace", o.grace.ID)})
		done(t, o.tie(t, newLogin(o.other.ID, "ada", o.grace.ID)))
	})

	t.Run("unknown", func(t *testing.T) {
		t.Parallel()
		o := openLogins(t, store)
		before := snap(t, o.view(t))
		for _, text := range hostile {
			method, member := directory.LoginMethodID(text), directory.MemberID(text)
			ask(o.view(t).Login(method, "ada")).refused(t, directory.NotFound)
			ask(o.view(t).Login(o.method.ID, text)).refused(t, directory.NotFound)
			ask(o.view(t).Logins(member)).is(t, nil)
			for _, write := range []func(tx directory.Tx) error{
				func(tx directory.Tx) error { return tx.CreateLogin(newLogin(method, "new", o.ada.ID)) },
				func(tx directory.Tx) error { return tx.CreateLogin(newLogin(o.method.ID, "new", member)) },
				func(tx directory.Tx) error { return tx.UpdateLogin(newLogin(method, "ada", o.ada.ID)) },
				func(tx directory.Tx) error { return tx.UpdateLogin(newLogin(o.method.ID, text, o.ada.ID)) },
				func(tx directory.Tx) error { return tx.DeleteLogin(method, o.ada.ID) },
				func(tx directory.Tx) error { return tx.DeleteLogin(o.method.ID, member) },
				func(tx directory.Tx) error { return tx.UseAssertion(method, "new", moment(9), moment(1)) },
			} {
				refused(t, o.try(t, write), directory.NotFound)
			}
		}
		unchanged(t, before, snap(t, o.view(t)))
	})

	t.Run("an assertion counts once", func(t *testing.T) {
		t.Parallel()
		h, elsewhere := build(t, store, 0), build(t, store, 0)
		methods, theirs := h.enable(t, "okta", "other"), elsewhere.enable(t, "okta")
		assertions := append([]string{"a\x00b", "a\x00", "\xff", "\xfe", strings.Repeat("long", 5000)}, lookAlikes...)
		for _, assertion := range assertions {
			done(t, h.spend(t, methods[0].ID, assertion, 30, 10))
		}
		for _, assertion := range assertions {
			for _, through := range []directory.Store{store, neighbour} {
				err := h.through(through).spend(t, methods[0].ID, assertion, 30, 11)
				if directory.CodeOf(err) != directory.Taken || fieldOf(err) != "assertion" {
					t.Errorf("%.20q again: got error %v, want it to be taken", assertion, err)
				}
			}
		}
		done(t, h.spend(t, methods[1].ID, assertions[0], 30, 10))
		done(t, elsewhere.spend(t, theirs[0].ID, assertions[0], 30, 10))
	})

	t.Run("an assertion is forgotten with its time", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		methods := h.enable(t, "okta", "other")
		method, other := methods[0].ID, methods[1].ID
		done(t, h.spend(t, method, "short", 30, 10))
		done(t, h.spend(t, method, "long", 40, 10))
		done(t, h.spend(t, other, "short", 30, 10))
		refused(t, h.spend(t, method, "short", 50, 29), directory.Taken)
		done(t, h.spend(t, method, "short", 60, 30)) // it would not be accepted any more
		refused(t, h.spend(t, method, "short", 70, 59), directory.Taken)

		// Any other use of the method forgets it, for it is not asked for again.
		done(t, h.spend(t, method, "next", 99, 45))
		done(t, h.spend(t, method, "long", 40, 20)) // nobody's clock does that
		refused(t, h.spend(t, other, "short", 30, 20), directory.Taken)
	})

	t.Run("an assertion is not used by what failed", func(t *testing.T) {
		t.Parallel()
		h := build(t, store, 0)
		method := h.enable(t, "okta")[0].ID
		done(t, h.spend(t, method, "old", 20, 10))
		err := h.try(t, func(tx directory.Tx) error {
			if err := tx.UseAssertion(method, "new", moment(90), moment(30)); err != nil {
				return err
			}
			refused(t, tx.UseAssertion(method, "new", moment(90), moment(30)), directory.Taken)
			return errDeliberate
		})
		ask(fmt.Sprint(err), nil).is(t, errDeliberate.Error())
		refused(t, h.spend(t, method, "old", 20, 15), directory.Taken)
		done(t, h.spend(t, method, "new", 90, 15))
	})
}

package provisioning_test

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
)

// TestRefusalsByARuleAreToldOnce: whatever a rule of the policy refuses is found in
// the journal with its reason, once, however often the provider asks again; and again
// when the policy has changed meanwhile.
func TestRefusalsByARuleAreToldOnce(t *testing.T) {
	t.Parallel()
	rename := func(w *world) error {
		_, err := w.edit(w.member(w.mustHave("ana").ID).Identity, renameTo("anna@acme.test"))
		return err
	}
	for name, of := range map[string]struct {
		rules   []string
		begins  func(w *world)
		asks    func(w *world) error
		code    directory.Code
		subject string
	}{
		"no groups": {
			rules: []string{"groups=off"},
			asks: func(w *world) error {
				_, err := w.service.CreateTeam(w.t.Context(), w.caller, group("Design"), nil)
				return err
			},
			code: directory.Refused,
		},
		"no groups without encryption": {
			rules: []string{"groups=requires_encryption"},
			asks:  func(w *world) error { return w.service.DeleteTeam(w.t.Context(), w.caller, "nothing") },
			code:  directory.Refused,
		},
		"unknown people": {
			rules: []string{"unknown_member=refuse"},
			asks: func(w *world) error {
				_, err := w.service.CreateTeam(w.t.Context(), w.caller, group("Design"), []directory.IdentityID{"nobody"})
				return err
			},
			code: directory.Invalid, subject: "Design",
		},
		"unknown people in a team": {
			rules:  []string{"unknown_member=refuse"},
			begins: func(w *world) { w.push("Design") },
			asks: func(w *world) error {
				teams, err := w.view().Teams(w.caller.Connection.ID, directory.TeamQuery{Limit: 1})
				if err != nil {
					return err
				}
				_, err = w.change(teams[0].ID, provisioning.MembersChange{Add: []directory.IdentityID{"nobody"}})
				return err
			},
			code: directory.Invalid, subject: "Design",
		},
		"an address that another user has": {
			rules: []string{"unique_identifier=email"},
			asks:  func(w *world) error { _, err := w.say("anna@acme.test", "ana@acme.test"); return err },
			code:  directory.Taken, subject: "anna@acme.test",
		},
		"the address of a member made by hand": {
			begins: func(w *world) { w.invite("olga", directory.RoleMember) },
			asks: func(w *world) error {
				_, err := w.edit(w.member(w.mustHave("ana").ID).Identity, func(a *directory.Assertion) { a.Emails = []string{"olga@acme.test"} })
				return err
			},
			code: directory.Taken, subject: "ana",
		},
		"an administrator to replace": {
			rules:  []string{"username_change=replace", "protect_admins=on"},
			begins: func(w *world) { w.makes(w.mustHave("ana").ID, directory.RoleAdministrator) },
			asks:   rename, code: directory.Refused, subject: "ana",
		},
		"the last owner to replace": {
			rules:  []string{"username_change=replace"},
			begins: func(w *world) { w.makes(w.mustHave("ana").ID, directory.RoleOwner) },
			asks:   rename, code: directory.Refused, subject: "ana",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := worldUnder(t)
			w.create("ana")
			if of.begins != nil {
				of.begins(w)
			}
			w.ruled(of.rules...)

			before := w.head()
			for range 3 {
				err := of.asks(w)
				wantCode(t, err, of.code)
				w.wantKinds(before, directory.NoticeRefused)
				entry := w.since(before)[0]
				if entry.Personal.Subject != of.subject || entry.Personal.Reason != err.Error() || entry.Request != w.caller.Request || entry.Connection != w.caller.Connection.ID {
					t.Fatalf("the journal tells %+v of the refusal %q", entry, err)
				}
			}
			w.ruled("sso_prerequisite=require")
			wantCode(t, of.asks(w), of.code)
			w.wantKinds(before, directory.NoticeRefused, directory.ConnectionPolicyChanged, directory.NoticeRefused)
		})
	}
}

// TestWhoGetsNoLicenseIsToldOfAnewWhenOneHasMoved: as long as none moves, asking again
// adds nothing to the journal; after that, it is news that there is none again.
func TestWhoGetsNoLicenseIsToldOfAnewWhenOneHasMoved(t *testing.T) {
	t.Parallel()
	for name, moves := range map[string]func(w *world, ana directory.Identity) []directory.EntryKind{
		"given back and taken": func(w *world, ana directory.Identity) []directory.EntryKind {
			w.mustEdit(ana.ID, deactivate)
			w.create("bob")
			return []directory.EntryKind{directory.MemberWasDeactivated, directory.MemberCreated}
		},
		"bought and given up": func(w *world, _ directory.Identity) []directory.EntryKind {
			w.buys(2)
			w.buys(1)
			return []directory.EntryKind{directory.LicensesChanged, directory.LicensesChanged}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			ana := w.create("ana")
			asks := func() {
				_, err := w.say("cem@acme.test", "cem@acme.test")
				wantCode(t, err, directory.NoLicense)
			}
			before := w.head()
			asks()
			asks()
			w.wantKinds(before, directory.NoticeNoLicense)
			told := append([]directory.EntryKind{directory.NoticeNoLicense}, moves(w, ana)...)
			asks()
			asks()
			w.wantKinds(before, append(told, directory.NoticeNoLicense)...)
		})
	}
}

package provisioning_test

import (
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// under gives the connection of a world other rules for licenses.
func (w *world) under(licenses directory.WithoutLicense, leaving directory.LicenseOnDeactivate) *world {
	w.caller.Connection.Policy.Licenses = licenses
	w.caller.Connection.Policy.LicenseOnDeactivate = leaving
	return w
}

// effects are what the entries after a number did to licenses.
func (w *world) effects(number int64) map[string]directory.LicenseEffect {
	w.t.Helper()
	effects := map[string]directory.LicenseEffect{}
	for _, entry := range w.since(number) {
		effects[entry.Personal.Subject+" "+string(entry.Kind)] = entry.License
	}
	return effects
}

func (w *world) wantEffects(number int64, want map[string]directory.LicenseEffect) {
	w.t.Helper()
	got := w.effects(number)
	for what, effect := range want {
		if effect != got[what] {
			w.t.Errorf("%s did %q to the license, want %q", what, got[what], effect)
		}
	}
	if len(got) != len(want) {
		w.t.Errorf("the journal tells %v, want %v", got, want)
	}
}

// TestWhenNoLicenseIsLeft: what becomes of a second person, made or reactivated,
// where one license was bought.
func TestWhenNoLicenseIsLeft(t *testing.T) {
	t.Parallel()
	for rule, want := range map[directory.WithoutLicense]struct {
		refused directory.Code
		status  directory.MemberStatus
		effect  directory.LicenseEffect
	}{
		directory.RejectWithout: {refused: directory.NoLicense},
		directory.WaitWithout:   {status: directory.MemberWaiting, effect: directory.LicenseAwaited},
		directory.AllowWithout:  {status: directory.MemberActive, effect: directory.LicenseAwaited},
	} {
		t.Run(string(rule), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1).under(rule, directory.ReleaseOnDeactivate)
			came := w.mustEdit(w.create("cem").ID, deactivate)
			w.create("ana")
			for _, ask := range []func() (directory.Identity, error){
				func() (directory.Identity, error) {
					return w.service.CreateIdentity(t.Context(), w.caller, person("bob"))
				},
				func() (directory.Identity, error) { return w.edit(came.ID, reactivate) },
			} {
				head := w.head()
				identity, err := ask()
				if want.refused != 0 {
					wantCode(t, err, want.refused)
					w.wantKinds(head, directory.NoticeNoLicense)
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				member := w.member(identity.Member)
				if !identity.Active || member.Status != want.status || member.Licensed || member.Wait.Number != head+1 {
					t.Errorf("asserted %v, the member is %+v; want %s, in line from entry %d", identity.Active, member, want.status, head+1)
				}
				if entries := w.since(head); len(entries) != 1 || entries[0].License != want.effect {
					t.Errorf("the journal tells %+v, want one entry that says %s", entries, want.effect)
				}
			}
			w.wantLicensesInUse(1)
		})
	}
}

// TestTheLineIsServedInOrder: whatever frees a license, the first in line gets it,
// told beside what freed it.
func TestTheLineIsServedInOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1).under(directory.WaitWithout, directory.ReleaseOnDeactivate)
	ana, bob, cem, dua, eve := w.create("ana"), w.create("bob"), w.create("cem"), w.create("dua"), w.create("eve")

	head := w.head()
	w.mustEdit(cem.ID, deactivate)
	w.wantEffects(head, map[string]directory.LicenseEffect{"cem member.deactivated": directory.LicenseForgone})

	head = w.head()
	w.mustEdit(bob.ID, func(a *directory.Assertion) { a.Name = "Bob" })
	w.wantEffects(head, map[string]directory.LicenseEffect{"Bob member.updated": ""})
	if member := w.member(bob.Member); member.Status != directory.MemberWaiting || member.Name != "Bob" {
		t.Errorf("renamed while waiting, Bob is %+v", member)
	}

	head = w.head()
	w.mustEdit(ana.ID, deactivate)
	w.wantEffects(head, map[string]directory.LicenseEffect{
		"ana member.deactivated": directory.LicenseReleased, "Bob member.licensed": directory.LicenseTaken,
	})
	served := w.since(head)[1]
	if served.Cause != head+1 || served.Actor != w.since(head)[0].Actor || served.Member != bob.Member || served.Identity != bob.ID {
		t.Errorf("the entry is %+v, want it caused by %d", served, head+1)
	}

	head = w.head()
	if err := w.service.DeleteIdentity(t.Context(), w.caller, bob.ID); err != nil {
		t.Fatal(err)
	}
	w.wantEffects(head, map[string]directory.LicenseEffect{
		"Bob member.detached": directory.LicenseReleased, "dua member.licensed": directory.LicenseTaken,
	})

	w.mustEdit(ana.ID, reactivate) // behind eve
	head = w.head()
	if err := w.office().SetLicenses(t.Context(), administration.Operator(), w.caller.Connection.Organization, 2); err != nil {
		t.Fatal(err)
	}
	w.wantEffects(head, map[string]directory.LicenseEffect{
		"Analytical Engines licenses.changed": "", "eve member.licensed": directory.LicenseTaken,
	})
	if member := w.member(eve.Member); member.Status != directory.MemberActive || !member.Licensed || member.InLine() {
		t.Errorf("served, eve is %+v", member)
	}
	if member := w.member(dua.Member); !member.Licensed {
		t.Errorf("served, dua is %+v", member)
	}
	w.wantLicensesInUse(2)
}

// TestWhoWorksWithoutALicenseGetsOneLater, behind those who cannot work.
func TestWhoWorksWithoutALicenseGetsOneLater(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1).under(directory.AllowWithout, directory.ReleaseOnDeactivate)
	ana, bob := w.create("ana"), w.create("bob")
	w.under(directory.WaitWithout, directory.ReleaseOnDeactivate)
	cem := w.create("cem")
	w.mustEdit(ana.ID, deactivate)
	if member := w.member(cem.Member); !member.Licensed {
		t.Errorf("cem, who cannot work, is %+v", member)
	}
	w.mustEdit(cem.ID, deactivate)
	if member := w.member(bob.Member); !member.Licensed || member.Status != directory.MemberActive {
		t.Errorf("bob, who worked without, is %+v", member)
	}
	w.wantLicensesInUse(1)
}

// TestTheLicenseOfWhoIsDeactivated is given back or kept.
func TestTheLicenseOfWhoIsDeactivated(t *testing.T) {
	t.Parallel()
	for rule, keeps := range map[directory.LicenseOnDeactivate]bool{
		directory.ReleaseOnDeactivate: false,
		directory.KeepOnDeactivate:    true,
	} {
		t.Run(string(rule), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1).under(directory.RejectWithout, rule)
			ana := w.create("ana")
			w.mustEdit(ana.ID, deactivate)
			member := w.member(ana.Member)
			if member.Licensed != keeps || member.Status != directory.MemberDeactivated || member.SignedOutAt.IsZero() {
				t.Errorf("deactivated, ana is %+v; want licensed %v", member, keeps)
			}
			_, err := w.service.CreateIdentity(t.Context(), w.caller, person("bob"))
			if keeps {
				wantCode(t, err, directory.NoLicense)
				head := w.head()
				w.mustEdit(ana.ID, reactivate) // into the license she kept
				w.wantEffects(head, map[string]directory.LicenseEffect{"ana member.reactivated": ""})
			} else if err != nil {
				t.Error(err)
			}
			w.wantLicensesInUse(1)
		})
	}
}

// TestWhoWaitsHasNothingToKeep: deactivated, they leave the line under either rule.
func TestWhoWaitsHasNothingToKeep(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1).under(directory.WaitWithout, directory.KeepOnDeactivate)
	w.create("ana")
	bob := w.create("bob")
	head := w.head()
	w.mustEdit(bob.ID, deactivate)
	w.wantEffects(head, map[string]directory.LicenseEffect{"bob member.deactivated": directory.LicenseForgone})
	if member := w.member(bob.Member); member.InLine() || member.Status != directory.MemberDeactivated {
		t.Errorf("bob is %+v, want deactivated and in no line", member)
	}
}

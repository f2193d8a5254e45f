package administration_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

func whats(locks []administration.Lock) string {
	var names []string
	for _, lock := range locks {
		names = append(names, string(lock.What))
	}
	return fmt.Sprint(names)
}

// TestWhatIsLockedOfAMember: every row is one value away from another that locks
// something else.
func TestWhatIsLockedOfAMember(t *testing.T) {
	t.Parallel()
	ana := directory.Member{ID: "m", Origin: "c", Identity: "i", Name: "Ana Ruiz", Role: directory.RoleMember, Status: directory.MemberActive}
	on := directory.Connection{ID: "c", Provider: directory.Okta, State: directory.ConnectionEnabled, Policy: directory.Standard()}
	type row struct {
		member directory.Member
		origin directory.Connection
		active bool
	}
	for name, test := range map[string]struct {
		change func(*row)
		want   string
	}{
		"provisioned, on":  {func(*row) {}, "[name email status teams removal]"},
		"provisioned, off": {func(r *row) { r.origin.State = directory.ConnectionDisabled }, "[]"},
		"provisioned, off, kept as left": {func(r *row) {
			r.origin.State, r.origin.Policy.OnDisable = directory.ConnectionDisabled, directory.LockedOff
		}, "[name email teams]"},
		"off, kept as left, without groups": {func(r *row) {
			r.origin.State, r.origin.Policy.OnDisable = directory.ConnectionDisabled, directory.LockedOff
			r.origin.Policy.Groups = directory.GroupsOff
		}, "[name email]"},
		"off, kept as left, deleted by the provider": {func(r *row) {
			r.origin.State, r.origin.Policy.OnDisable, r.member.Identity = directory.ConnectionDisabled, directory.LockedOff, ""
		}, "[]"},
		"on, kept as left when off": {func(r *row) { r.origin.Policy.OnDisable = directory.LockedOff }, "[name email status teams removal]"},
		"on, details are editable":  {func(r *row) { r.origin.Policy.ReadOnly = directory.ReadOnlyEditable }, "[status teams removal]"},
		"off, details are editable when on, kept as left": {func(r *row) {
			r.origin.Policy.ReadOnly = directory.ReadOnlyEditable
			r.origin.State, r.origin.Policy.OnDisable = directory.ConnectionDisabled, directory.LockedOff
		}, "[name email teams]"},
		"without groups":          {func(r *row) { r.origin.Policy.Groups = directory.GroupsOff }, "[name email status removal]"},
		"made by hand":            {func(r *row) { r.member.Origin, r.member.Identity, r.origin = "", "", directory.Connection{} }, "[]"},
		"deleted by the provider": {func(r *row) { r.member.Identity = "" }, "[]"},
		"administrators remove, active": {
			func(r *row) { r.origin.Policy.WhoMayRemove = directory.AdministratorsRemove },
			"[name email status teams removal]",
		},
		"administrators remove, deactivated": {func(r *row) {
			r.origin.Policy.WhoMayRemove = directory.AdministratorsRemove
			r.member.Status, r.active = directory.MemberDeactivated, false
		}, "[name email status teams]"},
		"an administrator, protected from the provider": {func(r *row) {
			r.origin.Policy.ProtectAdmins, r.member.Role = directory.ProtectRoles, directory.RoleAdministrator
		}, "[name email status teams]"},
		"an administrator, not protected":        {func(r *row) { r.member.Role = directory.RoleAdministrator }, "[name email status teams removal]"},
		"protected, and no administrator":        {func(r *row) { r.origin.Policy.ProtectAdmins = directory.ProtectRoles }, "[name email status teams removal]"},
		"deactivated and asserted so":            {func(r *row) { r.member.Status, r.active = directory.MemberDeactivated, false }, "[name email status teams removal]"},
		"deactivated here, asserted active":      {func(r *row) { r.member.Status = directory.MemberDeactivated }, "[name email teams removal]"},
		"reactivated here, asserted deactivated": {func(r *row) { r.active = false }, "[name email teams removal]"},
	} {
		r := row{ana, on, true}
		test.change(&r)
		if got := whats(administration.MemberLocks(r.member, r.origin, r.active)); got != test.want {
			t.Errorf("%s: %s is locked, want %s", name, got, test.want)
		}
	}
}

func TestWhatIsLockedOfATeam(t *testing.T) {
	t.Parallel()
	crew := directory.Team{ID: "t", Origin: "c", TeamAssertion: directory.TeamAssertion{Name: "Crew"}}
	manual := crew
	manual.Origin = ""
	on := directory.Connection{ID: "c", Provider: directory.Okta, State: directory.ConnectionEnabled, Policy: directory.Standard()}
	off, without, encrypted, editable := on, on, on, on
	off.State = directory.ConnectionDisabled
	editable.Policy.ReadOnly = directory.ReadOnlyEditable
	kept, keptWithout := off, off
	kept.Policy.OnDisable = directory.LockedOff
	keptWithout.Policy.OnDisable, keptWithout.Policy.Groups = directory.LockedOff, directory.GroupsOff
	without.Policy.Groups, encrypted.Policy.Groups = directory.GroupsOff, directory.GroupsEncrypted
	for _, test := range []struct {
		name   string
		team   directory.Team
		origin directory.Connection
		want   string
	}{
		{"on", crew, on, "[name members deletion]"},
		{"off", crew, off, "[]"},
		{"off, kept as left", crew, kept, "[name members]"},
		{"off, kept as left, without groups", crew, keptWithout, "[]"},
		{"on, details are editable", crew, editable, "[members deletion]"},
		{"on, without groups", crew, without, "[]"},
		{"on, without the encryption that groups need", crew, encrypted, "[]"},
		{"made by hand", manual, directory.Connection{}, "[]"},
	} {
		if got := whats(administration.TeamLocks(test.team, test.origin)); got != test.want {
			t.Errorf("%s: %s is locked, want %s", test.name, got, test.want)
		}
	}
}

// TestLocksSayWhoDecidesAndWhere reads every sentence of a lock.
func TestLocksSayWhoDecidesAndWhere(t *testing.T) {
	t.Parallel()
	ana := directory.Member{Identity: "i", Origin: "c", Name: "Ana Ruiz", Status: directory.MemberActive}
	crew := directory.Team{Origin: "c", TeamAssertion: directory.TeamAssertion{Name: "Crew"}}
	on := directory.Connection{ID: "c", Provider: directory.Okta, State: directory.ConnectionEnabled, Policy: directory.Standard()}
	administrators := on
	administrators.Policy.WhoMayRemove = directory.AdministratorsRemove
	gone, kept := ana, on
	gone.Status = directory.MemberDeactivated
	kept.State, kept.Policy.OnDisable = directory.ConnectionDisabled, directory.LockedOff

	const turnOn = "Turn the connection on, or let its policy make this editable while it is off."
	const profile, assignments = "In Okta: Directory › People › Ana Ruiz › Profile.", "In Okta: Applications › the application › Assignments."
	for _, test := range []struct {
		locks         []administration.Lock
		what          administration.Locked
		reason, where string
	}{
		{administration.MemberLocks(ana, on, true), administration.LockedName, "Okta decides the name and address of Ana Ruiz.", profile},
		{administration.MemberLocks(ana, on, true), administration.LockedEmail, "Okta decides the name and address of Ana Ruiz.", profile},
		{administration.MemberLocks(ana, on, true), administration.LockedStatus, "Okta decides whether Ana Ruiz is active.", assignments},
		{administration.MemberLocks(ana, on, true), administration.LockedTeams, "Okta decides which of its teams Ana Ruiz is in.", "In Okta: Directory › Groups."},
		{administration.MemberLocks(ana, on, true), administration.LockedRemoval, "Okta decides whether Ana Ruiz is here.", assignments},
		{administration.MemberLocks(ana, administrators, true), administration.LockedRemoval, "Ana Ruiz can be removed here once Okta has deactivated them.", assignments},
		{
			administration.MemberLocks(gone, on, false), administration.LockedRemoval, "While the connection is on, only Okta removes people.",
			"The connection's policy can let administrators remove who is deactivated.",
		},
		{administration.TeamLocks(crew, on), administration.LockedName, "Okta decides the name of Crew.", "In Okta: Directory › Groups › Crew."},
		{administration.TeamLocks(crew, on), administration.LockedMembers, "Okta decides who is in Crew.", "In Okta: Directory › Groups › Crew."},
		{administration.MemberLocks(ana, kept, true), administration.LockedEmail, "While the connection is off, name, address and teams of Ana Ruiz stay as Okta left them.", turnOn},
		{administration.TeamLocks(crew, kept), administration.LockedName, "While the connection is off, Crew stays as Okta left it.", turnOn},
		{administration.TeamLocks(crew, on), administration.LockedDeletion, "Okta decides whether Crew is here.", "In Okta: Applications › the application › Push Groups."},
	} {
		i := slices.IndexFunc(test.locks, func(lock administration.Lock) bool { return lock.What == test.what })
		if i < 0 {
			t.Errorf("%s is not locked", test.what)
			continue
		}
		if said := test.locks[i].Said(); said.Detail != test.reason || said.Remedy != test.where {
			t.Errorf("the lock of the %s says %q %q, want %q %q", test.what, said.Detail, said.Remedy, test.reason, test.where)
		}
	}
}

// TestLocksKnowEveryProvidersMenus: where to change a name, at each of them.
func TestLocksKnowEveryProvidersMenus(t *testing.T) {
	t.Parallel()
	want := map[directory.Provider][2]string{
		directory.Okta:      {"Okta decides", "In Okta: Directory › People › Ana Ruiz › Profile."},
		directory.Entra:     {"Entra ID decides", "In Entra ID: Users › Ana Ruiz."},
		directory.OneLogin:  {"OneLogin decides", "In OneLogin: Users › Ana Ruiz."},
		directory.JumpCloud: {"JumpCloud decides", "In JumpCloud: Users › Ana Ruiz."},
		directory.Google:    {"Google decides", "In Google: Directory › Users › Ana Ruiz."},
		directory.Other:     {"The identity provider decides", "In the identity provider: Users › Ana Ruiz."},
	}
	ana := directory.Member{Identity: "i", Origin: "c", Name: "Ana Ruiz", Status: directory.MemberActive}
	crew := directory.Team{Origin: "c", TeamAssertion: directory.TeamAssertion{Name: "Crew"}}
	for _, provider := range directory.Providers() {
		on := directory.Connection{ID: "c", Provider: provider, State: directory.ConnectionEnabled, Policy: directory.Standard()}
		locks := administration.MemberLocks(ana, on, true)
		sentences := want[provider]
		if wantReason := sentences[0] + " the name and address of Ana Ruiz."; locks[0].Said().Detail != wantReason || locks[0].Said().Remedy != sentences[1] {
			t.Errorf("%s: %+v, want %q %q", provider, locks[0], wantReason, sentences[1])
		}
		for _, lock := range append(locks, administration.TeamLocks(crew, on)...) {
			if lock.Said().Remedy == "" || lock.Said().Remedy[len(lock.Said().Remedy)-1] != '.' {
				t.Errorf("%s: where to change the %s is told as %q", provider, lock.What, lock.Said().Remedy)
			}
		}
	}
}

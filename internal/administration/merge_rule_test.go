package administration_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// TestWhichRoleStays: the higher role is an owner's to give, and whoever asks must
// not be below either of the two.
func TestWhichRoleStays(t *testing.T) {
	t.Parallel()
	const (
		member = directory.RoleMember
		admin  = directory.RoleAdministrator
		owner  = directory.RoleOwner
	)
	for _, test := range []struct {
		caller, stays, goes directory.Role
		want                directory.Role
		refused             string
	}{
		{owner, member, member, member, ""},
		{owner, member, admin, admin, ""},
		{owner, member, owner, owner, ""},
		{owner, admin, member, admin, ""},
		{owner, owner, admin, owner, ""},
		{admin, member, member, member, ""},
		{admin, admin, member, admin, ""},
		{admin, admin, admin, admin, ""},
		{admin, member, admin, "", "Gus Goes is an administrator, and only an owner gives that role to Sia Stays. Ask an owner to merge them, or give Gus Goes another role first."},
		{admin, member, owner, "", "Gus Goes is an owner, and your own role is below that; ask an owner to do this."},
		{admin, owner, member, "", "Sia Stays is an owner, and your own role is below that; ask an owner to do this."},
	} {
		c := newOffice(t).company(6)
		stays, goes := c.join("Sia Stays", test.stays), c.join("Gus Goes", test.goes)
		caller := c.owner
		caller.Role = test.caller
		before := c.head()
		done, err := c.merge(caller, stays, goes)
		what := fmt.Sprintf("%s merges %s into %s", test.caller, test.goes, test.stays)
		if test.refused != "" {
			if message(err) != test.refused {
				t.Errorf("%s: %v, want %q", what, err, test.refused)
			}
			c.wantTold(before)
			continue
		}
		if got := c.member(stays.ID).Role; err != nil || got != test.want || done.Administrative != (test.stays != member || test.goes != member) {
			t.Errorf("%s: %v, %v, administrative: %t; want %s", what, got, err, done.Administrative, test.want)
			continue
		}
		entry := c.since(before)[0]
		isRole := func(change directory.Change) bool { return change.Field == "role" }
		if told := slices.ContainsFunc(entry.Personal.Changes, isRole); told != (test.want != test.stays) {
			t.Errorf("%s: the journal tells the changes %v", what, entry.Personal.Changes)
		}
	}
}

// TestMergesThatAreRefused for the sake of who asks and of who must stay.
func TestMergesThatAreRefused(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(6)
	ana, gone := c.join("Ana Ruiz", directory.RoleMember), c.join("Gus Gone", directory.RoleMember)
	if err := c.deactivate(gone.ID); err != nil {
		t.Fatal(err)
	}
	gone = c.member(gone.ID)
	before := c.head()
	_, err := c.merge(c.owner, ana, c.olga)
	wantRefusal(t, err, directory.Refused, "You are signed in as Olga Owner, who would go. Ask another owner or administrator to merge them.")
	_, err = c.merge(administration.Operator(), gone, c.olga)
	wantRefusal(t, err, directory.Refused, "Olga Owner is the last active owner. Make somebody else an owner first.")
	c.wantTold(before)

	// The last owner may go where the other becomes one, and works.
	if _, err := c.merge(administration.Operator(), ana, c.olga); err != nil {
		t.Fatal(err)
	}
	if after := c.member(ana.ID); after.Role != directory.RoleOwner {
		t.Errorf("the role is %s, want owner", after.Role)
	}
	bea := c.join("Bea Break", directory.RoleOwner)
	c.activeMethod("Okta")
	c.givePasskey(bea)
	if err := c.setRule(true, bea.ID); err != nil {
		t.Fatal(err)
	}
	_, err = c.merge(administration.Operator(), c.member(ana.ID), bea)
	wantRefusal(t, err, directory.Refused, "Bea Break is who signs in when the identity provider cannot let anybody in. Choose another owner for emergencies first.")
}

// TestWhatHappensToTheLicense: one is kept, the other is released or passed on, and
// who is in line gets what is free.
func TestWhatHappensToTheLicense(t *testing.T) {
	t.Parallel()
	type state struct {
		status   directory.MemberStatus
		licensed bool
		waits    int64
	}
	active, without := state{directory.MemberActive, true, 0}, state{directory.MemberActive, false, 5}
	waiting, deactivated, keeps := state{directory.MemberWaiting, false, 6}, state{directory.MemberDeactivated, false, 0}, state{directory.MemberDeactivated, true, 0}
	for _, test := range []struct {
		name        string
		stays, goes state
		effect      directory.LicenseEffect
		after       state
	}{
		{"both have one", active, active, directory.LicenseReleased, active},
		{"who waits gets the other's", waiting, active, directory.LicensePassed, active},
		{"who works without gets the other's", without, active, directory.LicensePassed, active},
		{"what a deactivated one had kept", waiting, keeps, directory.LicensePassed, active},
		{"who is deactivated needs none", deactivated, active, directory.LicenseReleased, deactivated},
		{"a deactivated one keeps their own", keeps, active, directory.LicenseReleased, keeps},
		{"who goes waits", active, waiting, directory.LicenseForgone, active},
		{"both wait", waiting, without, directory.LicenseForgone, waiting},
		{"who goes has none", active, deactivated, "", active},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := newOffice(t).company(6)
			stays, goes := c.join("Sia Stays", directory.RoleMember), c.join("Gus Goes", directory.RoleMember)
			last := c.join("Lea Last", directory.RoleMember)
			place := func(tx directory.Tx, id directory.MemberID, to state) error {
				account := directory.Account{Name: string(id), Email: string(id) + "@acme.test", Status: to.status, UpdatedAt: c.Now()}
				if to.licensed {
					account.License = directory.HoldLicense
				}
				if to.waits > 0 {
					account.License, account.Wait = directory.AwaitLicense, directory.Wait{Number: to.waits, Since: c.Now()}
				}
				_, err := tx.SetAccount(id, account)
				return err
			}
			c.must(c.Store.Update(t.Context(), c.id, func(tx directory.Tx) error {
				for id, to := range map[directory.MemberID]state{stays.ID: test.stays, goes.ID: test.goes, last.ID: {directory.MemberWaiting, false, 9}} {
					if err := place(tx, id, to); err != nil {
						return err
					}
				}
				licenses, err := tx.Licenses()
				if err != nil {
					return err
				}
				return tx.SetLicenses(licenses.InUse)
			}))
			before := c.head()
			done := c.mustMerge(c.member(stays.ID), c.member(goes.ID))
			got := c.member(stays.ID)
			if after := (state{got.Status, got.Licensed, got.Wait.Number}); done.License != test.effect || after != test.after {
				t.Errorf("the license is %q and who stays %+v, want %q and %+v", done.License, after, test.effect, test.after)
			}
			if plan := (state{done.After.Status, done.After.Licensed, done.After.Wait.Number}); plan != test.after {
				t.Errorf("the plan says %+v, want %+v", plan, test.after)
			}
			released := test.effect == directory.LicenseReleased
			if c.member(last.ID).Licensed != released {
				t.Errorf("who is last in line has a license: %t, want %t", !released, released)
			}
			told := c.since(before)
			if served := len(told) == 2 && told[1].Kind == directory.MemberLicensed && told[1].Cause == told[0].Number; served != released {
				t.Errorf("the journal tells %+v", told)
			}
		})
	}
}

// TestALicenseIsPassedOnWhereTooManyAreInUse: no license is free, and none is taken.
func TestALicenseIsPassedOnWhereTooManyAreInUse(t *testing.T) {
	t.Parallel()
	c := newOffice(t).company(3)
	stays, goes := c.join("Sia Stays", directory.RoleMember), c.join("Gus Goes", directory.RoleMember)
	c.must(c.Store.Update(t.Context(), c.id, func(tx directory.Tx) error {
		if _, err := tx.SetAccount(stays.ID, directory.Account{
			Name: "Sia Stays", Email: stays.Email, Status: directory.MemberWaiting,
			License: directory.AwaitLicense, Wait: directory.Wait{Number: 5, Since: c.Now()},
		}); err != nil {
			return err
		}
		return tx.SetLicenses(1)
	}))
	c.mustMerge(c.member(stays.ID), c.member(goes.ID))
	if got := c.member(stays.ID); !got.Licensed || got.Status != directory.MemberActive {
		t.Errorf("who stays is %+v, want them to work with a license", got)
	}
	c.wantInUse(2)
}

// TestAMergeIsWhatWasSeen: whatever changes the plan refuses the deed, and what has no
// part in it does not.
func TestAMergeIsWhatWasSeen(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change  func(k okta, a, b directory.Member) error
		refused bool
	}{
		"nothing":           {func(okta, directory.Member, directory.Member) error { return nil }, false},
		"a name":            {func(k okta, a, _ directory.Member) error { return k.rename(a.ID, "Other") }, true},
		"a team of one":     {func(k okta, a, _ directory.Member) error { k.team("Late", a.ID); return nil }, true},
		"a team of both":    {func(k okta, a, b directory.Member) error { k.team("Late", a.ID, b.ID); return nil }, false},
		"a deactivation":    {func(k okta, a, _ directory.Member) error { return k.deactivate(a.ID) }, true},
		"a way in":          {func(k okta, a, _ directory.Member) error { k.givePasskey(a); return nil }, true},
		"what Okta asserts": {func(k okta, _, b directory.Member) error { return k.say(b.Identity, false) }, true},
		"the connection":    {func(k okta, _, _ directory.Member) error { k.turnOff(); return nil }, false},
		"a session":         {func(k okta, a, _ directory.Member) error { k.open(""); return nil }, false},
		"somebody else":     {func(k okta, _, _ directory.Member) error { k.join("Eve Else", directory.RoleMember); return nil }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := newOffice(t).company(6).okta()
			a, b := k.join("Ana Hand", directory.RoleMember), k.push("Petra Pushed")
			plan := k.planMerge(k.owner, a, b)
			k.must(test.change(k, a, b))
			_, err := k.MergeMembers(t.Context(), k.owner, k.company.id, administration.MergeOfMembers{Member: a.ID, With: b.ID}, plan.Version)
			if !test.refused {
				k.must(err)
				return
			}
			wantRefusal(t, err, directory.Refused, "Something changed after you looked at what this merge does. Look at it again, then confirm it.")
			k.member(a.ID)
		})
	}
}

// TestTeamsThatDoNotComeAlong: a provisioned team takes only whom its connection
// speaks for, and nobody while that is on.
func TestTeamsThatDoNotComeAlong(t *testing.T) {
	t.Parallel()
	k := newOffice(t).company(6).okta()
	one, two, hand := k.push("Petra One"), k.push("Paul Two"), k.join("Hana Hand", directory.RoleMember)
	crew, staff := k.pushTeam("Crew", one), k.pushTeam("Staff", two)
	k.turnOff()
	design := k.team("Design", two.ID)
	done := k.mustMerge(one, two) // both of the connection, which is off
	if len(done.Joins) != 2 || len(done.Left) != 0 || done.Detaches.ID != k.Connection.ID {
		t.Errorf("%+v come along, %+v do not; %v loses its member", done.Joins, done.Left, done.Detaches.ID)
	}
	k.wantTeam(design.ID, "Petra One")
	if has, err := k.view().TeamHas(staff.ID, []directory.IdentityID{one.Identity, two.Identity}); err != nil || len(has) != 2 {
		t.Errorf("the identities in Staff are %v, %v; want that of who stays beside the one that nobody is behind", has, err)
	}

	// Another connection's team stays behind.
	entra, _, err := k.CreateConnection(t.Context(), k.owner, k.company.id, directory.Entra, directory.Standard())
	k.must(err)
	other := okta{k.company, entra, k.provisioning}
	three := other.push("Thea Three")
	done = k.mustMerge(k.member(one.ID), three)
	if done.Stays.ID != three.ID || len(done.Joins) != 1 || len(done.Left) != 2 || done.Left[0].Team.Team.ID != crew.ID ||
		done.Left[0].Why.Sentence() != "Crew was provisioned by Okta and takes only people whom it provisioned; Thea Three is none of them. Add them to a team that was made here." {
		t.Errorf("%s stays, %+v come along, %+v do not", done.Stays.Name, done.Joins, done.Left)
	}
	_ = hand
}

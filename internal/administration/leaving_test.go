package administration_test

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// rule gives the connection of the provider Standard with changes.
func (k *okta) rule(change func(*directory.Policy)) {
	k.Helper()
	policy := directory.Standard()
	change(&policy)
	connection, err := k.ChangePolicy(k.Context(), k.owner, k.company.id, k.Connection.ID, policy)
	if err != nil {
		k.Fatal(err)
	}
	k.Connection = connection
}

// TestWhoeverClearsTheWayCompletes: each change by which people take something out
// of a leaver's way completes what Okta asked for, in the same transaction.
func TestWhoeverClearsTheWayCompletes(t *testing.T) {
	protects := func(p *directory.Policy) { p.ProtectAdmins = directory.ProtectRoles }
	for name, test := range map[string]struct {
		policy func(*directory.Policy)
		role   directory.Role
		begins func(k okta, ana directory.Member)
		clears func(k okta, ana directory.Member) error
		// gone says that the member is removed, and not deactivated.
		gone bool
	}{
		"the role is removed": {
			policy: protects, role: directory.RoleAdministrator,
			clears: func(k okta, ana directory.Member) error {
				_, err := k.ChangeRole(k.Context(), k.owner, k.company.id, ana.ID, directory.RoleMember)
				return err
			},
		},
		"the policy lets her go": {
			policy: protects, role: directory.RoleOwner,
			clears: func(k okta, _ directory.Member) error {
				k.rule(func(*directory.Policy) {})
				return nil
			},
		},
		"the policy lets her go, and removes": {
			policy: protects, role: directory.RoleOwner, gone: true,
			clears: func(k okta, _ directory.Member) error {
				k.rule(func(p *directory.Policy) { p.Deprovision = directory.DeprovisionRemoves })
				return nil
			},
		},
		"people remove her": {
			policy: protects, role: directory.RoleAdministrator, gone: true,
			clears: func(k okta, ana directory.Member) error {
				return k.RemoveMember(k.Context(), k.owner, k.company.id, ana.ID)
			},
		},
		"another is made an owner": {
			policy: func(*directory.Policy) {}, role: directory.RoleOwner,
			begins: func(k okta, ana directory.Member) { k.onlyOwner(ana) },
			clears: func(k okta, ana directory.Member) error {
				_, err := k.ChangeRole(k.Context(), callerOf(ana), k.company.id, k.olga.ID, directory.RoleOwner)
				return err
			},
		},
		"another owner is reactivated": {
			policy: func(*directory.Policy) {}, role: directory.RoleOwner,
			begins: func(k okta, ana directory.Member) {
				if _, err := k.DeactivateMember(k.Context(), callerOf(ana), k.company.id, k.olga.ID); err != nil {
					k.Fatal(err)
				}
			},
			clears: func(k okta, ana directory.Member) error {
				_, err := k.ReactivateMember(k.Context(), callerOf(ana), k.company.id, k.olga.ID)
				return err
			},
		},
		"another signs in in emergencies": {
			policy: func(p *directory.Policy) { p.Deprovision = directory.DeprovisionRemoves }, role: directory.RoleOwner, gone: true,
			begins: func(k okta, ana directory.Member) {
				k.activeMethod("Okta")
				k.givePasskey(ana)
				k.givePasskey(k.olga)
				k.must(k.setRule(true, ana.ID))
			},
			clears: func(k okta, _ directory.Member) error { return k.setRule(true, k.olga.ID) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			onEachEngine(t, func(t *testing.T, o office) {
				k := o.company(10).okta()
				k.rule(test.policy)
				ana := k.push("Ana")
				if _, err := k.ChangeRole(t.Context(), k.owner, k.company.id, ana.ID, test.role); err != nil {
					t.Fatal(err)
				}
				ana = k.member(ana.ID)
				if test.begins != nil {
					test.begins(k, ana)
				}
				wantCode(t, k.say(ana.Identity, false), directory.Refused)
				if member := k.member(ana.ID); member.Status != directory.MemberActive {
					t.Fatalf("she is %s before anything is cleared", member.Status)
				}
				if err := test.clears(k, ana); err != nil {
					t.Fatal(err)
				}
				member, err := k.view().Member(ana.ID)
				if gone := directory.CodeOf(err) == directory.NotFound; gone != test.gone || !gone && (err != nil || member.Status != directory.MemberDeactivated || member.Licensed) {
					t.Errorf("she is %+v, %v; want her gone: %v", member, err, test.gone)
				}
				identity, err := k.view().Identity(k.Connection.ID, ana.Identity)
				if err != nil || identity.Active || identity.Leaving.Waits() {
					t.Errorf("the identity is %+v, %v; want it not active and nothing waiting", identity, err)
				}
			})
		})
	}
}

// onlyOwner takes the role of an owner from the one who began.
func (k okta) onlyOwner(ana directory.Member) {
	k.Helper()
	if _, err := k.ChangeRole(k.Context(), callerOf(ana), k.company.id, k.olga.ID, directory.RoleAdministrator); err != nil {
		k.Fatal(err)
	}
}

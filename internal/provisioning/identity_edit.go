package provisioning

import (
	"context"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// IdentityEdit turns what a connection asserts about a person into what it
// asserts from now on. It also names the values that differ, for the journal.
// It must be pure: it runs outside of the transaction to see whether anything
// changes, and again inside, where the current assertion may be another.
type IdentityEdit func(current directory.Assertion) (next directory.Assertion, changes []directory.Change, err error)

// EditIdentity applies an edit to an identity and lets the member behind it
// follow: name and address, deactivation (the license is given back) and
// reactivation (a license is taken). It returns the identity as it is after.
// Where the edit changes nothing, nothing is written.
//
// An identity whose member was removed here gets a new one as soon as it is
// asserted active, even where the assertion changes nothing else.
//
// Errors: NotFound, whatever the edit returns, Invalid, Taken and NoLicense as
// for CreateIdentity, and Refused for deactivating the last active owner.
func (s *Service) EditIdentity(ctx context.Context, caller Caller, id directory.IdentityID, edit IdentityEdit) (directory.Identity, error) {
	current, err := s.Store.View(ctx, caller.organization()).Identity(caller.Connection.ID, id)
	if err != nil {
		return directory.Identity{}, err
	}
	plan, err := planIdentityEdit(edit, current)
	if err != nil || !plan.changes() {
		return current, err
	}

	now := s.now()
	var edited directory.Identity
	var refusal error
	err = s.Store.Update(ctx, caller.organization(), func(tx directory.Tx) error {
		refusal = nil
		current, err := tx.Identity(caller.Connection.ID, id)
		if err != nil {
			return err
		}
		edited = current
		plan := plan
		if plan.attaches || !plan.before.Equal(current.Assertion) { // somebody may have been faster
			plan, err = planIdentityEdit(edit, current)
			if err != nil || !plan.changes() {
				return err
			}
		}
		next := plan.after
		edited.Assertion, edited.UpdatedAt = next, now

		if next.UserName != current.UserName {
			if err := checkUserName(tx, caller.Connection.ID, id, next.UserName); err != nil {
				return err
			}
		}
		account, err := accountOf(tx, current, next)
		if err != nil {
			return err
		}
		if err := checkLastOwner(tx, caller, account, next); err != nil {
			return err
		}
		if needsLicense(account, current, next) {
			if refusal = checkLicense(tx, caller, next); refusal != nil {
				return recordNoLicense(tx, caller, current, refusal, now)
			}
		}
		if lacksMember(edited) {
			edited.Member = directory.MemberID(s.NewID())
			return attachMember(tx, caller, edited, plan.named)
		}
		return writeIdentityEdit(tx, caller, current, edited, account, plan.named)
	})
	if err == nil {
		err = refusal
	}
	if err != nil {
		return directory.Identity{}, err
	}
	return edited, nil
}

// identityPlan is an edit seen against what a connection asserted. It stands as
// long as that is what it asserts.
type identityPlan struct {
	before, after directory.Assertion
	named         []directory.Change
	// attaches says that the person is to work and has no member.
	attaches bool
}

func (p identityPlan) changes() bool { return p.attaches || !p.after.Equal(p.before) }

func planIdentityEdit(edit IdentityEdit, current directory.Identity) (identityPlan, error) {
	next, named, err := edit(current.Assertion)
	if err != nil {
		return identityPlan{}, err
	}
	attaches := lacksMember(directory.Identity{Member: current.Member, Assertion: next})
	return identityPlan{before: current.Assertion, after: next, named: named, attaches: attaches}, next.Validate()
}

// writeIdentityEdit writes an edit whose rules were all checked. The account is
// what accountOf returned.
func writeIdentityEdit(tx directory.Tx, caller Caller, before, after directory.Identity, account directory.Member, changes []directory.Change) error {
	entry := caller.entry(editKind(before.Assertion, after.Assertion), after.UpdatedAt)
	entry.Identity, entry.Member = after.ID, after.Member
	entry.Personal = &directory.Personal{Subject: shownName(after.Assertion), Changes: changes}
	if _, err := tx.Append(entry); err != nil {
		return err
	}
	if err := tx.UpdateIdentity(after); err != nil {
		return err
	}
	if account.ID == "" {
		return nil
	}
	return followAssertion(tx, account, after.Assertion, after.UpdatedAt)
}

// editKind names an edit by its weightiest effect: whether somebody lost or
// regained access matters more than what else the same push changed.
func editKind(before, after directory.Assertion) directory.EntryKind {
	switch {
	case before.Active && !after.Active:
		return directory.MemberWasDeactivated
	case !before.Active && after.Active:
		return directory.MemberReactivated
	default:
		return directory.MemberUpdated
	}
}

// DeleteIdentity ends an identity: it is gone from every lookup, its
// memberships with it, and its user name is free at once. The member behind it
// stays in the directory, deactivated and without a license.
//
// Errors: NotFound, and Refused for the last active owner.
func (s *Service) DeleteIdentity(ctx context.Context, caller Caller, id directory.IdentityID) error {
	now := s.now()
	return s.Store.Update(ctx, caller.organization(), func(tx directory.Tx) error {
		identity, err := tx.Identity(caller.Connection.ID, id)
		if err != nil {
			return err
		}
		gone := identity.Assertion
		gone.Active = false
		var account directory.Member
		if identity.Member != "" {
			if account, err = tx.Member(identity.Member); err != nil {
				return err
			}
			if err := checkLastOwner(tx, caller, account, gone); err != nil {
				return err
			}
		}
		entry := caller.entry(directory.MemberDetached, now)
		entry.Identity, entry.Member = identity.ID, identity.Member
		entry.Personal = &directory.Personal{Subject: shownName(identity.Assertion)}
		if _, err := tx.Append(entry); err != nil {
			return err
		}
		if account.ID != "" {
			account.Identity = ""
			if err := followAssertion(tx, account, gone, now); err != nil {
				return err
			}
		}
		return tx.DeleteIdentity(caller.Connection.ID, id)
	})
}

// shownName is how a person is called in the journal.
func shownName(assertion directory.Assertion) string {
	if assertion.Name != "" {
		return assertion.Name
	}
	return assertion.UserName
}

// assume writes what a provider asserts of a person onto the member: name,
// address and status, never the role. Whoever may not work any more is signed out
// everywhere.
func assume(member *directory.Member, assertion directory.Assertion, at time.Time) {
	member.Name = shownName(assertion)
	member.Email = accountEmail(assertion)
	member.UpdatedAt = at
	if assertion.Active {
		member.Status = directory.MemberActive
		return
	}
	if member.Status != directory.MemberDeactivated {
		member.SignedOutAt = at
	}
	member.Status = directory.MemberDeactivated
}

// accountEmail is the member's address: the primary address, or the user name
// of a person without one.
func accountEmail(assertion directory.Assertion) string {
	if email := assertion.Email(); email != "" {
		return email
	}
	return assertion.UserName
}

// sameAccount says whether two assertions make the same member, so that the
// member's row need not be written.
func sameAccount(a, b directory.Assertion) bool {
	return shownName(a) == shownName(b) && accountEmail(a) == accountEmail(b) && a.Active == b.Active
}

// followAssertion brings a member and its license in line with an assertion.
func followAssertion(tx directory.Tx, member directory.Member, assertion directory.Assertion, at time.Time) error {
	assume(&member, assertion, at)
	if err := tx.UpdateMember(member); err != nil {
		return err
	}
	switch {
	case assertion.Active == member.Licensed:
		return nil
	case assertion.Active:
		return tx.TakeLicense(member.ID)
	default:
		return tx.ReleaseLicense(member.ID)
	}
}

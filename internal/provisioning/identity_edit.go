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
		plan := plan
		stored, err := plan.store(tx, caller, now)
		if err != nil || !stored { // refused, or somebody was faster: what counts is what is there now
			current, err := tx.Identity(caller.Connection.ID, id)
			if err != nil {
				return err
			}
			plan, err = planIdentityEdit(edit, current)
			if err != nil || !plan.changes() {
				edited = current
				return err
			}
			if plan.attaches() {
				refusal = plan.check(tx, caller)
			} else {
				_, refusal = plan.store(tx, caller, now)
			}
		}
		if refusal != nil {
			return recordNoLicense(tx, caller, plan.before, refusal, now)
		}
		edited = plan.edited(now)
		if plan.attaches() {
			edited.Member = directory.MemberID(s.NewID())
			return attachMember(tx, caller, plan.before, edited, plan.named)
		}
		return writeIdentityEdit(tx, caller, plan.before, edited, plan.named)
	})
	if directory.CodeOf(err) == directory.NoLicense {
		err = s.noteNoLicense(ctx, caller, current, err, now)
	}
	if err == nil {
		err = refusal
	}
	if err != nil {
		return directory.Identity{}, err
	}
	return edited, nil
}

// identityPlan is an edit seen against an identity. It stands as long as that is
// what the store holds.
type identityPlan struct {
	before directory.Identity
	after  directory.Assertion
	named  []directory.Change
}

func planIdentityEdit(edit IdentityEdit, current directory.Identity) (identityPlan, error) {
	next, named, err := edit(current.Assertion)
	if err != nil {
		return identityPlan{}, err
	}
	return identityPlan{before: current, after: next, named: named}, next.Validate()
}

func (p identityPlan) changes() bool { return p.attaches() || !p.after.Equal(p.before.Assertion) }

// attaches says that somebody is to work whose member is gone: it was removed
// here, and what the provider says stayed.
func (p identityPlan) attaches() bool { return p.after.Active && p.before.Member == "" }

// edited is the identity as the plan makes it.
func (p identityPlan) edited(at time.Time) directory.Identity {
	edited := p.before
	edited.Assertion, edited.UpdatedAt = p.after, at
	edited.Version++
	return edited
}

// check looks at every rule that is not the store's own.
func (p identityPlan) check(tx directory.Tx, caller Caller) error {
	if p.after.UserName != p.before.UserName {
		if err := checkUserName(tx, caller.Connection.ID, p.before.ID, p.after.UserName); err != nil {
			return err
		}
	}
	if p.attaches() || p.after.Active && !p.before.Active {
		return checkLicense(tx, caller, p.after)
	}
	return nil
}

// store checks the rules and stores the identity, or returns false when it is no
// longer what the plan was made for, or lacks a member, who comes first.
func (p identityPlan) store(tx directory.Tx, caller Caller, at time.Time) (bool, error) {
	if p.attaches() {
		return false, nil
	}
	if err := p.check(tx, caller); err != nil {
		return false, err
	}
	return tx.UpdateIdentity(p.before, p.edited(at))
}

// writeIdentityEdit writes what follows from an edit that was stored.
func writeIdentityEdit(tx directory.Tx, caller Caller, before, after directory.Identity, changes []directory.Change) error {
	entry := caller.entry(editKind(before.Assertion, after.Assertion), after.UpdatedAt)
	entry.Identity, entry.Member = after.ID, after.Member
	entry.Personal = &directory.Personal{Subject: shownName(after.Assertion), Changes: changes}
	if _, err := tx.Append(entry); err != nil {
		return err
	}
	if after.Member == "" || sameAccount(before.Assertion, after.Assertion) {
		return nil
	}
	return setAccount(tx, caller, accountOf(after, after.UpdatedAt), after.Member)
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
		if identity.Member != "" {
			gone := accountOf(identity, now)
			gone.Identity, gone.Active = "", false
			if err := setAccount(tx, caller, gone, identity.Member); err != nil {
				return err
			}
		}
		entry := caller.entry(directory.MemberDetached, now)
		entry.Identity, entry.Member = identity.ID, identity.Member
		entry.Personal = &directory.Personal{Subject: shownName(identity.Assertion)}
		if _, err := tx.Append(entry); err != nil {
			return err
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

// accountOf is what an identity makes of the member behind it.
func accountOf(identity directory.Identity, at time.Time) directory.Account {
	return directory.Account{
		Identity:  identity.ID,
		Name:      shownName(identity.Assertion),
		Email:     accountEmail(identity.Assertion),
		Active:    identity.Active,
		UpdatedAt: at,
	}
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

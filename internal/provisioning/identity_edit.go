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
// follow: name and address, deactivation (the member goes, or gives the license
// back, or keeps it, as the policy says) and reactivation (a license is taken, or
// waited for). It returns the identity as it is after. Where the edit changes
// nothing, nothing is written.
//
// An identity whose member was removed here gets a new one as soon as it is
// asserted active, even where the assertion changes nothing else. A changed user
// name replaces the member where the policy says so.
//
// Errors: NotFound, whatever the edit returns, Invalid, Taken and NoLicense as
// for CreateIdentity, and Refused for deactivating somebody who cannot be let go
// now, such as the last active owner; that refusal leaves what was asked for
// waiting, until it can be done or the person is asserted active.
func (s *Service) EditIdentity(ctx context.Context, caller Caller, id directory.IdentityID, edit IdentityEdit) (directory.Identity, error) {
	edited, err := s.editIdentity(ctx, caller, id, edit)
	if ownerMustStay(err) {
		caller.careful = true
		edited, err = s.editIdentity(ctx, caller, id, edit)
	}
	return edited, s.noteRefused(ctx, caller, err)
}

func (s *Service) editIdentity(ctx context.Context, caller Caller, id directory.IdentityID, edit IdentityEdit) (directory.Identity, error) {
	current, err := s.Store.View(ctx, caller.organization()).Identity(caller.Connection.ID, id)
	if err != nil {
		return directory.Identity{}, err
	}
	plan, err := planIdentityEdit(caller, edit, current)
	if err != nil || !plan.changes() {
		return current, err
	}
	if plan.repeats {
		caller.careful = true
		if err := checkLeaving(s.Store.View(ctx, caller.organization()), caller, current, directory.AskedToDeactivate); err != nil {
			return directory.Identity{}, err
		}
	}

	now := s.now()
	var edited directory.Identity
	var refusal error
	err = s.Store.Update(ctx, caller.organization(), func(tx directory.Tx) error {
		refusal = nil
		plan := plan
		line, err := tx.Licenses()
		if err != nil {
			return err
		}
		stored, err := plan.store(tx, caller, now)
		if err != nil || !stored { // refused, or somebody was faster: what counts is what is there now
			current, err := tx.Identity(caller.Connection.ID, id)
			if err != nil {
				return err
			}
			plan, err = planIdentityEdit(caller, edit, current)
			if err != nil || !plan.changes() {
				edited = current
				return err
			}
			plan.fresh = true
			if plan.makesMember(caller) {
				refusal = plan.check(tx, caller, now)
			} else {
				_, refusal = plan.store(tx, caller, now)
			}
		}
		if refusal != nil {
			return recordRefusedEdit(tx, caller, plan, refusal, now)
		}
		edited = plan.edited(caller, now)
		if plan.cancels {
			if err := cancelLeaving(tx, caller, plan.before, now); err != nil || !plan.edits() {
				return err
			}
			plan.before.Version++
		}
		switch {
		case plan.attaches():
			edited.Member = directory.MemberID(s.NewID())
			edited, err = attachMember(tx, caller, plan.before, edited, plan.named)
		case plan.replaces(caller):
			edited.Member = directory.MemberID(s.NewID())
			err = replaceMember(tx, caller, plan.before, edited, plan.named)
		default:
			err = writeIdentityEdit(tx, caller, plan, edited)
		}
		if err != nil {
			return err
		}
		if plan.before.Edited {
			edited.Edited = false
			if err := tx.SetEdited(edited.Connection, edited.ID, false); err != nil {
				return err
			}
		}
		return s.settleAfter(tx, caller, line, plan.before, edited)
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
	// fresh says that before was read in the transaction.
	fresh bool
	// cancels says that the edit asserts somebody as active whose leaving waits, and
	// repeats that it asks for that again.
	cancels, repeats bool
	// returns is the caller's.
	returns bool
}

func planIdentityEdit(caller Caller, edit IdentityEdit, current directory.Identity) (identityPlan, error) {
	plan := identityPlan{before: current, returns: caller.returns}
	if current.Leaving.Waits() {
		// Had it been done, this is what the edit would be seen against: it says
		// whether the edit names active at all.
		left := current.Assertion
		left.Active = false
		next, _, err := edit(left)
		if err != nil {
			return identityPlan{}, err
		}
		plan.cancels = next.Active
	}
	var err error
	if plan.after, plan.named, err = edit(current.Assertion); err != nil {
		return identityPlan{}, err
	}
	plan.repeats = plan.leaves() && current.Leaving.Covers(directory.AskedToDeactivate)
	return plan, plan.after.Validate()
}

func (p identityPlan) changes() bool { return p.attaches() || p.cancels || p.edits() }

// edits says that there is something to store: also where it repeats what was asserted,
// if people have edited that.
func (p identityPlan) edits() bool {
	return p.returns || p.before.Edited || !p.after.Equal(p.before.Assertion)
}

// leaves says that the member is not to work any more.
func (p identityPlan) leaves() bool {
	return p.before.Active && !p.after.Active && p.before.Member != ""
}

// mayLeave is leaves also for whom people may have let work meanwhile.
func (p identityPlan) mayLeave() bool {
	return p.leaves() || p.before.Edited && !p.after.Active && p.before.Member != ""
}

// attaches says that somebody is to work whose member is gone: it was removed
// here, and what the provider says stayed.
func (p identityPlan) attaches() bool { return p.after.Active && p.before.Member == "" }

// makesMember says that another member comes to stand behind the identity.
func (p identityPlan) makesMember(caller Caller) bool { return p.attaches() || p.replaces(caller) }

// refused is the identity as it stays, under the name that was asked for.
func (p identityPlan) refused() directory.Identity {
	refused := p.before
	refused.UserName = p.after.UserName
	return refused
}

// edited is the identity as the plan makes it.
func (p identityPlan) edited(caller Caller, at time.Time) directory.Identity {
	edited := p.before
	if p.cancels || p.leaves() {
		edited.Leaving = directory.Leaving{}
	}
	if !p.attaches() && !p.edits() {
		return edited
	}
	edited.Assertion, edited.UpdatedAt = p.after, at
	edited.Version++
	if p.leaves() && removes(caller.Connection.Policy, directory.AskedToDeactivate) {
		edited.Member = ""
	}
	return edited
}

// check looks at every rule that is not the store's own.
func (p identityPlan) check(tx directory.Tx, caller Caller, at time.Time) error {
	if p.after.UserName != p.before.UserName {
		if err := checkUserName(tx, caller.Connection.ID, p.before.ID, p.after.UserName); err != nil {
			return err
		}
	}
	if p.after.Email() != p.before.Email() {
		if err := checkIdentifier(tx, caller, p.before.ID, p.after); err != nil {
			return err
		}
	}
	if p.attaches() {
		return checkAttachment(tx, caller, p.after, at)
	}
	if err := checkMove(tx, caller, p.before, p.after); err != nil {
		return err
	}
	if p.mayLeave() {
		caller.careful = caller.careful || p.replaces(caller)
		if err := checkLeaving(tx, caller, p.before, directory.AskedToDeactivate); err != nil {
			return err
		}
	}
	switch {
	case p.replaces(caller):
		return checkReplacement(tx, caller, p)
	case p.after.Active && (!p.before.Active || p.before.Edited):
		return checkLicense(tx, caller, p.after, p.before.Member)
	}
	return nil
}

// store checks the rules and stores the identity, or returns false when it is no
// longer what the plan was made for, or another member comes first. What waits is
// looked at where nobody is faster.
func (p identityPlan) store(tx directory.Tx, caller Caller, at time.Time) (bool, error) {
	if p.makesMember(caller) || p.before.Leaving.Waits() && !p.fresh {
		return false, nil
	}
	if err := p.check(tx, caller, at); err != nil || !p.edits() {
		return err == nil, err
	}
	return tx.UpdateIdentity(p.before, p.edited(caller, at))
}

// writeIdentityEdit writes what follows from an edit that was stored.
func writeIdentityEdit(tx directory.Tx, caller Caller, plan identityPlan, after directory.Identity) error {
	before := plan.before
	if plan.leaves() && before.Leaving.Waits() {
		if err := tx.SetLeaving(after.Connection, after.ID, directory.Leaving{}); err != nil {
			return err
		}
	}
	return follow(tx, caller, before, after, plan.named)
}

// settleAfter completes what waits where an edit may have given the organization
// another active owner: the person themselves, or whoever was in line for the
// license that they gave back. Every other edit costs nothing.
func (s *Service) settleAfter(tx directory.Tx, caller Caller, line directory.Licenses, before, after directory.Identity) error {
	if after.Active && (!before.Active || before.Edited || before.Member != after.Member) {
		return s.Inactive.Settle(tx, caller.Request, after.UpdatedAt)
	}
	return s.settleAfterServing(tx, caller, line, after.UpdatedAt)
}

// settleAfterServing completes what waits where the line for licenses has become
// shorter than it was.
func (s *Service) settleAfterServing(tx directory.Tx, caller Caller, line directory.Licenses, at time.Time) error {
	now, err := tx.Licenses()
	if err != nil || now.InLine >= line.InLine {
		return err
	}
	return s.Inactive.Settle(tx, caller.Request, at)
}

// follow lets the member follow an identity that was stored.
func follow(tx directory.Tx, caller Caller, before, after directory.Identity, changes []directory.Change) error {
	if before.Member != "" && before.Active && !after.Active {
		return leave(tx, caller, before.Member, after, changes)
	}
	entry := caller.entry(editKind(before.Assertion, after.Assertion), after.UpdatedAt)
	entry.Identity, entry.Member = after.ID, after.Member
	entry.Personal = &directory.Personal{Subject: shownName(after.Assertion), Changes: changes}
	if before.Edited {
		return restate(tx, caller, after, changes, entry)
	}
	policy := caller.Connection.Policy
	if after.Member == "" || sameAccount(policy, before.Assertion, after.Assertion) {
		_, err := tx.Append(entry)
		return err
	}
	return setAccount(tx, caller, accountOf(policy, after, after.UpdatedAt), after.Active, entry)
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
// stays in the directory, deactivated and, unless the policy lets them keep it,
// without a license, or goes, as the policy says.
//
// Errors: NotFound, and Refused as for EditIdentity, where deleting waits.
func (s *Service) DeleteIdentity(ctx context.Context, caller Caller, id directory.IdentityID) error {
	err := s.deleteIdentity(ctx, caller, id)
	if ownerMustStay(err) {
		caller.careful = true
		return s.deleteIdentity(ctx, caller, id)
	}
	return err
}

func (s *Service) deleteIdentity(ctx context.Context, caller Caller, id directory.IdentityID) error {
	now := s.now()
	var refusal error
	err := s.Store.Update(ctx, caller.organization(), func(tx directory.Tx) error {
		identity, err := tx.Identity(caller.Connection.ID, id)
		if err != nil {
			return err
		}
		if refusal = checkLeaving(tx, caller, identity, directory.AskedToDelete); refusal != nil {
			return recordLeaving(tx, caller, identity, directory.AskedToDelete, refusal, now)
		}
		line, err := tx.Licenses()
		if err != nil {
			return err
		}
		if err := endIdentity(tx, caller, identity, now); err != nil {
			return err
		}
		return s.settleAfterServing(tx, caller, line, now)
	})
	if err == nil {
		err = refusal
	}
	return err
}

// shownName is how a person is called in the journal.
func shownName(assertion directory.Assertion) string {
	if assertion.Name != "" {
		return assertion.Name
	}
	return assertion.UserName
}

// accountOf is what an identity makes of the member behind it.
func accountOf(policy directory.Policy, identity directory.Identity, at time.Time) directory.Account {
	return directory.Account{
		Identity:  identity.ID,
		Name:      shownName(identity.Assertion),
		Email:     accountEmail(policy, identity.Assertion),
		UpdatedAt: at,
	}
}

// sameAccount says whether two assertions make the same member, so that the
// member's row need not be written.
func sameAccount(policy directory.Policy, a, b directory.Assertion) bool {
	return shownName(a) == shownName(b) && accountEmail(policy, a) == accountEmail(policy, b) && a.Active == b.Active
}

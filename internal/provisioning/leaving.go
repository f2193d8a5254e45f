package provisioning

import (
	"errors"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// removes says whether the member goes when the provider asks for this, or stays
// deactivated.
func removes(policy directory.Policy, asked directory.Asked) bool {
	if asked == directory.AskedToDelete {
		return policy.SCIMDelete == directory.DeleteRemoves
	}
	return policy.Deprovision == directory.DeprovisionRemoves
}

// carefully says whether everything in the way of a leaver is looked for before
// the first write. Else it is left to the store to hold that an active owner
// stays: that costs nothing there, and looking first would cost every
// deactivation a read. Where the store refuses, the change is undone, those that
// were committed with it run again, and so does this one, carefully.
func (c Caller) carefully() bool {
	policy := c.Connection.Policy
	return c.careful || policy.ProtectAdmins == directory.ProtectRoles ||
		policy.Deprovision == directory.DeprovisionRemoves || policy.SCIMDelete == directory.DeleteRemoves
}

// ownerMustStay says whether the store refused to lose the last active owner.
func ownerMustStay(err error) bool {
	refusal, is := errors.AsType[*directory.Error](err)
	return is && refusal.Said.Rule == directory.RuleOnlyOwner.Name
}

// checkLeaving refuses what the provider asks for while something is in its way.
func checkLeaving(reader directory.Reader, caller Caller, identity directory.Identity, asked directory.Asked) error {
	if identity.Member == "" || !caller.carefully() {
		return nil
	}
	member, err := reader.Member(identity.Member)
	if err != nil {
		return err
	}
	policy := caller.Connection.Policy
	if policy.ProtectAdmins == directory.ProtectRoles {
		// The policy came with the request: whoever changed it since does not wait
		// for what is refused by the one before.
		connection, err := reader.Connection(identity.Connection)
		if err != nil {
			return err
		}
		policy = connection.Policy
	}
	way, err := inTheWay(reader, policy, member, asked)
	if err != nil || way == nothing {
		return err
	}
	return way.refuse(member, caller.Connection)
}

// recordRefusedEdit commits what a refused edit leaves behind, or returns the
// refusal.
func recordRefusedEdit(tx directory.Tx, caller Caller, plan identityPlan, refusal error, at time.Time) error {
	if refusesLeaving(refusal) {
		return recordLeaving(tx, caller, plan.before, directory.AskedToDeactivate, refusal, at)
	}
	return recordRefusal(tx, caller, plan.refused(), refusal, at)
}

// recordLeaving commits what was refused: the provider does not repeat it by
// itself, so it waits here until nothing is in its way. What waits already is not
// noted again. Any other error is returned as it is, and nothing is noted.
func recordLeaving(tx directory.Tx, caller Caller, identity directory.Identity, asked directory.Asked, refusal error, at time.Time) error {
	if !refusesLeaving(refusal) {
		return refusal
	}
	if identity.Leaving.Covers(asked) {
		return nil
	}
	leaving := directory.Leaving{Asked: asked, Since: at}
	if identity.Leaving.Waits() {
		leaving.Since = identity.Leaving.Since
	}
	entry := leavingEntry(caller, directory.NoticeLeavingRefused, identity, at)
	entry.Personal.Reason = refusal.Error()
	if _, err := tx.Append(entry); err != nil {
		return err
	}
	return tx.SetLeaving(identity.Connection, identity.ID, leaving)
}

// cancelLeaving forgets what waited: the provider says that the person is active.
func cancelLeaving(tx directory.Tx, caller Caller, identity directory.Identity, at time.Time) error {
	if _, err := tx.Append(leavingEntry(caller, directory.MemberLeavingCancelled, identity, at)); err != nil {
		return err
	}
	return tx.SetLeaving(identity.Connection, identity.ID, directory.Leaving{})
}

func leavingEntry(caller Caller, kind directory.EntryKind, identity directory.Identity, at time.Time) directory.Entry {
	entry := caller.entry(kind, at)
	entry.Identity, entry.Member = identity.ID, identity.Member
	entry.Personal = &directory.Personal{Subject: shownName(identity.Assertion)}
	return entry
}

// leave lets the member follow an identity that was just stored as not active:
// deactivated, or gone. Manual teams, logins and sessions go with a member who is
// removed; the pushed teams are the identity's and stay.
func leave(tx directory.Tx, caller Caller, member directory.MemberID, after directory.Identity, changes []directory.Change) error {
	gone := removes(caller.Connection.Policy, directory.AskedToDeactivate)
	kind := directory.MemberWasDeactivated
	if gone {
		kind = directory.MemberRemoved
	}
	entry := leavingEntry(caller, kind, after, after.UpdatedAt)
	entry.Member, entry.Personal.Changes = member, changes
	if gone {
		return removeMember(tx, entry)
	}
	return setAccount(tx, caller, accountOf(caller.Connection.Policy, after, after.UpdatedAt), false, entry)
}

// removeMember removes the member whom an entry is about, and tells it.
func removeMember(tx directory.Tx, told directory.Entry) error {
	member, err := tx.Member(told.Member)
	if err != nil {
		return err
	}
	told.License = member.WithoutLicense()
	if told.Number, err = tx.Append(told); err != nil {
		return err
	}
	if err := tx.DeleteMember(member.ID); err != nil {
		return err
	}
	return directory.ServeLine(tx, told)
}

// endIdentity deletes an identity and lets the member go with it, or stay
// deactivated, to be found again.
func endIdentity(tx directory.Tx, caller Caller, identity directory.Identity, at time.Time) error {
	if err := endMember(tx, caller, identity, at); err != nil {
		return err
	}
	return tx.DeleteIdentity(identity.Connection, identity.ID)
}

func endMember(tx directory.Tx, caller Caller, identity directory.Identity, at time.Time) error {
	if identity.Member == "" {
		_, err := tx.Append(leavingEntry(caller, directory.MemberDetached, identity, at))
		return err
	}
	if removes(caller.Connection.Policy, directory.AskedToDelete) {
		return removeMember(tx, leavingEntry(caller, directory.MemberRemoved, identity, at))
	}
	gone := accountOf(caller.Connection.Policy, identity, at)
	gone.Identity = ""
	if err := setAccount(tx, caller, gone, false, leavingEntry(caller, directory.MemberDetached, identity, at)); err != nil {
		return err
	}
	if identity.ExternalID == "" {
		return nil
	}
	return tx.LeaveAs(identity.Member, identity.ExternalID)
}

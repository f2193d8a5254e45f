package provisioning

import (
	"context"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// The rules about licenses. What a provider asserts as active needs a license.
// While one is free, it is taken. When none is, the rule `licenses` decides:
//
//	reject  the provider is told, a notice stays, and nothing else happens;
//	wait    the member is made and answered as active, because that is what the
//	        provider asserted, and may not sign in until a license is free;
//	allow   the member works without a license.
//
// Whoever waits, and whoever works without, stands in one line, those who wait
// first. The change that frees a license, or buys more, gives it to the first in
// line; so it never counts as in use more often than it was bought. Whoever is
// deactivated leaves the line.
//
// A deactivated member gives the license back, unless `license_on_deactivate` is
// keep: then it stays theirs until they are removed or an administrator releases
// it.

// checkLicense refuses an active person for whom no license is free, where the
// rule is to. The database holds the same line; asking first lets the refusal be a
// sentence and cost the neighbours nothing.
//
// The member is whoever is behind the identity already: they may have kept a
// license, or have one because people reactivated them here.
func checkLicense(tx directory.Reader, caller Caller, assertion directory.Assertion, member directory.MemberID) error {
	if !assertion.Active || caller.Connection.Policy.Licenses != directory.RejectWithout {
		return nil
	}
	licenses, err := tx.Licenses()
	if err != nil || licenses.Free() > 0 {
		return err
	}
	if member != "" {
		current, err := tx.Member(member)
		if err != nil || current.Licensed || current.InLine() {
			return err
		}
	}
	return directory.Errorf(directory.NoLicense,
		"No license is free for %s: all %d are in use. Buy more licenses or deactivate someone, then retry in %s.",
		assertion.UserName, licenses.Bought, caller.Connection.Provider.Name())
}

// seat is what somebody new gets: a license, a place in line, or neither.
type seat struct {
	status directory.MemberStatus
	effect directory.LicenseEffect
	// wait is a place in line that somebody else had.
	wait directory.Wait
}

// newSeat says what a new member of the connection gets. That somebody without a
// license is not rejected was checked before.
func newSeat(tx directory.Reader, caller Caller, active bool) (seat, error) {
	if !active {
		return seat{status: directory.MemberDeactivated}, nil
	}
	licenses, err := tx.Licenses()
	if err != nil {
		return seat{}, err
	}
	if licenses.Free() > 0 {
		return seat{status: directory.MemberActive, effect: directory.LicenseTaken}, nil
	}
	return seat{status: statusWithout(caller.Connection.Policy), effect: directory.LicenseAwaited}, nil
}

// inheritedSeat says what a new member gets who takes the place of an old one:
// their license or their place in line. Where the old one has neither, the new one
// gets what anybody new does, and the entry tells that of them.
func inheritedSeat(tx directory.Reader, caller Caller, old directory.Member, active bool) (seat, error) {
	keeps := caller.Connection.Policy.LicenseOnDeactivate == directory.KeepOnDeactivate
	switch {
	case old.Licensed && active:
		return seat{status: directory.MemberActive, effect: directory.LicensePassed}, nil
	case old.Licensed && keeps:
		return seat{status: directory.MemberDeactivated, effect: directory.LicensePassed}, nil
	case !active:
		return seat{status: directory.MemberDeactivated, effect: old.WithoutLicense()}, nil
	case old.InLine():
		return seat{status: old.Status, effect: directory.LicensePassed, wait: old.Wait}, nil
	}
	return newSeat(tx, caller, active)
}

// statusWithout is the status of somebody active for whom no license is free.
func statusWithout(policy directory.Policy) directory.MemberStatus {
	if policy.Licenses == directory.WaitWithout {
		return directory.MemberWaiting
	}
	return directory.MemberActive
}

// create makes the member who sits here, and takes the license.
func (s seat) create(tx directory.Tx, member directory.Member) error {
	member.Status, member.Wait = s.status, s.wait
	if s.effect == directory.LicenseAwaited {
		member.Wait = directory.Wait{Number: member.Ordinal, Since: member.CreatedAt}
	}
	return tx.CreateMember(member)
}

// take takes the license, after every write that may be refused.
func (s seat) take(tx directory.Tx, member directory.MemberID) error {
	passed := s.effect == directory.LicensePassed && s.wait.Number == 0
	if s.effect != directory.LicenseTaken && !passed {
		return nil
	}
	return tx.TakeLicense(member)
}

// effectOf says what storing an account will do to the license of a member.
func effectOf(account directory.Account, member directory.Member) directory.LicenseEffect {
	switch account.License {
	case directory.HoldLicense:
		if !member.Licensed {
			return directory.LicenseTaken
		}
	case directory.DropLicense:
		return member.WithoutLicense()
	case directory.AwaitLicense:
		return directory.LicenseAwaited
	case directory.LeaveLicense:
	}
	return ""
}

// useLicense says what an asserted account does with the license of a member, and
// thereby which status it has.
func useLicense(tx directory.Reader, caller Caller, account *directory.Account, active bool, member directory.MemberID) error {
	if active {
		return useWhileActive(tx, caller, account, member)
	}
	account.Status, account.License = directory.MemberDeactivated, directory.DropLicense
	if caller.Connection.Policy.LicenseOnDeactivate != directory.KeepOnDeactivate {
		return nil
	}
	licenses, err := tx.Licenses()
	if err != nil {
		return err
	}
	account.License = directory.LeaveLicense
	if licenses.InLine == 0 {
		return nil
	}
	current, err := tx.Member(member)
	if err == nil && current.InLine() { // nothing to keep
		account.License = directory.DropLicense
	}
	return err
}

func useWhileActive(tx directory.Reader, caller Caller, account *directory.Account, member directory.MemberID) error {
	account.Status, account.License = directory.MemberActive, directory.HoldLicense
	licenses, err := tx.Licenses()
	if err != nil || licenses.Free() > 0 {
		return err
	}
	current, err := tx.Member(member)
	switch {
	case err != nil || current.Licensed:
		return err
	case current.InLine():
		account.Status, account.License = current.Status, directory.LeaveLicense
		return nil
	case caller.Connection.Policy.Licenses == directory.RejectWithout:
		return nil // for the store to refuse: what else was asserted was checked before
	}
	head, err := tx.Head()
	account.Status, account.License = statusWithout(caller.Connection.Policy), directory.AwaitLicense
	account.Wait = directory.Wait{Number: head + 1, Since: account.UpdatedAt} // of the entry that comes next
	return err
}

// recordNoLicense notes in the journal that someone was refused for want of a
// license, once as long as none moves. Any other error is returned as it is, and nothing is noted.
func recordNoLicense(tx directory.Tx, caller Caller, identity directory.Identity, refusal error, at time.Time) error {
	if directory.CodeOf(refusal) != directory.NoLicense {
		return refusal
	}
	entry := caller.entry(directory.NoticeNoLicense, at)
	entry.Personal = &directory.Personal{Subject: shownName(identity.Assertion), Reason: refusal.Error()}
	if identity.Ordinal != 0 { // an identity that is not to be has no id
		entry.Identity, entry.Member = identity.ID, identity.Member
	}
	told, err := toldAlready(tx, entry)
	if err != nil || told {
		return err
	}
	_, err = tx.Append(entry)
	return err
}

// noteNoLicense notes what the store alone could see: the provider asserted
// somebody as active all the time whom people had deactivated here, so that no
// license was looked for before. It returns the refusal.
func (s *Service) noteNoLicense(ctx context.Context, caller Caller, identity directory.Identity, refusal error, at time.Time) error {
	err := s.Store.Update(ctx, caller.organization(), func(tx directory.Tx) error {
		return recordNoLicense(tx, caller, identity, refusal, at)
	})
	if err != nil {
		return err
	}
	return refusal
}

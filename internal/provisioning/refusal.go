package provisioning

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// A refusal by a rule of the connection's policy is told in the journal too, so that
// people find it without asking the provider's administrator. A provider that asks
// again in every cycle is told of once.

// byRule is a refusal that a rule decided about something that the provider named.
// What waits for a license, an owner's word or a leaver has entries of its own.
type byRule struct {
	refusal *directory.Error
	about   directory.Entry // what of its entry is known where it is refused
}

func (r *byRule) Error() string { return r.refusal.Error() }

// Unwrap shows the refusal to whoever maps its code.
func (r *byRule) Unwrap() error { return r.refusal }

// ruled marks a refusal as decided by a rule: about names the member or team here, and
// subject is what the provider calls them, or empty where it is about all alike.
func ruled(refusal *directory.Error, about directory.Entry, subject string) error {
	about.Personal = &directory.Personal{Subject: subject, Reason: refusal.Error()}
	return &byRule{refusal: refusal, about: about}
}

// noteRefused tells the journal of a refusal by a rule, and returns it or whatever
// kept it from being told. Any other error is returned as it is.
func (s *Service) noteRefused(ctx context.Context, caller Caller, refusal error) error {
	ruled, is := errors.AsType[*byRule](refusal)
	if !is {
		return refusal
	}
	entry := caller.entry(directory.NoticeRefused, s.now())
	entry.Member, entry.Team, entry.Personal = ruled.about.Member, ruled.about.Team, ruled.about.Personal
	err := s.Store.Update(ctx, caller.organization(), func(tx directory.Tx) error {
		told, err := toldAlready(tx, entry)
		if err != nil || told {
			return err
		}
		_, err = tx.Append(entry)
		return err
	})
	if err != nil {
		return err
	}
	return refusal
}

// recordRefusal notes in the journal who was refused and why. A refusal that is
// told only to who asked is returned as it is.
func recordRefusal(tx directory.Tx, caller Caller, identity directory.Identity, refusal error, at time.Time) error {
	if directory.CodeOf(refusal) == directory.NoLicense {
		return recordNoLicense(tx, caller, identity, refusal, at)
	}
	return recordUnadopted(tx, caller, identity, refusal, at)
}

// refusalsRemembered is how far back in the journal a refusal is looked for.
const refusalsRemembered = 200

// toldAlready says whether the journal has told the same refusal, and nothing that
// outdates it since. Only who is refused pays for looking.
func toldAlready(tx directory.Reader, refusal directory.Entry) (bool, error) {
	lately, err := tx.JournalBefore(0, refusalsRemembered)
	if err != nil {
		return false, err
	}
	for _, entry := range lately {
		if outdates(entry, refusal) {
			return false, nil
		}
		if sameRefusal(entry, refusal) {
			return true, nil
		}
	}
	return false, nil
}

// outdates says that what was refused might go otherwise since an entry: the policy is
// another, or a license has moved where there was none.
func outdates(later, refusal directory.Entry) bool {
	if later.Kind == directory.ConnectionPolicyChanged {
		return true
	}
	return refusal.Kind == directory.NoticeNoLicense && (later.License != "" || later.Kind == directory.LicensesChanged)
}

func sameRefusal(a, b directory.Entry) bool {
	return a.Kind == b.Kind && a.Actor == b.Actor && a.Identity == b.Identity && a.Member == b.Member && a.Team == b.Team &&
		a.Personal != nil && a.Personal.Subject == b.Personal.Subject && a.Personal.Reason == b.Personal.Reason &&
		slices.Equal(a.Personal.Named, b.Personal.Named)
}

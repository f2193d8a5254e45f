package provisioning

import (
	"context"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// checkLicense refuses an active person for whom no license is free. The
// database holds the same line; asking first lets the refusal be a sentence
// and cost the neighbours nothing.
func checkLicense(tx directory.Reader, caller Caller, assertion directory.Assertion) error {
	if !assertion.Active {
		return nil
	}
	licenses, err := tx.Licenses()
	if err != nil {
		return err
	}
	if licenses.Free() > 0 {
		return nil
	}
	return directory.Errorf(directory.NoLicense,
		"No license is free for %s: all %d are in use. Buy more licenses or deactivate someone, then retry in %s.",
		assertion.UserName, licenses.Bought, caller.Connection.Provider.Name())
}

// recordNoLicense notes in the journal that someone was refused for want of a
// license. Any other error is returned as it is, and nothing is noted.
func recordNoLicense(tx directory.Tx, caller Caller, identity directory.Identity, refusal error, at time.Time) error {
	if directory.CodeOf(refusal) != directory.NoLicense {
		return refusal
	}
	entry := caller.entry(directory.NoticeNoLicense, at)
	entry.Personal = &directory.Personal{Subject: shownName(identity.Assertion), Reason: refusal.Error()}
	if identity.Ordinal != 0 { // an identity that is not to be has no id
		entry.Identity, entry.Member = identity.ID, identity.Member
	}
	_, err := tx.Append(entry)
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

package access_test

import (
	"context"
	"net/url"
	"testing"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/scimserver"
)

// interruptedStore is the real store, in which something else happens right
// before the next change: what was proved by then may be so no more.
type interruptedStore struct {
	directory.Store
	first func()
}

func (s *interruptedStore) Update(ctx context.Context, organization directory.OrganizationID, change func(directory.Tx) error) error {
	if first := s.first; first != nil {
		s.first = nil
		first()
	}
	return s.Store.Update(ctx, organization, change)
}

func TestWhatChangesWhileAProofIsChecked(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleMember)
		organization, member := ana.Principal.Organization.ID, ana.Principal.Member.ID
		a := newAuthenticator(t)
		pia := w.joinByPasskey(organization, "pia@engines.example", a)

		interrupted := &interruptedStore{Store: w.store}
		public, err := url.Parse(origin)
		w.ok(err)
		service, err := access.New(access.Config{Store: interrupted, PublicURL: public, Now: w.clock.now, NewID: directory.NewID, Settle: provisioning.Inactive(scimserver.Inactive).Settle, Hashing: access.QuickHashing})
		w.ok(err)
		signIn := func() error {
			_, _, err := service.SignInByPassword(t.Context(), access.PasswordSignIn{Email: "ana@engines.example", Password: goodPassword})
			return err
		}
		replace := func() {
			w.ok(w.SetPassword(t.Context(), ana.Principal, access.PasswordChange{Password: newPassword}))
		}
		restore := func() {
			w.ok(w.SetPassword(t.Context(), ana.Principal, access.PasswordChange{Password: goodPassword}))
		}

		interrupted.first = replace
		w.wantCode(signIn(), directory.Unauthorized)
		restore()
		interrupted.first = replace
		_, err = service.StepUpByPassword(t.Context(), ana.Principal, goodPassword, somewhere)
		w.wantCode(err, directory.Unauthorized)
		restore()
		interrupted.first = replace
		err = service.SetPassword(t.Context(), ana.Principal, access.PasswordChange{Password: newPassword, Current: goodPassword})
		w.wantCode(err, directory.Unauthorized)
		restore()
		interrupted.first = func() { w.deactivate(ana.Principal) }
		w.wantCode(signIn(), directory.Unauthorized)
		w.reactivate(ana.Principal)
		interrupted.first = func() { w.setStatus(organization, directory.OrganizationSuspended) }
		w.wantCode(signIn(), directory.Disabled)
		w.setStatus(organization, directory.OrganizationActive)
		w.ok(signIn())

		ceremony, err := service.BeginPasskeySignIn(t.Context(), somewhere)
		w.ok(err)
		interrupted.first = func() { w.link(organization, member) } // of somebody else: changes nothing
		_, err = service.FinishPasskeySignIn(t.Context(), ceremony.ID, a.get(t, ceremony), somewhere)
		w.ok(err)
		ceremony, err = service.BeginPasskeySignIn(t.Context(), somewhere)
		w.ok(err)
		interrupted.first = func() {
			_, err := w.accept(w.link(organization, pia.Principal.Member.ID), goodPassword) // replaces the passkey
			w.ok(err)
		}
		_, err = service.FinishPasskeySignIn(t.Context(), ceremony.ID, a.get(t, ceremony), somewhere)
		w.wantCode(err, directory.Unauthorized)
	})
}

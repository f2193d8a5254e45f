package access_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
)

func TestAPIKeys(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleAdministrator).Principal
		organization := ana.Organization.ID
		key, token, err := w.CreateKey(t.Context(), ana, access.NewKey{
			Name: " Sync ", Scopes: []directory.Scope{directory.ScopeActivity, directory.ScopeWrite, directory.ScopeWrite}, Lifetime: time.Hour,
		})
		w.ok(err)
		w.wantKinds(organization, directory.APIKeyCreated)
		if !strings.HasPrefix(token.Reveal(), "muster_key_") || !strings.HasSuffix(token.Reveal(), key.LastFour) || key.Name != "Sync" {
			t.Errorf("the key is %+v", key)
		}
		p, err := w.Key(t.Context(), token.Reveal())
		w.ok(err)
		want := directory.Actor{Kind: directory.ActorKey, ID: string(key.ID), Name: "Sync"}
		if p.Kind != access.Key || p.Actor() != want || p.Role() != directory.RoleAdministrator || !p.Reaches(organization) || p.ReachesAll() {
			t.Errorf("a key is %+v with actor %v", p, p.Actor())
		}
		for scope, has := range map[directory.Scope]bool{
			directory.ScopeRead: true, directory.ScopeWrite: true, directory.ScopeActivity: true,
			directory.ScopeConnections: false, directory.ScopeOrganizations: false,
		} {
			if p.HasScope(scope) != has {
				t.Errorf("the key has %s: %v, want %v", scope, !has, has)
			}
		}
		w.ok(w.RequireFresh(p)) // a program has nothing to prove anew
		_, _, err = w.CreateKey(t.Context(), p, access.NewKey{Name: "x", Scopes: directory.Scopes()[:1]})
		w.wantCode(err, directory.Refused)
		w.wantCode(w.SetPassword(t.Context(), p, access.PasswordChange{Password: newPassword}), directory.Refused)
		w.wantCode(w.SignOut(t.Context(), p), directory.Refused)

		w.clock.pass(time.Hour - time.Microsecond)
		_, err = w.Key(t.Context(), token.Reveal())
		w.ok(err)
		w.clock.pass(time.Microsecond)
		_, err = w.Key(t.Context(), token.Reveal())
		w.wantCode(err, directory.Unauthorized)
		w.wantNoSecrets(organization, []error{err}, token.Reveal())
	})
}

func TestAPIKeysDieWithTheirCreator(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleAdministrator)
		_, token, err := w.CreateKey(t.Context(), ana.Principal, access.NewKey{Name: "Sync", Scopes: directory.Scopes()[:1]})
		w.ok(err)
		w.clock.pass(time.Second)
		w.deactivate(ana.Principal)
		_, err = w.Key(t.Context(), token.Reveal())
		w.wantCode(err, directory.Unauthorized)
		w.reactivate(ana.Principal)
		_, err = w.Key(t.Context(), token.Reveal())
		w.wantCode(err, directory.Unauthorized)
	})
}

func TestAPIKeysAreRevoked(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleAdministrator).Principal
		elsewhere := w.organization("Elsewhere").ID
		key, token, err := w.CreateKey(t.Context(), ana, access.NewKey{Name: "Sync", Scopes: directory.Scopes()[:1]})
		w.ok(err)
		w.wantCode(w.RevokeKey(t.Context(), operator(), elsewhere, key.ID), directory.NotFound)
		_, err = w.Key(t.Context(), token.Reveal())
		w.ok(err)
		for range 2 { // the second time does nothing
			w.ok(w.RevokeKey(t.Context(), ana.Actor(), ana.Organization.ID, key.ID))
		}
		w.wantKinds(ana.Organization.ID, directory.APIKeyCreated, directory.APIKeyRevoked)
		_, err = w.Key(t.Context(), token.Reveal())
		w.wantCode(err, directory.Unauthorized)
		w.wantCode(w.RevokeKey(t.Context(), operator(), ana.Organization.ID, "nobody"), directory.NotFound)
	})
}

func TestUseOfAPIKeysIsKeptToTheMinute(t *testing.T) {
	t.Parallel()
	onBoth(t, func(w world) {
		ana := w.ana(directory.RoleAdministrator).Principal
		_, token, err := w.CreateKey(t.Context(), ana, access.NewKey{Name: "Sync", Scopes: directory.Scopes()[:1]})
		w.ok(err)
		begun := w.clock.now()
		for _, step := range []struct{ pass, want time.Duration }{
			{0, 0}, {59 * time.Second, 0}, {time.Second, time.Minute}, {30 * time.Second, time.Minute},
		} {
			w.clock.pass(step.pass)
			_, err := w.Key(t.Context(), token.Reveal())
			w.ok(err)
			keys, err := w.store.View(t.Context(), ana.Organization.ID).APIKeys()
			w.ok(err)
			if got := keys[0].UsedAt.Sub(begun); got != step.want {
				t.Errorf("after %s it was used at %s, want %s", w.clock.now().Sub(begun), got, step.want)
			}
		}
	})
}

func TestAPIKeysThatCannotBeMade(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		ana := w.ana(directory.RoleOwner).Principal
		for _, test := range []struct {
			wish access.NewKey
			want directory.Code
		}{
			{access.NewKey{Scopes: directory.Scopes()[:1]}, directory.Invalid},
			{access.NewKey{Name: "a\x00", Scopes: directory.Scopes()[:1]}, directory.Invalid},
			{access.NewKey{Name: "Sync"}, directory.Invalid},
			{access.NewKey{Name: "Sync", Scopes: []directory.Scope{"everything"}}, directory.Invalid},
			{access.NewKey{Name: "Sync", Scopes: directory.Scopes()[:1], Lifetime: -1}, directory.Invalid},
			{access.NewKey{Name: "Sync", Scopes: directory.Scopes()}, directory.Refused},
		} {
			_, _, err := w.CreateKey(t.Context(), ana, test.wish)
			w.wantCode(err, test.want)
		}
		wish := access.NewKey{Name: "Sync", Scopes: directory.Scopes()[:1]}
		ben := w.join(ana.Organization.ID, "Ben", "ben@engines.example", directory.RoleMember).Principal
		_, _, err := w.CreateKey(t.Context(), ben, wish)
		w.wantCode(err, directory.Refused)
		ben.Member.Role = directory.RoleAdministrator // as it was when the request began
		_, _, err = w.CreateKey(t.Context(), ben, wish)
		w.wantCode(err, directory.Refused)
		w.clock.pass(access.FreshFor)
		_, _, err = w.CreateKey(t.Context(), ana, wish)
		w.wantStepUp(err)
	})
}

func TestAPIKeysOfASuspendedOrganization(t *testing.T) {
	t.Parallel()
	onSQLite(t, func(w world) {
		ana := w.ana(directory.RoleOwner).Principal
		_, token, err := w.CreateKey(t.Context(), ana, access.NewKey{Name: "Sync", Scopes: slices.Clone(directory.Scopes()[:1])})
		w.ok(err)
		w.setStatus(ana.Organization.ID, directory.OrganizationSuspended)
		_, err = w.Key(t.Context(), token.Reveal())
		w.wantCode(err, directory.Disabled)
		for _, text := range []string{"", "muster_key_", token.String(), token.Reveal() + "x"} {
			_, err = w.Key(t.Context(), text)
			w.wantCode(err, directory.Unauthorized)
		}
	})
}

package provisioning_test

import (
	"crypto/sha256"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// signIn opens a session for a member and returns its secret's hash.
func (w *world) signIn(member directory.MemberID, secret string) directory.SecretHash {
	w.t.Helper()
	now := w.service.Now()
	session := directory.Session{
		ID: directory.SessionID(secret), Hash: sha256.Sum256([]byte(secret)), Member: member,
		CreatedAt: now, ExpiresAt: now.Add(time.Hour),
	}
	w.update(func(tx directory.Tx) error { return tx.CreateSession(session) })
	return session.Hash
}

func (w *world) update(change func(directory.Tx) error) {
	w.t.Helper()
	if err := w.store.Update(w.t.Context(), w.caller.Connection.Organization, change); err != nil {
		w.t.Fatal(err)
	}
}

func TestDeactivationEndsEverySession(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana := w.create("ana")
	hash := w.signIn(ana.Member, "secret")
	look := func() error {
		_, err := w.store.SignedIn(t.Context(), hash, w.service.Now())
		return err
	}
	if err := look(); err != nil {
		t.Fatal(err)
	}
	w.mustEdit(ana.ID, func(a *directory.Assertion) { a.Name = "Ana Maria" })
	if err := look(); err != nil {
		t.Errorf("a new name ended the session: %v", err)
	}
	w.mustEdit(ana.ID, deactivate)
	wantCode(t, look(), directory.Unauthorized)
	out := w.member(ana.Member).SignedOutAt
	if out.IsZero() {
		t.Error("the member was not signed out")
	}

	// Whoever is out already is not signed out again, and coming back revives
	// nothing.
	w.mustEdit(ana.ID, func(a *directory.Assertion) { a.Name = "Ana" })
	if again := w.member(ana.Member).SignedOutAt; !again.Equal(out) {
		t.Errorf("signed out at %v and then at %v", out, again)
	}
	w.mustEdit(ana.ID, reactivate)
	wantCode(t, look(), directory.Unauthorized)
}

func TestDeletingAnIdentitySignsOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	ana := w.create("ana")
	hash := w.signIn(ana.Member, "secret")
	if err := w.service.DeleteIdentity(t.Context(), w.caller, ana.ID); err != nil {
		t.Fatal(err)
	}
	_, err := w.store.SignedIn(t.Context(), hash, w.service.Now())
	wantCode(t, err, directory.Unauthorized)
	if member := w.member(ana.Member); member.Identity != "" || member.SignedOutAt.IsZero() {
		t.Errorf("the member is spoken for by %q, signed out at %v; want by nobody, and signed out", member.Identity, member.SignedOutAt)
	}
}

func TestCreatingAnInactivePersonSignsNobodyOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	assertion := person("ana")
	assertion.Active = false
	ana, err := w.service.CreateIdentity(t.Context(), w.caller, assertion)
	if err != nil {
		t.Fatal(err)
	}
	if member := w.member(ana.Member); member.Identity != ana.ID || !member.SignedOutAt.IsZero() {
		t.Errorf("the member is %+v, want it never signed out", member)
	}
}

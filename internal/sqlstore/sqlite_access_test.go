package sqlstore

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// announcedVersion reads the file as every request does.
func announcedVersion(t *testing.T, store *Store) uint32 {
	t.Helper()
	version, announced, err := store.engine.(*sqlite).memory.announced()
	if err != nil || !announced {
		t.Fatalf("the announcement cannot be read: %v, %v", announced, err)
	}
	return version
}

// remembered says whether a secret would be answered without the database.
func remembered(t *testing.T, store *Store, hash directory.CredentialHash) bool {
	t.Helper()
	_, known := store.engine.(*sqlite).memory.recall(announcedVersion(t, store), hash)
	return known
}

func authenticates(t *testing.T, store *Store, hash directory.CredentialHash) bool {
	t.Helper()
	_, err := store.Authenticate(t.Context(), hash)
	if err != nil && directory.CodeOf(err) != directory.Unauthorized {
		t.Fatal(err)
	}
	return err == nil
}

func revoke(t *testing.T, o office, after func(directory.Tx) error) error {
	t.Helper()
	return o.store.Update(t.Context(), o.id, func(tx directory.Tx) error {
		if _, err := tx.RevokeCredentials(o.connection); err != nil {
			return err
		}
		return after(tx)
	})
}

// What is remembered of a secret survives the changes of every day, and ends
// with the commit that revokes it, in this store and in another over the same
// file.
func TestAccessIsRememberedUntilItChanges(t *testing.T) {
	t.Parallel()
	at := Location{Directory: t.TempDir()}
	o := furnish(t, openStore(t, at, Options{}))
	other := openStore(t, at, Options{})
	for _, store := range []*Store{o.store, other} {
		if !authenticates(t, store, o.hash) || !remembered(t, store, o.hash) {
			t.Fatal("access is not remembered after it was asked for")
		}
	}
	if _, err := o.create(t, "ada@example.com"); err != nil {
		t.Fatal(err)
	}
	if !remembered(t, o.store, o.hash) || !remembered(t, other, o.hash) {
		t.Error("a person who was created made access forgotten")
	}
	if err := revoke(t, o, func(directory.Tx) error { return nil }); err != nil {
		t.Fatal(err)
	}
	for _, store := range []*Store{o.store, other} {
		if authenticates(t, store, o.hash) {
			t.Error("a revoked secret still opens its connection")
		}
	}
}

// A revocation that was rolled back leaves the announcement ahead of the
// database. Requests are answered rightly all the same, by asking.
func TestAccessAfterARevocationThatFailed(t *testing.T) {
	t.Parallel()
	at := Location{Directory: t.TempDir()}
	o := furnish(t, openStore(t, at, Options{}))
	if !authenticates(t, o.store, o.hash) {
		t.Fatal("the secret does not open its connection")
	}
	before := announcedVersion(t, o.store)
	refusal := directory.Errorf(directory.Refused, "Changed my mind.")
	if err := revoke(t, o, func(directory.Tx) error { return refusal }); directory.CodeOf(err) != directory.Refused {
		t.Fatal(err)
	}
	if announcedVersion(t, o.store) == before {
		t.Fatal("the announcement did not move: this test shows nothing")
	}
	if !authenticates(t, o.store, o.hash) || remembered(t, o.store, o.hash) {
		t.Error("want the secret to count, and nothing to be remembered while the announcement is ahead")
	}
	// Whoever opens the database next puts the announcement right.
	next := openStore(t, at, Options{})
	if !authenticates(t, next, o.hash) || !remembered(t, next, o.hash) {
		t.Error("want access to be remembered again after the database was opened")
	}
	// And the next revocation, under the version announced in vain, counts.
	if err := revoke(t, o, func(directory.Tx) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if authenticates(t, o.store, o.hash) || authenticates(t, next, o.hash) {
		t.Error("a revoked secret still opens its connection")
	}
}

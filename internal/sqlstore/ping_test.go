package sqlstore

import "testing"

// A database without its tables answers statements that read none.
func TestPingReads(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		store := openStore(t, at, Options{})
		if err := store.Ping(t.Context()); err != nil {
			t.Error(err)
		}
		if _, err := openRaw(t, at).ExecContext(t.Context(), `DROP TABLE organizations`); err != nil {
			t.Fatal(err)
		}
		if err := store.Ping(t.Context()); err == nil {
			t.Error("a database without organizations answered a ping")
		}
	})
}

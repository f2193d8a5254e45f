package sqlstore

import (
	"testing"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// A change that does not end keeps Close waiting for so long only, and is not cut
// off: it commits when it ends, and the next Close closes.
func TestCloseWaitsSoLongOnly(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, at Location) {
		o := furnish(t, openStore(t, at, Options{}))
		o.store.patience = time.Millisecond
		held, goOn, outcome := make(chan struct{}), make(chan struct{}), make(chan error)
		go func() {
			outcome <- o.store.Update(t.Context(), o.id, func(tx directory.Tx) error {
				close(held)
				<-goOn
				return note(tx, "slow")
			})
		}()
		<-held
		if err := o.store.Close(); err == nil {
			t.Error("Close succeeded beneath a change")
		}
		close(goOn)
		if err := <-outcome; err != nil {
			t.Error(err)
		}
		o.store.patience = closePatience
		if err := o.store.Close(); err != nil {
			t.Error(err)
		}
		o.store = openStore(t, at, Options{})
		if got := noted(t, o); len(got) != 1 {
			t.Errorf("kept %v, want the slow change", got)
		}
	})
}

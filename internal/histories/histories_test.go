package histories_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/musterhq/muster/internal/administration"
)

// TestHistories lets companies live under every policy, beside one where nothing
// happens. `-rapid.checks=N` makes up more of them.
func TestHistories(t *testing.T) {
	t.Parallel()
	for name, place := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, place(t))
			beside, err := w.admin.CreateOrganization(t.Context(), administration.Operator(), "Nothing happens here", 3)
			if err != nil {
				t.Fatal(err)
			}
			rapid.Check(t, func(rt *rapid.T) {
				w.found(t.Context(), rt).live(rapid.IntRange(10, 40).Draw(rt, "steps"))
			})
			still, err := w.look(t.Context(), beside.ID, 0)
			if err != nil {
				t.Fatal(err)
			}
			if len(still.members)+len(still.teams)+len(still.connections) > 0 || still.head != 1 {
				t.Errorf("something happened in an organization of nobody:\n%s", still.state())
			}
		})
	}
}

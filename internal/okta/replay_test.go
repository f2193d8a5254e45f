package okta_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/oktatest"
)

func target(server *oktatest.Server) okta.Target {
	return okta.Target{BaseURL: "http://scim.example", Authorization: "Bearer " + oktatest.Token, Transport: server}
}

// TestReplay replays both captured sessions, twice on the same server.
func TestReplay(t *testing.T) {
	t.Parallel()
	server := oktatest.New()
	for range 2 {
		for _, trace := range okta.Traces() {
			steps := 0
			err := okta.Replay(t.Context(), target(server), trace, func(c okta.Check) {
				steps++
				if c.Err != nil {
					t.Errorf("%s: %s: %v", c.ID, c.Text, c.Err)
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			if steps != len(trace.Steps) || steps < 40 {
				t.Errorf("%s has %d steps, of which %d were reported", trace.Name, len(trace.Steps), steps)
			}
		}
	}
}

// TestReplayNotices shows that a replay fails at the step where a server goes
// wrong.
func TestReplayNotices(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		fault oktatest.Fault
		// step is the first failing one.
		step string
	}{
		{oktatest.AnyToken, "catalog 02 save credentials, wrong token"},
		{oktatest.HTMLErrors, "catalog 02 save credentials, wrong token"},
		{oktatest.NestedErrors, "catalog 02 save credentials, wrong token"},
		{oktatest.StringCounters, "catalog 03 test credentials"},
		{oktatest.EmptyCreate, "catalog 11 assign"},
		{oktatest.NumericID, "catalog 11 assign"},
		{oktatest.PasswordReturned, "catalog 11 assign"},
		{oktatest.NoPut, "catalog 16 profile push"},
		{oktatest.EchoRefused, "catalog 16 profile push"},
		{oktatest.NoPatch, "catalog 18 unassign (NO GET before)"},
		{oktatest.ActiveIgnored, "catalog 18 unassign (NO GET before)"},
		{oktatest.InactiveHidden, "catalog 18 unassign (NO GET before)"},
		{oktatest.UntypedMembersDropped, "catalog 23 push group (no displayName lookup: Import Groups is on)"},
		{oktatest.AddDuplicates, "catalog 24 push group: redundant add ~0.2 s later"},
		{oktatest.PathlessIDRefused, "catalog 27 rename group"},
		{oktatest.RenameClearsMembers, "catalog 27 rename group"},
		{oktatest.NoopRefused, "catalog 24 push group: redundant add ~0.2 s later"},
		{oktatest.AddReplaces, "catalog 31 add member"},
		{oktatest.RemoveClears, "catalog 35 remove member"},
		{oktatest.EmptyReplaceRefused, "catalog 41 Push now on empty group"},
		{oktatest.RenameIgnored, "catalog 27 rename group"},
		{oktatest.DeleteIgnored, "catalog 45 unlink + delete in target"},
		{oktatest.NamesNeverFreed, "catalog 47 push the same name again"},
		{oktatest.ProfileIgnored, "catalog 52 username changed in Okta (same id and externalId)"},
		{oktatest.OwnNameConflicts, "wizard 16 push group: echo PUT"},
		{oktatest.PutStoresNoMembers, "wizard 16 push group: echo PUT"},
		{oktatest.GroupsObeyed, "wizard 56 re-assign: profile push with groups: [] although the user has groups"},
	} {
		t.Run(strings.ReplaceAll(string(test.fault), " ", "_"), func(t *testing.T) {
			t.Parallel()
			name, _, _ := strings.Cut(test.step, " ")
			i := slices.IndexFunc(okta.Traces(), func(trace okta.Trace) bool { return trace.Name == name })
			failed := ""
			err := okta.Replay(t.Context(), target(oktatest.New(test.fault)), okta.Traces()[i], func(c okta.Check) {
				if c.Err != nil && failed == "" {
					failed = c.ID
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			if failed != test.step {
				t.Errorf("the first failing step is %q, not %q", failed, test.step)
			}
		})
	}
}

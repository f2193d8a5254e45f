package oktatest_test

import (
	"fmt"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/entra"
	"github.com/musterhq/muster/internal/okta/oktatest"
)

// TestEntraScenarios runs everything that package entra sends on one right
// server over real connections, side by side. It stands here because entra
// imports nothing of ours, in its tests too.
func TestEntraScenarios(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(oktatest.New())
	t.Cleanup(server.Close)
	client := entra.Client{BaseURL: server.URL, Token: oktatest.Token}
	seen := map[string]bool{}
	for _, s := range entra.Scenarios() {
		number := strings.Fields(s.Name)[0]
		if seen[number] {
			t.Errorf("%s is there twice", number)
		}
		seen[number] = true
		t.Run(strings.ReplaceAll(s.Name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			checks := s.Run(t.Context(), client)
			if len(checks) == 0 {
				t.Error("nothing was checked")
			}
			for _, c := range checks {
				if c.Err != nil {
					t.Errorf("%s: %s: %v", c.ID, c.Text, c.Err)
				}
			}
		})
	}
	for _, habits := range []struct {
		letter string
		last   int
	}{{"E", 14}, {"O", 3}, {"J", 3}, {"G", 1}} {
		for n := 1; n <= habits.last; n++ {
			if number := fmt.Sprint(habits.letter, n); !seen[number] {
				t.Errorf("%s has no scenario", number)
			}
		}
	}
}

// TestEntraScenariosNotice shows for each scenario that it fails on a server that
// gets its habit wrong.
func TestEntraScenariosNotice(t *testing.T) {
	t.Parallel()
	noticed := map[string]bool{}
	for _, test := range []struct {
		fault oktatest.Fault
		want  string
	}{
		{oktatest.StringBooleansRefused, "E1-false"},
		{oktatest.CapitalOpsRefused, "E1-true"},
		{oktatest.UnknownParametersRefused, "E1-flag"},
		{oktatest.CapitalOpsRefused, "E2-accepted"},
		{oktatest.RemoveByValueClears, "E3-one"},
		{oktatest.AddReplaces, "E4-added"},
		{oktatest.DottedKeysKept, "E5-givenName"},
		{oktatest.AbsentElementRefused, "E6-accepted"},
		{oktatest.ManagerAsSent, "E7-complex"},
		{oktatest.ExcludedAttributesIgnored, "E8-excluded"},
		{oktatest.ExcludedAttributesIgnored, "E8-lookup"},
		{oktatest.LastRowMissing, "E14-group-found"},
		{oktatest.StringCounters, "E9-nobody"},
		{oktatest.PathFiltersRefused, "E10-email"},
		{oktatest.InactiveHidden, "E11-kept"},
		{oktatest.NoDelete, "E11-hard"},
		{oktatest.AddReplaces, "J2-added"},
		{oktatest.HTMLErrors, "E13-missing"},
		{oktatest.AnyToken, "E13-unauthorized"},
		{oktatest.UniquenessCaseSensitive, "E14-other-case"},
		{oktatest.ForeignSchemasRefused, "O1-put"},
		{oktatest.EmailObjectRefused, "O2-object"},
		{oktatest.NullsRefused, "O3-accepted"},
		{oktatest.NoDelete, "J1-user-deleted"},
		{oktatest.RemoveByValueClears, "J2-removed"},
		{oktatest.GroupExternalIDRequired, "J3-created"},
		{oktatest.StringCounters, "G1-list"},
		{oktatest.ReplaceAdds, "E12-exact"},
	} {
		number, _, _ := strings.Cut(test.want, "-")
		noticed[number] = true
		t.Run(strings.ReplaceAll(string(test.fault), " ", "_")+"/"+test.want, func(t *testing.T) {
			t.Parallel()
			var failed []string
			for _, s := range entra.Scenarios() {
				for _, c := range s.Run(t.Context(), entra.Client{BaseURL: "http://scim.example", Token: oktatest.Token, Transport: oktatest.New(test.fault)}) {
					if c.Err != nil {
						failed = append(failed, c.ID)
					}
				}
			}
			if !slices.Contains(failed, test.want) {
				t.Errorf("%s does not fail; these do: %v", test.want, failed)
			}
		})
	}
	for _, s := range entra.Scenarios() {
		if number := strings.Fields(s.Name)[0]; !noticed[number] {
			t.Errorf("no fault shows that %s can fail", number)
		}
	}
}

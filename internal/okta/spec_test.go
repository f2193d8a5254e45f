package okta_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/oktatest"
)

// checks runs the published suites and returns what was checked, failed first.
func checks(t *testing.T, server *oktatest.Server) (failed, all []string) {
	t.Helper()
	err := okta.SpecTest(t.Context(), target(server), func(c okta.Check) {
		all = append(all, c.ID)
		if c.Err != nil {
			failed = append(failed, c.ID)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return failed, all
}

// TestSpecPasses runs the suites on a right server, twice on the same one.
func TestSpecPasses(t *testing.T) {
	t.Parallel()
	server := oktatest.New()
	for range 2 {
		failed, all := checks(t, server)
		if len(failed) > 0 {
			t.Errorf("a right server fails %v", failed)
		}
		seen := map[string]bool{}
		for _, id := range all {
			if seen[id] {
				t.Errorf("%s is reported twice", id)
			}
			seen[id] = true
		}
		// Requests 1 to 12 of the SPEC test, and the other suites.
		for _, prefix := range []string{
			"spec-01-", "spec-02-", "spec-03-", "spec-04-", "spec-05-", "spec-06-", "spec-07-", "spec-08-", "spec-09-",
			"spec-10-", "spec-11-", "spec-12-", "old-", "runscope-", "crud-catalog-", "crud-wizard-",
		} {
			if !slices.ContainsFunc(all, func(id string) bool { return strings.HasPrefix(id, prefix) }) {
				t.Errorf("no check begins with %s", prefix)
			}
		}
	}
}

// TestSpecNotices shows that checks fail where a server is wrong.
func TestSpecNotices(t *testing.T) {
	t.Parallel()
	for fault, want := range map[oktatest.Fault]string{
		oktatest.FirstUserBare:         "spec-01-name.familyName",
		oktatest.StringCounters:        "spec-01-itemsPerPage",
		oktatest.MissingID:             "spec-01-id",
		oktatest.NoSchemas:             "spec-06-schemas",
		oktatest.HTMLErrors:            "spec-04-detail",
		oktatest.NestedErrors:          "spec-12-error-status",
		oktatest.UserNameLowered:       "old-06-case",
		oktatest.DuplicatePostAccepted: "spec-08-status",
		oktatest.AnyToken:              "spec-11-status",
		oktatest.PlainJSONRefused:      "spec-06-status",
		oktatest.NoPatch:               "runscope-deactivate-status",
		oktatest.ActiveIgnored:         "crud-catalog-deactivate-active",
		oktatest.ProfileIgnored:        "crud-wizard-update-name.givenName",
		oktatest.InactiveHidden:        "crud-catalog-reassign",
		oktatest.NoPut:                 "crud-wizard-deactivate",
	} {
		t.Run(strings.ReplaceAll(string(fault), " ", "_"), func(t *testing.T) {
			t.Parallel()
			failed, _ := checks(t, oktatest.New(fault))
			if !slices.Contains(failed, want) {
				t.Errorf("%s does not fail; these do: %v", want, failed)
			}
		})
	}
}

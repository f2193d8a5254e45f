package directory_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/musterhq/muster/internal/directory"
)

// TestTheValuesOfThePresets holds every value of every preset against a table of
// plain words, taken from the vendors' guides. What a connection does to people's
// access follows from these words, so that none of them may change by the way.
func TestTheValuesOfThePresets(t *testing.T) {
	t.Parallel()
	presets := []directory.Preset{"standard", "nordlayer", "nordpass", "enpass", "nulab"}
	if diff := cmp.Diff(presets, directory.Presets()); diff != "" {
		t.Errorf("other presets (-want +got):\n%s", diff)
	}
	table := []struct {
		rule   string
		values [5]string // in the order of presets
	}{
		{"groups", [5]string{"on", "on", "requires_encryption", "on", "off"}},
		{"unknown_member", [5]string{"skip", "skip", "skip", "skip", "skip"}},
		{"who_may_remove", [5]string{"provider", "provider", "provider", "provider", "administrators"}},
		{"deprovision", [5]string{"deactivate", "deactivate", "deactivate", "remove", "deactivate"}},
		{"scim_delete", [5]string{"deactivate", "deactivate", "deactivate", "remove", "deactivate"}},
		{"protect_admins", [5]string{"off", "off", "off", "on", "off"}},
		{"read_only", [5]string{"locked", "locked", "locked", "locked", "editable"}},
		{"on_disable", [5]string{"editable", "editable", "editable", "editable", "editable"}},
		{"reconnect", [5]string{"match", "duplicate", "match", "match", "match"}},
		{"sso_prerequisite", [5]string{"suggest", "suggest", "suggest", "suggest", "require"}},
		{"token_rotation", [5]string{"at_once", "at_once", "at_once", "at_once", "at_once"}},
		{"existing_member", [5]string{"adopt", "adopt", "adopt", "adopt", "adopt"}},
		{"email_source", [5]string{"email", "email", "email", "email", "user_name"}},
		{"unique_identifier", [5]string{"user_name", "user_name", "email", "user_name", "user_name"}},
		{"username_change", [5]string{"update", "update", "update", "update", "replace"}},
		{"licenses", [5]string{"reject", "reject", "reject", "reject", "reject"}},
		{"license_on_deactivate", [5]string{"release", "release", "release", "release", "release"}},
	}
	rules := directory.PolicyRules()
	if len(rules) != len(table) {
		t.Fatalf("%d rules, and %d in the table", len(rules), len(table))
	}
	for i, line := range table {
		if rules[i].Name != line.rule {
			t.Fatalf("rule %d is %s, want %s", i, rules[i].Name, line.rule)
		}
		for j, preset := range presets {
			if got := rules[i].Of(preset.Policy()); got != line.values[j] {
				t.Errorf("%s of %s is %q, want %q", line.rule, preset, got, line.values[j])
			}
		}
	}
}

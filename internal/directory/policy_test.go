package directory_test

import (
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// TestPolicyRules holds that each rule reads and writes its own value and no
// other, in every value that it can have.
func TestPolicyRules(t *testing.T) {
	t.Parallel()
	rules := directory.PolicyRules()
	for _, rule := range rules {
		if len(rule.Values) < 2 || rule.About == "" {
			t.Errorf("%s decides nothing: %+v", rule.Name, rule)
		}
		for _, value := range rule.Values {
			policy := directory.Standard()
			rule.Put(&policy, value)
			if err := policy.Validate(); err != nil || rule.Of(policy) != value {
				t.Errorf("%s is %q, %v; want %q", rule.Name, rule.Of(policy), err, value)
			}
			for _, other := range rules {
				if standard := directory.Standard(); other.Name != rule.Name && other.Of(policy) != other.Of(standard) {
					t.Errorf("%s=%s changes %s too", rule.Name, value, other.Name)
				}
			}
		}
		policy := directory.Standard()
		rule.Put(&policy, "guess")
		if err := policy.Validate(); directory.CodeOf(err) != directory.Invalid {
			t.Errorf("%s=guess: %v", rule.Name, err)
		}
	}
}

func TestPresets(t *testing.T) {
	t.Parallel()
	for _, preset := range directory.Presets() {
		if err := preset.Policy().Validate(); err != nil {
			t.Errorf("%s: %v", preset, err)
		}
		if of := directory.PresetOf(preset.Policy()); of.Policy() != preset.Policy() {
			t.Errorf("the rules of %s are called %s's", preset, of)
		}
	}
	own := directory.NulabPreset.Policy()
	own.UnknownMember = directory.RefuseUnknown
	if of := directory.PresetOf(own); of != "" {
		t.Errorf("somebody's own rules are called %s's", of)
	}
}

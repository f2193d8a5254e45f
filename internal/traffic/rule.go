package traffic

import "github.com/musterhq/muster/internal/directory"

var rules directory.RuleBook

// Rules are what this room says that is shown beside a connection: how its last
// test went. What a provider was told is a quotation and stays as it was.
func Rules() []*directory.Rule { return rules.Rules() }

var (
	ruleTestListed = rules.Rule("test_listed", "Passed: "+directory.AProvider+" asked for users, {found, plural, =0 {there are none yet} other {there are #}}", "")
	ruleTestSought = rules.Rule("test_sought", "Passed: "+directory.AProvider+" looked for {sought} and found nobody", "")
)

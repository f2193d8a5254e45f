package directory

import (
	"slices"
	"strings"

	"github.com/musterhq/muster/internal/wording"
)

// Rule is something that is refused or kept from change, with a name for
// programs and the sentences that people read. The name is never changed; the
// sentences may be.
type Rule struct {
	Name string
	// Detail says what is wrong or who decides.
	Detail wording.Text
	// Remedy says what to do next, where the detail does not.
	Remedy wording.Text
	// names are the places of both, sorted.
	names []string
}

// Said is what a rule says of certain people and things.
type Said struct {
	// Rule is the rule's name.
	Rule string
	// Values are what the sentences name, by their places.
	Values wording.Values
	// Detail and Remedy are the sentences in English.
	Detail, Remedy string
}

// Sentence is both sentences in one.
func (s Said) Sentence() string { return strings.TrimSpace(s.Detail + " " + s.Remedy) }

// Names are the places of the rule's sentences, sorted.
func (r *Rule) Names() []string { return slices.Clone(r.names) }

// Say says the rule. The values are named one by one, as attributes of a log are:
// Say("member", member.Name). What the sentences do not name is left out.
func (r *Rule) Say(named ...string) Said {
	values := wording.Values{}
	for pair := range slices.Chunk(named, 2) {
		if _, found := slices.BinarySearch(r.names, pair[0]); found {
			values[pair[0]] = pair[1]
		}
	}
	return Said{Rule: r.Name, Values: values, Detail: r.Detail.Say(values), Remedy: r.Remedy.Say(values)}
}

// Refuse refuses by the rule, with its values as for Say.
func (r *Rule) Refuse(code Code, named ...string) *Error { return r.Say(named...).Refuse(code) }

// Refuse refuses in these words.
func (s Said) Refuse(code Code) *Error {
	return &Error{Code: code, Message: s.Sentence(), Said: s}
}

// RuleBook holds the rules of a room, so that whoever shows their sentences can
// know all of them. It is filled where the room's variables are made and only
// read from then on.
type RuleBook struct {
	rules []*Rule
}

// Rule adds a rule: its name, what is wrong, and what to do next, or "" where the
// first sentence says it.
func (b *RuleBook) Rule(name, detail, remedy string) *Rule {
	rule := &Rule{Name: name, Detail: wording.New(detail), Remedy: wording.New(remedy)}
	rule.names = slices.Compact(slices.Sorted(slices.Values(slices.Concat(rule.Detail.Names(), rule.Remedy.Names()))))
	b.rules = append(b.rules, rule)
	return rule
}

// Rules are the rules of the book.
func (b *RuleBook) Rules() []*Rule { return slices.Clone(b.rules) }

// UnnamedProvider is the value of a provider that has no name of its own. The
// sentences choose by it.
const UnnamedProvider = "unnamed"

// NameInSentences is the provider's name as a value of a rule's sentences.
func (p Provider) NameInSentences() string {
	if p == Other {
		return UnnamedProvider
	}
	return p.Name()
}

// Where a rule's sentence names a provider: at the beginning and further on.
const (
	TheProvider = "{provider, select, " + UnnamedProvider + " {The identity provider} other {{provider}}}"
	AProvider   = "{provider, select, " + UnnamedProvider + " {the identity provider} other {{provider}}}"
)

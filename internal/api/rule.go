package api

import (
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/traffic"
)

var rules directory.RuleBook

// Rules are all that the API's refusals and locks name, sorted.
func Rules() []*directory.Rule {
	all := slices.Concat(directory.Rules(), traffic.Rules(), administration.Rules(), provisioning.Rules(), access.Rules(), federation.Rules(), rules.Rules())
	slices.SortFunc(all, func(a, b *directory.Rule) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Rule names a rule.
type Rule string

// Schema describes the rules, with their sentences for those who translate them.
func (Rule) Schema(r huma.Registry) *huma.Schema {
	all := Rules()
	names := make([]string, len(all))
	for i, rule := range all {
		names[i] = rule.Name
	}
	reference := enum(r, "Rule", "Which rule is meant. The names are never changed; new ones are added. "+
		"x-sentences has the sentences of each, in ICU MessageFormat.", names...)
	r.Map()["Rule"].Extensions = map[string]any{"x-sentences": sentencesOf(all)}
	return reference
}

// RuleSentences are the sentences of a rule as the OpenAPI document has them.
type RuleSentences struct {
	Detail string `json:"detail"`
	Remedy string `json:"remedy,omitempty"`
}

func sentencesOf(all []*directory.Rule) map[string]RuleSentences {
	sentences := make(map[string]RuleSentences, len(all))
	for _, rule := range all {
		sentences[rule.Name] = RuleSentences{Detail: rule.Detail.Source(), Remedy: rule.Remedy.Source()}
	}
	return sentences
}

// Saying names the rule behind a sentence, with what is put into its places, for
// those who say it in another language. It is empty where no rule is named.
type Saying struct {
	Rule   Rule              `json:"rule,omitempty"`
	Values map[string]string `json:"values,omitempty" doc:"What stands in the places of the rule's sentences."`
}

func sayingOf(said directory.Said) Saying { return Saying{Rule(said.Rule), said.Values} }

package oktatest

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
)

// comparison is one "attribute eq value"; identity providers send nothing
// else, joined by "and". The value may come without quotes.
var comparison = regexp.MustCompile(`(?i)^([\w.:]+|\w+\[type eq "\w+"\]\.value) eq ("(?:[^"\\]|\\.)*"|\S+)$`)

// filter returns what decides on a resource. No filter matches everything.
func (s *Server) filter(expression string) (func(resource) bool, error) {
	expression = strings.TrimSpace(expression)
	if expression == "" {
		return func(resource) bool { return true }, nil
	}
	type pair struct{ attribute, want string }
	var pairs []pair
	for _, part := range strings.Split(expression, " and ") {
		found := comparison.FindStringSubmatch(strings.TrimSpace(part))
		if found == nil {
			return nil, refuse(http.StatusBadRequest, "invalidFilter", "the filter %s cannot be read", expression)
		}
		if strings.Contains(found[1], "[") && s.wrong(PathFiltersRefused) {
			return nil, refuse(http.StatusBadRequest, "invalidFilter", "the filter %s cannot be read", expression)
		}
		want := found[2]
		if strings.HasPrefix(want, `"`) {
			if err := json.Unmarshal([]byte(found[2]), &want); err != nil {
				return nil, refuse(http.StatusBadRequest, "invalidFilter", "the string %s cannot be read", found[2])
			}
		}
		pairs = append(pairs, pair{strings.ToLower(found[1]), want})
	}
	return func(r resource) bool {
		for _, p := range pairs {
			if !s.holds(r, p.attribute, p.want) {
				return false
			}
		}
		return true
	}, nil
}

// holds compares one attribute, whose name is in lower case.
func (s *Server) holds(r resource, attribute, want string) bool {
	same := strings.EqualFold
	if s.wrong(LookupCaseSensitive) {
		same = func(a, b string) bool { return a == b }
	}
	if attribute == "username" && s.wrong(LookupByEmail) {
		attribute = "emails"
	}
	switch {
	case strings.HasPrefix(attribute, "email"):
		for _, email := range items(r["emails"]) {
			if same(text(email["value"]), want) {
				return true
			}
		}
		return false
	case attribute == "username":
		return same(text(r["userName"]), want)
	case attribute == "displayname":
		return same(text(r["displayName"]), want)
	case attribute == "externalid":
		return text(r["externalId"]) == want
	case attribute == "id":
		return text(r["id"]) == want
	}
	return false
}

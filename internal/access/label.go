package access

import (
	"strings"
	"unicode/utf8"

	"github.com/musterhq/muster/internal/directory"
)

// maxLabelLength bounds what people call their passkeys, keys and setup links,
// in characters.
const maxLabelLength = 100

// checkLabel returns a name that somebody gave to a thing, without the space
// around it, or an Invalid error.
func checkLabel(field, label string) (string, error) {
	label = strings.TrimSpace(label)
	refuse := func(rule *directory.Rule) error {
		return rule.Refuse(directory.Invalid, "field", field).About(field)
	}
	if label == "" {
		return "", refuse(ruleLabelEmpty)
	}
	if !utf8.ValidString(label) || utf8.RuneCountInString(label) > maxLabelLength {
		return "", refuse(ruleLabelTooLong)
	}
	if _, err := directory.Fold(label); err != nil {
		return "", refuse(ruleLabelCharacters)
	}
	return label, nil
}

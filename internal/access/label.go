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
	invalid := func(sentence string) error {
		return &directory.Error{Code: directory.Invalid, Field: field, Message: sentence}
	}
	if label == "" {
		return "", invalid("The " + field + " is empty; say what you will know it by.")
	}
	if !utf8.ValidString(label) || utf8.RuneCountInString(label) > maxLabelLength {
		return "", invalid("The " + field + " is longer than 100 characters; shorten it.")
	}
	if _, err := directory.Fold(label); err != nil {
		return "", invalid("The " + field + " holds characters that cannot be used in names; remove control and invisible characters.")
	}
	return label, nil
}

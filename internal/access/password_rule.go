package access

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/secure/precis"

	"github.com/musterhq/muster/internal/directory"
)

// The bounds of a password's length, in characters.
const (
	MinPasswordLength = 12
	MaxPasswordLength = 256
)

// commonWords are what many passwords are made of. The list is short on
// purpose: length is what protects, the list only stops the first guesses.
//
//go:embed common_words.txt
var commonWords string

// preparePassword brings a password into the form that is hashed, in which the
// same keys on two keyboards give the same bytes (PRECIS OpaqueString, RFC 8265
// §4.2). It returns false for what no password can be.
func preparePassword(password string) (string, bool) {
	if len(password) > MaxPasswordLength*utf8.UTFMax || !utf8.ValidString(password) {
		return "", false
	}
	prepared, err := precis.OpaqueString.String(password)
	return prepared, err == nil && utf8.RuneCountInString(prepared) <= MaxPasswordLength
}

// newPassword returns a password that somebody chose, prepared, or refuses one
// that is guessed too soon.
func newPassword(password string, organization directory.Organization, member directory.Member) (string, error) {
	length := utf8.RuneCountInString(password)
	if length < MinPasswordLength {
		return "", weakPassword(rulePasswordShort)
	}
	if length > MaxPasswordLength {
		return "", weakPassword(rulePasswordLong)
	}
	prepared, ok := preparePassword(password)
	if !ok {
		return "", weakPassword(rulePasswordCharacters)
	}
	if guessable(prepared, organization, member) {
		return "", weakPassword(rulePasswordGuessable)
	}
	return prepared, nil
}

func weakPassword(rule *directory.Rule) error {
	return rule.Refuse(directory.Invalid).About("password")
}

// leftToGuess is how many letters and digits must be left of a password once
// everything is taken out that a guesser begins with.
const leftToGuess = 6

// guessable says whether a password consists of little more than words that a
// guesser tries first: the person's address and name, the organization's, common
// words and rows of keys. One or three characters in turn are as bad.
func guessable(password string, organization directory.Organization, member directory.Member) bool {
	rest := lettersAndDigits(password)
	local, domain, _ := strings.Cut(member.Email, "@")
	words := append(strings.Fields(commonWords), strings.Fields(member.Name)...)
	words = append(words, member.Email, local, domain, member.Name, organization.Name)
	words = append(words, strings.FieldsFunc(local+"."+domain, func(r rune) bool { return !unicode.IsLetter(r) })...)
	for i, word := range words {
		words[i] = lettersAndDigits(word)
	}
	// The longest first: "password" must not leave "word" of "passwords".
	slices.SortFunc(words, func(a, b string) int { return len(b) - len(a) })
	for _, word := range words {
		if utf8.RuneCountInString(word) >= 3 { // shorter ones are in every good password
			rest = strings.ReplaceAll(rest, word, "")
		}
	}
	return distinct(password) < 4 || utf8.RuneCountInString(rest) < leftToGuess
}

func lettersAndDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

func distinct(text string) int {
	seen := map[rune]bool{}
	for _, r := range text {
		seen[r] = true
	}
	return len(seen)
}

package scim

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// SimpleFold maps s to a form in which strings that differ only in letter case
// are equal: Unicode simple case folding, rune by rune, the relation of
// strings.EqualFold. It does not normalize: "é" as one code point and as two
// stay different. It is what attributes with caseExact false are compared by
// unless the Dialect supplies a function of its own.
func SimpleFold(s string) string {
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf {
			return strings.Map(foldRune, s)
		}
		if 'A' <= c && c <= 'Z' {
			return simpleFoldFrom(s)
		}
	}
	return s
}

func simpleFoldFrom(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return strings.Map(foldRune, s)
		}
	}
	return lowerASCII(s)
}

// foldRune returns one representative of the runes that fold together: the
// lower-case ASCII letter where there is one, else the smallest.
func foldRune(r rune) rune {
	least := r
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		least = min(least, next)
	}
	if 'A' <= least && least <= 'Z' {
		return least + ('a' - 'A')
	}
	return least
}

// equalFoldASCII compares names of attributes and schemas. Only ASCII letters
// fold: under Unicode folding "uſerName" would be userName.
func equalFoldASCII(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if a[i] != b[i] && lowerByte(a[i]) != lowerByte(b[i]) {
			return false
		}
	}
	return true
}

func lowerByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + ('a' - 'A')
	}
	return c
}

func lowerASCII(s string) string {
	for i := range len(s) {
		if 'A' <= s[i] && s[i] <= 'Z' {
			return string(appendLowerASCII(make([]byte, 0, len(s)), s))
		}
	}
	return s
}

func appendLowerASCII(dst []byte, s string) []byte {
	for i := range len(s) {
		dst = append(dst, lowerByte(s[i]))
	}
	return dst
}

// hasPrefixFoldASCII reports whether s starts with prefix in any ASCII case.
func hasPrefixFoldASCII(s, prefix string) bool {
	return len(s) >= len(prefix) && equalFoldASCII(s[:len(prefix)], prefix)
}

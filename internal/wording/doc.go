// Package wording owns how a sentence is written so that it can be said in
// another language too: as a text with named places, in which values are put.
//
// The notation is the part of ICU MessageFormat that translators and their tools
// know: {name}, {count, plural, =0 {…} one {…} other {…}} with # for the count,
// and {kind, select, first {…} other {…}}. The control panel reads the same
// notation. What is said here is English.
package wording

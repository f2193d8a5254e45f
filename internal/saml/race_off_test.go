//go:build !race

package saml_test

// underRace says that the tests run under the race detector, where the same
// takes many times as long.
const underRace = false

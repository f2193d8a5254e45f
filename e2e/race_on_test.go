//go:build race

package e2e_test

// underRace says that the tests run under the race detector; the program is
// built with it then.
const underRace = true

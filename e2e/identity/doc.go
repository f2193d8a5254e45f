// Package identity signs people in at identity providers that nobody here
// wrote, each started by the test that needs it: our own provider for tests
// would share our own reading of the standards.
//
// It owns the programs that start them, their versions (package.json with its
// lock), and a browser without pictures: a cookie jar that fills in forms.
//
// Invariants of its tests: a provider that is missing fails the test, and skips
// nothing; every provider listens on 127.0.0.1, and ends with its test.
package identity

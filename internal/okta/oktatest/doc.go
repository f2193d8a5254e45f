// Package oktatest is a small SCIM server for the tests of clients: right in
// what identity providers rely on, and wrong on purpose where a test says so.
//
// It owns a directory in memory behind one token, no persistence and no
// organizations. Each Fault is one mistake that real servers were seen to make,
// named after the quirk that reveals it. It shares no code with Muster's own
// server, so that a client proven against it is not proven against itself.
package oktatest

// Package e2e judges the built program from outside: it builds cmd/muster once,
// starts it as people do, and speaks to it over HTTP and by its command line, on
// SQLite and on PostgreSQL.
//
// It owns what only a whole program can show: that a provider's story ends in
// the same directory on both engines, that commands count at once in a running
// server, that nothing acknowledged is lost when the program or the database is
// killed, and that no secret reaches a log. What one room promises is tested in
// that room.
//
// Invariants of its tests: nobody sleeps; whatever is waited for has a deadline;
// every process ends with its test, and what it printed was searched for secrets,
// data races and panics. Under the race detector the program is built with it
// too.
//
// MUSTER_KILLS says how often each engine is killed, instead of the usual number.
package e2e

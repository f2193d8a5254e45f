// Command muster receives an organization's people and groups from its identity
// provider. `muster --help` lists the commands.
//
// The package owns flags and their environment twins, the wiring of the rooms,
// signals, and what is printed. It decides nothing about directories. There is
// one file for each command; run.go holds the tree.
//
// Output rules: what was asked for goes to stdout, the log and everything else
// to stderr. A refusal is one sentence on stderr, "muster: …", with exit code 1,
// or 2 when the command line itself was wrong. Lists are tables for people and,
// with --json, one JSON object a line for programs. Text that came from outside
// is printed without control characters.
package main

// Package architecture holds the program to docs/architecture.md. It has no
// code of its own, only tests.
//
// The table of rooms on that page is the rule, not a description of one: the
// tests read it, ask the go command what every package imports, and name each
// import that the table does not allow. There is no second copy of the table,
// so page and rule cannot drift apart.
//
// Besides, every link between the repository's pages must lead somewhere.
//
// The page may be changed like any code: together with what it describes, and
// with a reason in docs/decisions.
package architecture

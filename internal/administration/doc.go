// Package administration holds what a person may do to an organization: today
// the operator, at the command line, who makes organizations and connections,
// sets licenses, and switches connections and their Secret Tokens on and off.
//
// Every operation is one Store.Update: the rows and the journal entry that says
// who did it are committed together.
package administration

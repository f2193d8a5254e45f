// Package administration holds what a person may do to an organization: invite
// members, change and remove them, make teams, switch connections and their
// Secret Tokens on and off, and, for the operator, make organizations and set
// their licenses.
//
// It owns what is right for a directory whoever asks: what an identity provider
// decides is locked (MemberLocks, TeamLocks), nobody grants or changes a role
// above their own, the last active owner stays, a license is taken or the change
// is refused. Which role may use which operation at all is not decided here but
// at the door.
//
// Every operation is one Store.Update: every rule is checked before the first
// write, the rows and the journal entry that says who did it are committed
// together, and what changes nothing writes nothing. Every refusal is a
// directory.Error whose sentence says what to do next.
package administration

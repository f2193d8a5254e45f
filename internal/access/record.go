package access

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// recordMember appends what happened to a member. The changes never hold more
// of a way to sign in than its name.
func recordMember(tx directory.Tx, actor directory.Actor, kind directory.EntryKind, member directory.Member, at time.Time, changes ...directory.Change) error {
	_, err := tx.Append(memberEntry(actor, kind, member, at, changes...))
	return err
}

func memberEntry(actor directory.Actor, kind directory.EntryKind, member directory.Member, at time.Time, changes ...directory.Change) directory.Entry {
	return directory.Entry{
		At:       at,
		Kind:     kind,
		Actor:    actor,
		Member:   member.ID,
		Personal: &directory.Personal{Subject: member.Name, Changes: changes},
	}
}

// recordThing appends what happened to a thing that has a name and no id in the
// journal: a setup link, an API key.
func recordThing(tx directory.Tx, actor directory.Actor, kind directory.EntryKind, subject string, at time.Time) error {
	_, err := tx.Append(directory.Entry{At: at, Kind: kind, Actor: actor, Personal: &directory.Personal{Subject: subject}})
	return err
}

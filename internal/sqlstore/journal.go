package sqlstore

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/musterhq/muster/internal/directory"
)

const (
	entryColumns = `
	SELECT j.place` + numberOnShelf + `, j.at, j.kind, j.detail, j.personal
	FROM journal j`
	entriesBefore = entryColumns + `
	WHERE j.place > ` + shelfOfJournal + ` AND j.place < ` + shelfOfJournal + ` + $2`
)

var selectJournal = newStatement("read journal", entryColumns+`
	WHERE j.place > `+shelfOfJournal+` + $2 AND j.place < `+shelfOfJournal+shelfEnd+`
	ORDER BY j.place
	LIMIT $3`)

var selectJournalBefore = newStatement("read journal", entriesBefore+`
	ORDER BY j.place DESC
	LIMIT $3`)

var selectHead = newStatement("read journal", `
	SELECT head
	FROM organizations
	WHERE organization_id = $1`)

var journalTable = newTable("journal",
	column{name: "place", kind: whole},
	column{name: "at", kind: whole},
	column{name: "kind"},
	column{name: "detail"},
	column{name: "personal"},
)

// entryDetail is the stored form of an entry's impersonal parts that have no
// column of their own. It is apart from the form that programs are shown, which
// may change.
type entryDetail struct {
	ActorKind      directory.ActorKind     `json:"actor_kind,omitempty"`
	ActorID        string                  `json:"actor_id,omitempty"`
	ActorName      string                  `json:"actor_name,omitempty"`
	Request        string                  `json:"request,omitempty"`
	Connection     directory.ConnectionID  `json:"connection,omitempty"`
	Identity       directory.IdentityID    `json:"identity,omitempty"`
	Member         directory.MemberID      `json:"member,omitempty"`
	Successor      directory.MemberID      `json:"successor,omitempty"`
	Joined         []directory.TeamID      `json:"joined,omitempty"`
	Team           directory.TeamID        `json:"team,omitempty"`
	SuccessorTeam  directory.TeamID        `json:"successor_team,omitempty"`
	Added          []directory.IdentityID  `json:"added,omitempty"`
	Removed        []directory.IdentityID  `json:"removed,omitempty"`
	AddedMembers   []directory.MemberID    `json:"added_members,omitempty"`
	RemovedMembers []directory.MemberID    `json:"removed_members,omitempty"`
	License        directory.LicenseEffect `json:"license,omitempty"`
	Cause          int64                   `json:"cause,omitempty"`
}

func detailFromEntry(entry directory.Entry) entryDetail {
	return entryDetail{
		ActorKind:      entry.Actor.Kind,
		ActorID:        entry.Actor.ID,
		ActorName:      entry.Actor.Name,
		Request:        entry.Request,
		Connection:     entry.Connection,
		Identity:       entry.Identity,
		Member:         entry.Member,
		Successor:      entry.Successor,
		Joined:         entry.Joined,
		Team:           entry.Team,
		SuccessorTeam:  entry.SuccessorTeam,
		Added:          entry.Added,
		Removed:        entry.Removed,
		AddedMembers:   entry.AddedMembers,
		RemovedMembers: entry.RemovedMembers,
		License:        entry.License,
		Cause:          entry.Cause,
	}
}

func scanEntry(rows cursor, entry *directory.Entry) error {
	var at int64
	var text, personal string
	if err := rows.Scan(&entry.Number, &at, (*string)(&entry.Kind), &text, &personal); err != nil {
		return err
	}
	var detail entryDetail
	if err := json.Unmarshal([]byte(text), &detail); err != nil {
		return fmt.Errorf("entry %d: %w", entry.Number, err)
	}
	entry.At = timeFromMicros(at)
	entry.Actor = directory.Actor{Kind: detail.ActorKind, ID: detail.ActorID, Name: detail.ActorName}
	entry.Request = detail.Request
	entry.Connection = detail.Connection
	entry.Identity = detail.Identity
	entry.Member = detail.Member
	entry.Successor = detail.Successor
	entry.Joined = detail.Joined
	entry.Team = detail.Team
	entry.SuccessorTeam = detail.SuccessorTeam
	entry.Added = detail.Added
	entry.Removed = detail.Removed
	entry.AddedMembers = detail.AddedMembers
	entry.RemovedMembers = detail.RemovedMembers
	entry.License, entry.Cause = detail.License, detail.Cause
	if personal == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(personal), &entry.Personal); err != nil {
		return fmt.Errorf("entry %d: %w", entry.Number, err)
	}
	return nil
}

func (r *reader) Journal(after int64, limit int) ([]directory.Entry, error) {
	return collect(r, scanEntry, selectJournal, r.organization, onShelf(after), int64(limit))
}

func (r *reader) JournalBefore(before int64, limit int) ([]directory.Entry, error) {
	return collect(r, scanEntry, selectJournalBefore, r.organization, beforeOnShelf(before), int64(limit))
}

// beforeOnShelf is the number before which entries are wanted: 0 stands for the end.
func beforeOnShelf(before int64) int64 { return onShelf(cmp.Or(before, shelfLength)) }

func (r *reader) Head() (int64, error) {
	return single(r, "organization", scanNumber, selectHead, r.organization)
}

func (t *tx) Journal(after int64, limit int) ([]directory.Entry, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	return t.reader.Journal(after, limit)
}

func (t *tx) JournalBefore(before int64, limit int) ([]directory.Entry, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	return t.reader.JournalBefore(before, limit)
}

func (t *tx) Head() (int64, error) {
	if t.over {
		return 0, errOver
	}
	return t.ledger.head, nil
}

// Append gives the entry its number. The row is made here and written with the
// group's others.
func (t *tx) Append(entry directory.Entry) (int64, error) {
	if t.over {
		return 0, errOver
	}
	detail, err := json.Marshal(detailFromEntry(entry))
	if err != nil {
		return 0, fmt.Errorf("append to the journal: %w", err)
	}
	personal := ""
	if entry.Personal != nil {
		text, err := json.Marshal(entry.Personal)
		if err != nil {
			return 0, fmt.Errorf("append to the journal: %w", err)
		}
		personal = string(text)
	}
	number := t.ledger.head + 1
	place, err := t.ledger.shelf.place(number)
	if err != nil {
		return 0, fmt.Errorf("append to the journal: %w", err)
	}
	t.ledger.journal = append(t.ledger.journal,
		[]any{place, micros(entry.At), string(entry.Kind), string(detail), personal})
	t.ledger.head = number
	t.group.dirty = true
	return number, nil
}

// deferredJournal returns what writes the entries that were appended.
func (g *group) deferredJournal(l *ledger) []call {
	calls := g.store.engine.insert(journalTable, l.journal)
	l.journal = nil
	return calls
}

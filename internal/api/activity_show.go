package api

import (
	"cmp"
	"strings"

	"github.com/musterhq/muster/internal/activity"
	"github.com/musterhq/muster/internal/directory"
)

// entriesOf shows entries, with the names of the people in them.
func entriesOf(reader directory.Reader, known origins, found []directory.Entry) ([]Entry, error) {
	names := newNames(reader)
	if err := names.learn(found); err != nil {
		return nil, err
	}
	shown := make([]Entry, len(found))
	for i, entry := range found {
		shown[i] = entryOf(entry, known, names)
	}
	return shown, nil
}

func entryOf(entry directory.Entry, known origins, names *names) Entry {
	shown := Entry{
		Number:     entry.Number,
		At:         Time(entry.At),
		Kind:       EntryKind(entry.Kind),
		Actor:      actorOf(entry, known),
		Request:    entry.Request,
		Changes:    []Change{},
		Joined:     names.teamsOf(entry.Joined),
		Connection: known.reference(entry.Connection),
		People: People{
			Added:        names.people(entry.Added, entry.AddedMembers),
			Removed:      names.people(entry.Removed, entry.RemovedMembers),
			AddedCount:   len(entry.Added) + len(entry.AddedMembers),
			RemovedCount: len(entry.Removed) + len(entry.RemovedMembers),
			Named:        []string{},
		},
		Refused:  activity.IsRefusal(entry),
		Sentence: activity.Sentence(entry, names.forSentence()),
	}
	shown.Cause = entry.Cause
	if entry.License != "" {
		effect := LicenseEffect(entry.License)
		shown.License = &effect
	}
	if personal := entry.Personal; personal != nil {
		shown.Subject, shown.Reason = personal.Subject, personal.Reason
		shown.People.Named = append(shown.People.Named, personal.Named...)
		for _, change := range personal.Changes {
			shown.Changes = append(shown.Changes, Change(change))
		}
	}
	if entry.Member != "" {
		shown.Member = &MemberReference{ID: entry.Member, Name: shown.Subject}
		if !isAbout(entry.Kind, "member") {
			shown.Member.Name = names.member(entry.Member)
		}
	}
	if entry.Successor != "" {
		shown.Successor = &MemberReference{ID: entry.Successor, Name: names.member(entry.Successor)}
	}
	if entry.Team != "" {
		shown.Team = &TeamReference{ID: entry.Team, Name: shown.Subject}
	}
	if entry.SuccessorTeam != "" {
		shown.Into = &TeamReference{ID: entry.SuccessorTeam}
		if len(shown.People.Named) > 0 { // as it was called then
			shown.Into.Name = shown.People.Named[0]
		}
	}
	return shown
}

// isAbout says whether the subject of a kind is such a thing: the kinds are
// called after what they are about.
func isAbout(kind directory.EntryKind, thing string) bool {
	return strings.HasPrefix(string(kind), thing+".") || thing == "member" && (kind == directory.NoticeNoLicense || kind == directory.NoticeNotAdopted)
}

// actorOf shows who did it. Old entries name a connection that acted only as what
// they are about.
func actorOf(entry directory.Entry, known origins) Actor {
	shown := Actor{Kind: ActorKind(entry.Actor.Kind), ID: entry.Actor.ID, Name: entry.Actor.Name}
	if entry.Actor.Kind != directory.ActorConnection {
		return shown
	}
	shown.ID = cmp.Or(shown.ID, string(entry.Connection))
	if connection := known.reference(directory.ConnectionID(shown.ID)); connection != nil {
		shown.Provider = &connection.Provider
	}
	return shown
}

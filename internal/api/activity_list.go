package api

import (
	"slices"
	"time"

	"github.com/musterhq/muster/internal/activity"
	"github.com/musterhq/muster/internal/directory"
)

// ActivityFilter selects entries.
type ActivityFilter struct {
	Q          string                 `query:"q" maxLength:"1024" doc:"Text to look for in names, values and reasons."`
	Actor      string                 `query:"actor" maxLength:"256" doc:"A connection's, member's, key's or link's id, or operator."`
	Kind       []EntryKind            `query:"kind,explode" nullable:"false" maxItems:"50" doc:"Repeat it for several."`
	Member     directory.MemberID     `query:"member" maxLength:"256"`
	Team       directory.TeamID       `query:"team" maxLength:"256"`
	Connection directory.ConnectionID `query:"connection" maxLength:"256"`
	Refusals   bool                   `query:"refusals" doc:"Only what was refused or passed over."`
	Since      time.Time              `query:"since" doc:"From this time on."`
	Until      time.Time              `query:"until" doc:"Before this time."`
}

// ListActivity is what listActivity takes.
type ListActivity struct {
	InOrganization
	ActivityFilter
	Before int64 `query:"before" minimum:"0" doc:"The next_before of the page before."`
	Limit  int   `query:"limit" default:"50" minimum:"1" maximum:"200"`
}

// maxSearched is how many entries one request looks at: a search for what is
// rare must not hold the database for as long as the journal is.
const maxSearched = 10_000

// searchBatch is how many entries a search reads at once.
const searchBatch = 500

func (s *Server) listActivity(c *call, in *ListActivity) (*Answer[Activity], error) {
	reader := c.view()
	search, err := in.search(reader, in.Before)
	if err != nil {
		return nil, err
	}
	found, err := search.next(in.Limit, maxSearched)
	if err != nil {
		return nil, err
	}
	known, err := readOrigins(reader)
	if err != nil {
		return nil, err
	}
	shown, err := entriesOf(reader, known, found)
	if err != nil {
		return nil, err
	}
	answer := Activity{Items: shown, SearchedTo: search.before}
	if !search.over {
		answer.NextBefore = &search.before
	}
	return &Answer[Activity]{Body: answer}, nil
}

// activitySearch walks through a journal from the newest entry to the oldest.
type activitySearch struct {
	reader directory.Reader
	filter activity.Filter
	// before is the number of the last entry that was looked at; 0 before the
	// first.
	before int64
	over   bool
}

func (f ActivityFilter) search(reader directory.Reader, before int64) (*activitySearch, error) {
	filter := activity.Filter{
		Text: f.Q, Member: f.Member, Team: f.Team, Connection: f.Connection,
		Refusals: f.Refusals, Since: f.Since, Until: f.Until,
	}
	for _, kind := range f.Kind {
		filter.Kinds = append(filter.Kinds, directory.EntryKind(kind))
	}
	if f.Actor == string(directory.ActorOperator) {
		filter.Operators = true
	} else {
		filter.Actor = f.Actor
	}
	if f.Member != "" {
		// Pushed teams name people by their identity. Whoever is gone is found by
		// their member's id alone.
		member, err := reader.Member(f.Member)
		if err != nil && directory.CodeOf(err) != directory.NotFound {
			return nil, err
		}
		filter.Identity = member.Identity
	}
	return &activitySearch{reader: reader, filter: filter, before: before, over: before == 1}, nil
}

// naming puts the member who is asked about first among those who joined or
// left together: their history is to say their name, and not another's and a
// number.
func (s *activitySearch) naming(entry directory.Entry) directory.Entry {
	entry.Added = leading(entry.Added, s.filter.Identity)
	entry.Removed = leading(entry.Removed, s.filter.Identity)
	entry.AddedMembers = leading(entry.AddedMembers, s.filter.Member)
	entry.RemovedMembers = leading(entry.RemovedMembers, s.filter.Member)
	return entry
}

// leading returns all with one of them first, where it is among them.
func leading[T comparable](all []T, one T) []T {
	at := slices.Index(all, one)
	if at <= 0 {
		return all
	}
	moved := append(make([]T, 0, len(all)), one)
	return append(append(moved, all[:at]...), all[at+1:]...)
}

// next finds up to limit entries among at most as many as it may look at; 0 looks
// at all.
func (s *activitySearch) next(limit, looks int) ([]directory.Entry, error) {
	var found []directory.Entry
	for looked := 0; !s.over && (looks == 0 || looked < looks); looked += searchBatch {
		batch, err := s.reader.JournalBefore(s.before, searchBatch)
		if err != nil {
			return nil, err
		}
		for _, entry := range batch {
			if s.filter.Ends(entry) {
				s.over = true
				return found, nil
			}
			s.before = entry.Number
			if s.filter.Selects(entry) {
				found = append(found, s.naming(entry))
			}
			if len(found) == limit {
				s.over = entry.Number == 1
				return found, nil
			}
		}
		s.over = len(batch) < searchBatch
	}
	return found, nil
}

package api

import (
	"encoding/json"
	"slices"
	"sync"

	"github.com/musterhq/muster/internal/directory"
)

// lookahead remembers who comes next in lists of members. A search walks through
// an organization whatever it returns, and whoever reads a list to its end asks
// for one page after the other; while the journal holds nothing new, the pages
// after one are found by the walk that found it. Who they are now, and whether
// they are still selected, is read for each page.
type lookahead struct {
	mu sync.Mutex
	// stretches are the latest found first.
	stretches []*stretch
}

// stretch is a part of a list: who followed one another when the journal ended at
// head.
type stretch struct {
	// list is the organization and the search, without where it continues.
	list string
	head int64
	// after is whom the first of the members follows.
	after   directory.MemberPlace
	members []directory.MemberPlace
	// ends says whether nobody follows the last.
	ends bool
}

const (
	// far is how many members a walk looks ahead: a hundredth of a second's work
	// for ten pages of the panel.
	far = 2000
	// manyStretches is how many are remembered, some 250 KB each where they are
	// longest.
	manyStretches = 32
)

// search is reader.SearchMembers.
func (l *lookahead) search(organization directory.OrganizationID, reader directory.Reader, search directory.MemberSearch) ([]directory.Member, error) {
	// Before the search: what it finds may be newer than the head says, never older.
	head, err := reader.Head()
	if err != nil {
		return nil, err
	}
	list := listOf(organization, search)
	if known := l.next(list, head, search); len(known) > 0 {
		search := search
		search.Among = known
		found, err := reader.SearchMembers(search)
		if err != nil || len(found) == len(known) {
			return found, err
		}
		// Somebody changed a moment ago, so another may follow.
	}
	limit := search.Limit
	if search.After != (directory.MemberPlace{}) { // most readers go no further than the first page
		search.Limit = max(limit, far)
	}
	found, err := reader.SearchMembers(search)
	if err != nil {
		return nil, err
	}
	l.remember(&stretch{list: list, head: head, after: search.After, members: placesOf(found), ends: len(found) < search.Limit})
	return found[:min(limit, len(found))], nil
}

// next returns those whom the search selects, as far as that is known: as many as
// its limit, or all to the end of the list.
func (l *lookahead) next(list string, head int64, search directory.MemberSearch) []directory.MemberID {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, known := range l.stretches {
		if known.list != list || known.head != head {
			continue
		}
		if ids := known.next(search.After, search.Limit); ids != nil {
			return ids
		}
	}
	return nil
}

func (s *stretch) next(after directory.MemberPlace, limit int) []directory.MemberID {
	begin := 0
	if after != s.after {
		begin = slices.Index(s.members, after) + 1
		if begin == 0 {
			return nil
		}
	}
	rest := s.members[begin:]
	if len(rest) < limit && !s.ends {
		return nil
	}
	var ids []directory.MemberID
	for _, place := range rest[:min(limit, len(rest))] {
		ids = append(ids, place.ID)
	}
	return ids
}

// remember forgets the oldest in return, and what the list was before.
func (l *lookahead) remember(found *stretch) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stretches = slices.DeleteFunc(l.stretches, func(known *stretch) bool {
		return known.list == found.list && known.head < found.head
	})
	l.stretches = slices.Insert(l.stretches[:min(len(l.stretches), manyStretches-1)], 0, found)
}

func listOf(organization directory.OrganizationID, search directory.MemberSearch) string {
	search.After, search.Limit = directory.MemberPlace{}, 0
	text, err := json.Marshal([]any{organization, search})
	if err != nil {
		panic(err) // a search holds text and truths
	}
	return string(text)
}

func placesOf(members []directory.Member) []directory.MemberPlace {
	places := make([]directory.MemberPlace, len(members))
	for i, member := range members {
		places[i] = member.Place()
	}
	return places
}

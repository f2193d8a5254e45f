package traffic

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Query selects requests. The zero value of a field selects all.
type Query struct {
	Connection directory.ConnectionID
	// Member and Identity select what was about one person; Person is found in
	// names, user names, addresses and what lookups asked for, in any case.
	Member   directory.MemberID
	Identity directory.IdentityID
	Person   string
	Team     directory.TeamID
	Kinds    []Kind
	Method   string
	Outcome  Outcome
	// SlowerThan leaves out what took no longer.
	SlowerThan time.Duration
	Since      time.Time // inclusive
	Until      time.Time // exclusive
	// Text is found in everything that is shown of a request in a list, in any
	// case.
	Text string

	// Before continues after a page: its Next.
	Before int64
	Limit  int // 50 when zero, at most MaxPage
}

// MaxPage is the greatest number of requests on a page.
const MaxPage = 200

const defaultPage = 50

// MaxLooked is how many requests one search looks at. One that finds fewer than
// it wants among so many ends there, and its Next continues.
const MaxLooked = 5000

// Page is a page of requests, the newest first.
type Page struct {
	Requests []Request
	// Next is the Before of the next page, or 0 when there is none. It may be set
	// on an empty page: the search has not reached the end.
	Next int64
	// SearchedTo is how far back this page looked; zero when to the beginning.
	SearchedTo time.Time
}

// Package roster imports the list of people page by page, as an identity
// provider does, and says who was met how often.
//
// It owns the walk over the pages and the account of who was seen. The rule it
// checks: a user who exists from before the first page to after the last is
// met exactly once, whatever is created and deleted meanwhile.
package roster

import (
	"context"
	"fmt"
	"time"

	"github.com/musterhq/muster/bench/load"
)

// Pager answers one page of the list, from startIndex (the first is 1) on.
type Pager func(startIndex, count int) (load.Page, error)

// Import is what one walk over all pages met.
type Import struct {
	seen  map[load.ID]int
	Pages []PageTime
}

// PageTime is how long a page took and how many people it held.
type PageTime struct {
	Took   time.Duration
	People int
}

// Walk imports by pages of count. As Okta does, it counts startIndex up by
// count, however many a page held, until totalResults as last answered is
// reached; an empty page ends it too. After each page it calls between with the
// people just met, where between is not nil.
func Walk(ctx context.Context, list Pager, count int, between func(met []load.ID) error) (*Import, error) {
	result := &Import{seen: map[load.ID]int{}}
	for startIndex := 1; ; startIndex += count {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		began := time.Now()
		page, err := list(startIndex, count)
		if err != nil {
			return nil, fmt.Errorf("import: %w", err)
		}
		result.Pages = append(result.Pages, PageTime{Took: time.Since(began), People: len(page.IDs)})
		for _, id := range page.IDs {
			result.seen[id]++
		}
		if len(page.IDs) == 0 || startIndex+count > page.TotalResults {
			return result, nil
		}
		if between == nil {
			continue
		}
		if err := between(page.IDs); err != nil {
			return nil, fmt.Errorf("import: %w", err)
		}
	}
}

// Account compares an import with who existed throughout.
type Account struct {
	Missing  int
	Repeated int
	Example  load.ID // one of them, where there is one
}

// Exact tells whether everybody was met exactly once.
func (a Account) Exact() bool { return a.Missing == 0 && a.Repeated == 0 }

// Account says which of those who existed throughout were not met exactly once.
func (i *Import) Account(throughout []load.ID) Account {
	var account Account
	for _, id := range throughout {
		switch met := i.seen[id]; {
		case met == 1:
			continue
		case met == 0:
			account.Missing++
		default:
			account.Repeated++
		}
		account.Example = id
	}
	return account
}

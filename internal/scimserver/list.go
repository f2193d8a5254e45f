package scimserver

import (
	"math"

	"github.com/musterhq/muster/internal/directory"
)

// The sizes of pages. Okta pages by 100; a greater count than the greatest page
// is answered with fewer, not refused (RFC 7644 §3.4.2.4).
const (
	defaultPage = 100
	maxPage     = 500
)

// pageRequest is which part of a list was asked for.
type pageRequest struct {
	start int // of the first resource, from 1
	count int // how many at the most; 0 asks for the total alone
}

func (c *call) pageRequest() (pageRequest, error) {
	start, err := c.integer("startIndex", 1)
	if err != nil {
		return pageRequest{}, err
	}
	count, err := c.integer("count", defaultPage)
	if err != nil {
		return pageRequest{}, err
	}
	return pageRequest{
		start: min(max(start, 1), math.MaxInt32),
		count: min(max(count, 0), maxPage),
	}, nil
}

// source is a list that can be read by key: identities or teams of a
// connection, in order of their ordinals.
type source[T any] struct {
	// name tells this list from the other, for the memory of its pages.
	name string
	// total tells how many there are.
	total func() (int64, error)
	// after reads the first of those whose ordinal is greater.
	after func(ordinal int64, limit int) ([]T, error)
	// at returns the ordinal at a position from 1, or 0 when there are fewer.
	at      func(position int64) (int64, error)
	ordinal func(T) int64
}

// page is one page of a list.
type page[T any] struct {
	items []T
	total int
	start int
}

// readPage reads a page of a whole list.
func readPage[T any](memory *pageMemory, connection directory.ConnectionID, src source[T], request pageRequest) (page[T], error) {
	total, err := src.total()
	if err != nil || request.count == 0 {
		return page[T]{total: int(total), start: request.start}, err
	}
	walk := walk[T]{memory: memory, connection: connection, src: src, request: request}
	after, found, err := walk.beginning(total)
	if err != nil || !found {
		return page[T]{total: int(total), start: request.start}, err
	}
	items, err := src.after(after, request.count+1)
	if err != nil {
		return page[T]{}, err
	}
	return walk.page(items, int(total)), nil
}

// onePage reads a list that an index narrowed to one item or none: nothing is to
// be remembered of it.
func onePage[T any](src source[T], request pageRequest) (page[T], error) {
	items, err := src.after(0, 1)
	result := page[T]{total: len(items), start: request.start}
	if request.start == 1 && request.count > 0 {
		result.items = items
	}
	return result, err
}

// filterBatch is how many are read at a time while a list is filtered.
const filterBatch = 200

// filterPage reads a page of those that match. What an index could narrow, the
// source has narrowed already; the rest is looked at one by one.
func filterPage[T any](memory *pageMemory, connection directory.ConnectionID, src source[T], request pageRequest, match func(T) (bool, error)) (page[T], error) {
	walk := walk[T]{memory: memory, connection: connection, src: src, request: request}
	after, known := memory.after(walk.key(request.start))
	var items []T
	total := 0
	for read := int64(0); ; {
		batch, err := src.after(read, filterBatch)
		if err != nil {
			return page[T]{}, err
		}
		for _, item := range batch {
			read = src.ordinal(item)
			matches, err := match(item)
			if err != nil {
				return page[T]{}, err
			}
			if !matches {
				continue
			}
			total++
			onPage := total >= request.start
			if known {
				onPage = read > after
			}
			if onPage && len(items) <= request.count {
				items = append(items, item)
			}
		}
		if len(batch) < filterBatch {
			break
		}
	}
	if request.count == 0 {
		return page[T]{total: total, start: request.start}, nil
	}
	return walk.page(items, total), nil
}

// walk is one client's way through a list, at one page of it.
type walk[T any] struct {
	memory     *pageMemory
	connection directory.ConnectionID
	src        source[T]
	request    pageRequest
}

func (w walk[T]) key(start int) boundaryKey {
	return boundaryKey{connection: w.connection, query: w.src.name, count: w.request.count, start: start}
}

// page makes a page of up to one more items than were asked for, and remembers
// where the next one begins.
//
// The total is never less than what the walk can still reach: when people before
// this page were deleted since the walk began, the true total would tell
// the client to stop too early.
func (w walk[T]) page(items []T, total int) page[T] {
	shown := items[:min(len(items), w.request.count)]
	next := w.request.start + w.request.count
	if end, known := w.memory.after(w.key(next)); known {
		// An empty page would look like the end of the list, so what lies beyond
		// the boundary is shown instead, and once more on the next page.
		if cut := until(shown, end, w.src.ordinal); len(cut) > 0 {
			shown = cut
		}
	}
	reach := w.request.start - 1 + len(shown)
	if more := len(items) > len(shown); more {
		last := w.src.ordinal(shown[len(shown)-1])
		w.memory.remember(w.key(next), last)
		if len(shown) < w.request.count { // a client may step by what it received
			w.memory.remember(w.key(w.request.start+len(shown)), last)
		}
		reach = next
	}
	return page[T]{items: shown, total: max(total, reach), start: w.request.start}
}

// beginning finds the ordinal after which the page of a list of so many begins;
// false when the list ends before it.
func (w walk[T]) beginning(total int64) (after int64, found bool, err error) {
	start := w.request.start
	if start == 1 {
		return 0, true, nil
	}
	if after, known := w.memory.after(w.key(start)); known {
		return after, true, nil
	}
	if int64(start) > total {
		return 0, false, nil
	}
	after, err = w.src.at(int64(start) - 1)
	if err != nil || after == 0 {
		return 0, false, err
	}
	w.memory.remember(w.key(start), after)
	return after, true, nil
}

// until keeps the items up to an ordinal.
func until[T any](items []T, end int64, ordinal func(T) int64) []T {
	for i, item := range items {
		if ordinal(item) > end {
			return items[:i]
		}
	}
	return items
}

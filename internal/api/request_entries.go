package api

import (
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/traffic"
)

const (
	// entriesApart is how far the times of a request and of what it changed may
	// be apart, beyond how long it took: several servers' clocks differ.
	entriesApart = time.Minute
	// maxEntriesLooked bounds how many entries of those minutes are looked at.
	maxEntriesLooked = 10_000
)

// entriesCausedBy finds what a request changed, in order. The journal has no
// index of requests, but it is in the order of time: halving it finds the place
// by some twenty lookups, however long it is.
func entriesCausedBy(reader directory.Reader, request traffic.Request) ([]directory.Entry, error) {
	if asksOnly(request.Kind) {
		return nil, nil
	}
	before, err := firstEntryAfter(reader, request.At.Add(entriesApart))
	if err != nil {
		return nil, err
	}
	oldest := request.At.Add(-request.Duration - entriesApart)
	var caused []directory.Entry
	for looked := 0; looked < maxEntriesLooked; looked += searchBatch {
		batch, err := reader.JournalBefore(before, searchBatch)
		if err != nil {
			return nil, err
		}
		for _, entry := range batch {
			if entry.Request == request.ID {
				caused = append(caused, entry)
			}
			before = entry.Number
		}
		if len(batch) < searchBatch || batch[len(batch)-1].At.Before(oldest) {
			break
		}
	}
	slices.Reverse(caused)
	return caused, nil
}

// asksOnly says whether requests of a kind never change anything.
func asksOnly(kind traffic.Kind) bool {
	switch kind {
	case traffic.Lookup, traffic.List, traffic.Read, traffic.Discovery, traffic.Unauthorized, traffic.More:
		return true
	default:
		return false
	}
}

// firstEntryAfter returns the number of the first entry behind a time, or one
// that does not exist yet.
func firstEntryAfter(reader directory.Reader, at time.Time) (int64, error) {
	head, err := reader.Head()
	if err != nil {
		return 0, err
	}
	low, high := int64(1), head+1
	for low < high {
		middle := low + (high-low)/2
		entry, err := reader.Journal(middle-1, 1)
		if err != nil {
			return 0, err
		}
		if len(entry) == 0 || entry[0].At.After(at) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low, nil
}

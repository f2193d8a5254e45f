package scimserver

import (
	"container/list"
	"sync"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// pageMemory remembers where the pages of lists begin, so that a list can be
// addressed by startIndex, as RFC 7644 §3.4.2.4 wants, and yet be read by key:
// cheap at any depth, and without missing anyone when people before the page
// come or go between two requests.
//
// A boundary says "the page that begins at this startIndex begins after this
// ordinal". Pages between two boundaries hold whoever is left of those who were
// there, so that two imports at once see the same partition. When two
// walks disagree about a boundary the smaller ordinal wins: somebody may be
// repeated then, but nobody is missed.
//
// It lives in the process: after a restart, or on another replica, a startIndex
// that was never seen is found by counting.
type pageMemory struct {
	now func() time.Time

	mu         sync.Mutex
	boundaries map[boundaryKey]*list.Element
	oldest     *list.List // of boundary, oldest first
}

// boundaryKey tells apart lists that are walked in different steps, because
// their pages begin at different places.
type boundaryKey struct {
	connection directory.ConnectionID
	query      string
	count      int
	start      int
}

type boundary struct {
	key     boundaryKey
	after   int64
	expires time.Time
}

const (
	boundaryLifetime = time.Hour
	maxBoundaries    = 100_000
)

func newPageMemory(now func() time.Time) *pageMemory {
	return &pageMemory{now: now, boundaries: map[boundaryKey]*list.Element{}, oldest: list.New()}
}

// after returns the ordinal after which a page begins, if it is remembered.
func (m *pageMemory) after(key boundaryKey) (ordinal int64, known bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	element, known := m.boundaries[key]
	if !known {
		return 0, false
	}
	found := element.Value.(boundary)
	if m.now().After(found.expires) {
		m.forget(element)
		return 0, false
	}
	return found.after, true
}

// remember notes that the page at key begins after the ordinal.
func (m *pageMemory) remember(key boundaryKey, after int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	if element, known := m.boundaries[key]; known {
		if found := element.Value.(boundary); now.Before(found.expires) {
			after = min(after, found.after)
		}
		m.forget(element)
	}
	for front := m.oldest.Front(); front != nil; front = m.oldest.Front() {
		if len(m.boundaries) < maxBoundaries && now.Before(front.Value.(boundary).expires) {
			break
		}
		m.forget(front)
	}
	m.boundaries[key] = m.oldest.PushBack(boundary{key: key, after: after, expires: now.Add(boundaryLifetime)})
}

func (m *pageMemory) forget(element *list.Element) {
	delete(m.boundaries, element.Value.(boundary).key)
	m.oldest.Remove(element)
}

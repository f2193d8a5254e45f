package traffic

import (
	"sync"

	"github.com/musterhq/muster/internal/directory"
)

// Notice says that something came for a connection.
type Notice struct {
	Connection directory.ConnectionID
}

// noticesHeld is how many notices wait for a slow reader.
const noticesHeld = 16

// Subscribe announces the requests of an organization that this process
// recorded, after they were written. A reader that is slow misses some: the
// channel says that there is something new, not what. The function ends the
// subscription and closes the channel, and so does Close.
func (r *Recorder) Subscribe(organization directory.OrganizationID) (<-chan Notice, func()) {
	if r == nil {
		return nil, func() {}
	}
	return r.notices.subscribe(organization)
}

// noticeBoard knows who wants to hear of an organization. Its zero value works.
type noticeBoard struct {
	mutex  sync.Mutex
	of     map[directory.OrganizationID]map[chan Notice]struct{}
	closed bool
}

func (b *noticeBoard) subscribe(organization directory.OrganizationID) (<-chan Notice, func()) {
	notices := make(chan Notice, noticesHeld)
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.closed {
		close(notices)
		return notices, func() {}
	}
	if b.of == nil {
		b.of = map[directory.OrganizationID]map[chan Notice]struct{}{}
	}
	if b.of[organization] == nil {
		b.of[organization] = map[chan Notice]struct{}{}
	}
	b.of[organization][notices] = struct{}{}
	return notices, func() { b.end(organization, notices) }
}

// end ends a subscription, once.
func (b *noticeBoard) end(organization directory.OrganizationID, notices chan Notice) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if _, open := b.of[organization][notices]; !open {
		return
	}
	delete(b.of[organization], notices)
	if len(b.of[organization]) == 0 {
		delete(b.of, organization)
	}
	close(notices)
}

// announce tells of each connection in a batch once.
func (b *noticeBoard) announce(batch Batch) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if len(b.of) == 0 {
		return
	}
	told := map[directory.ConnectionID]bool{}
	for i := range batch.Counts {
		count := &batch.Counts[i]
		if told[count.Connection] {
			continue
		}
		told[count.Connection] = true
		for notices := range b.of[count.Organization] {
			select {
			case notices <- Notice{Connection: count.Connection}:
			default: // a slow reader knows already that there is something new
			}
		}
	}
}

func (b *noticeBoard) close() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.closed = true
	for _, readers := range b.of {
		for notices := range readers {
			close(notices)
		}
	}
	b.of = nil
}

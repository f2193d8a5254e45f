package api

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/traffic"
)

const (
	// maxListeners bounds the open streams of one organization, and
	// maxOwnListeners those of one person or program in it: nobody can keep the
	// others from listening. A browser has one for each page that lies open.
	maxListeners    = 200
	maxOwnListeners = 20
	// looksEvery is how often a journal is looked at while anybody listens. It
	// costs one lookup by key, shared by all listeners of the organization.
	looksEvery = 500 * time.Millisecond
	// trafficLooks is after how many of those the provisioning log is looked at
	// as well: what this process records is announced, other processes' is not.
	trafficLooks = 4
)

// streams are the open streams of every organization.
type streams struct {
	store    directory.Store
	log      *traffic.Log
	recorder *traffic.Recorder

	ended chan struct{}
	once  sync.Once

	mutex sync.Mutex
	hubs  map[directory.OrganizationID]*hub
}

// hub looks at one organization for all who listen to it.
type hub struct {
	listeners map[*listener]struct{}
	stop      context.CancelFunc
	// head is the last that was told, for whoever joins later.
	head int64
}

func newStreams(config Config) *streams {
	return &streams{
		store:    config.Store,
		log:      config.Traffic,
		recorder: config.Recorder,
		ended:    make(chan struct{}),
		hubs:     map[directory.OrganizationID]*hub{},
	}
}

func (s *streams) end() { s.once.Do(func() { close(s.ended) }) }

// join begins to listen, for whoever this is. The function ends it.
func (s *streams) join(organization directory.OrganizationID, whose string) (*listener, func(), error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	h := s.hubs[organization]
	if h == nil {
		ctx, stop := context.WithCancel(context.Background())
		h = &hub{listeners: map[*listener]struct{}{}, stop: stop}
		s.hubs[organization] = h
		go s.look(ctx, organization, h)
	}
	if h.own(whose) >= maxOwnListeners {
		return nil, nil, refuse(http.StatusTooManyRequests, codeRateLimited, ruleOwnListeners)
	}
	if len(h.listeners) >= maxListeners {
		return nil, nil, refuse(http.StatusTooManyRequests, codeRateLimited, ruleListeners)
	}
	l := &listener{whose: whose, wake: make(chan struct{}, 1)}
	h.listeners[l] = struct{}{}
	if h.head > 0 {
		l.hear(h.head, "")
	}
	return l, func() { s.leave(organization, h, l) }, nil
}

// own counts the streams of one who listens.
func (h *hub) own(whose string) int {
	count := 0
	for l := range h.listeners {
		if l.whose == whose {
			count++
		}
	}
	return count
}

func (s *streams) leave(organization directory.OrganizationID, h *hub, l *listener) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	delete(h.listeners, l)
	if len(h.listeners) == 0 {
		h.stop()
		delete(s.hubs, organization)
	}
}

// look watches one organization while anybody listens. A database that is away
// is looked at again: what happened meanwhile is told then.
func (s *streams) look(ctx context.Context, organization directory.OrganizationID, h *hub) {
	notices, unsubscribe := s.recorder.Subscribe(organization)
	defer unsubscribe()
	ticker := time.NewTicker(looksEvery)
	defer ticker.Stop()
	reader := s.store.View(ctx, organization)
	var head, requests int64
	for looks := 0; ; looks++ {
		if now, err := reader.Head(); err == nil && now != head {
			head = now
			s.tellHead(h, head)
		}
		if looks%trafficLooks == 0 {
			requests = s.lookAtTraffic(ctx, organization, reader, h, requests)
		}
		select {
		case <-ctx.Done():
			return
		case notice, open := <-notices:
			if !open {
				notices = nil
				continue
			}
			s.tell(h, func(l *listener) { l.hear(0, notice.Connection) })
		case <-ticker.C:
		}
	}
}

// lookAtTraffic announces what other processes recorded. The log does not say
// for which connection it was, so all of them are named.
func (s *streams) lookAtTraffic(ctx context.Context, organization directory.OrganizationID, reader directory.Reader, h *hub, before int64) int64 {
	now, err := s.log.Head(ctx, organization)
	if err != nil || now == before {
		return before
	}
	connections, err := reader.Connections()
	if err != nil {
		return before
	}
	if before != 0 { // a page that was just opened fetches everything anyway
		for _, connection := range connections {
			s.tell(h, func(l *listener) { l.hear(0, connection.ID) })
		}
	}
	return now
}

func (s *streams) tell(h *hub, say func(*listener)) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for l := range h.listeners {
		say(l)
	}
}

func (s *streams) tellHead(h *hub, head int64) {
	s.mutex.Lock()
	h.head = head
	s.mutex.Unlock()
	s.tell(h, func(l *listener) { l.hear(head, "") })
}

// hints are what somebody should fetch again.
type hints struct {
	// head is the number of the newest journal entry, 0 for nothing new.
	head    int64
	traffic map[directory.ConnectionID]struct{}
}

// listener is one open stream. Hints gather while it writes, so that a slow one
// costs no more memory than a fast one and misses nothing.
type listener struct {
	// whose it is.
	whose string
	wake  chan struct{}
	mutex sync.Mutex
	hints hints
}

func (l *listener) hear(head int64, connection directory.ConnectionID) {
	l.mutex.Lock()
	if head > 0 {
		l.hints.head = head
	}
	if connection != "" {
		if l.hints.traffic == nil {
			l.hints.traffic = map[directory.ConnectionID]struct{}{}
		}
		l.hints.traffic[connection] = struct{}{}
	}
	l.mutex.Unlock()
	select {
	case l.wake <- struct{}{}:
	default: // it has been woken already
	}
}

func (l *listener) take() hints {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	taken := l.hints
	l.hints = hints{}
	return taken
}

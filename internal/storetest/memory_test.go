package storetest

import (
	"cmp"
	"context"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// memory is a Store that is right by being slow and simple: the model of each
// organization behind one lock. It exists to judge the suite: the suite must
// pass on it, and must fail on each of its faults.
type memory struct {
	turn          sync.Mutex   // one change at a time
	lock          sync.RWMutex // what follows
	organizations map[directory.OrganizationID]*model
	fault         fault

	// What only faults need.
	everyMember sync.Map
	secrets     sync.Map
	failed      atomic.Bool
}

func newMemory() *memory {
	return &memory{organizations: make(map[directory.OrganizationID]*model)}
}

// TestMemory shows that a store can pass the suite.
func TestMemory(t *testing.T) {
	t.Parallel()
	Run(t, func(t *testing.T) Opener {
		store := newMemory()
		store.fault = faultOf(t)
		return func(*testing.T) directory.Store { return store }
	})
}

func (s *memory) Authenticate(ctx context.Context, hash directory.CredentialHash) (directory.Access, error) {
	s.lock.RLock()
	defer s.lock.RUnlock()
	if err := ctx.Err(); err != nil {
		return directory.Access{}, err
	}
	if access, ok := s.secrets.Load(hash); ok {
		return access.(directory.Access), nil
	}
	for _, m := range s.organizations {
		for _, credential := range m.credentials {
			if credential.Hash == hash && credential.Counts(moment(1000)) {
				connection, err := s.fault.in(s, m).Connection(credential.Connection)
				connection.Identities, connection.Teams = 0, 0 // Connection's to tell
				access := directory.Access{Credential: credential, Organization: m.organization, Connection: connection}
				if s.fault.remembersSecrets {
					s.secrets.Store(hash, access)
				}
				return access, err
			}
		}
	}
	return directory.Access{}, directory.Errorf(directory.Unauthorized, "This token opens nothing.")
}

func (s *memory) Organizations(ctx context.Context) ([]directory.Organization, error) {
	s.lock.RLock()
	defer s.lock.RUnlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var list []directory.Organization
	for m := range maps.Values(s.organizations) {
		list = append(list, m.organization)
	}
	slices.SortFunc(list, func(a, b directory.Organization) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return list, nil
}

func (s *memory) CreateOrganization(ctx context.Context, organization directory.Organization, bought int, first directory.Entry) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	s.lock.Lock()
	defer s.lock.Unlock()
	if err := ctx.Err(); err != nil && !s.fault.ignoresContexts {
		return err
	}
	if _, ok := s.organizations[organization.ID]; ok {
		return &directory.Error{Code: directory.Taken, Field: "id", Message: "There is such an organization."}
	}
	for _, m := range s.organizations {
		if organization.Kind == directory.Installation && m.organization.Kind == directory.Installation && !s.fault.installsTwice {
			return &directory.Error{Code: directory.Taken, Field: "kind", Message: "There is an installation."}
		}
	}
	made := newModel(organization, bought, first)
	made.verifiedElsewhere = s.verifiedElsewhere(organization.ID)
	s.organizations[organization.ID] = made
	return nil
}

func (s *memory) Update(ctx context.Context, id directory.OrganizationID, change func(directory.Tx) error) error {
	if !s.fault.forgetsTurns {
		s.turn.Lock()
		defer s.turn.Unlock()
	}
	if err := ctx.Err(); err != nil && !s.fault.ignoresContexts {
		return err
	}
	s.lock.RLock()
	m, ok := s.organizations[id]
	s.lock.RUnlock()
	if !ok {
		return errNotFound
	}
	if s.fault.forgetsTurns {
		for range 100 {
			runtime.Gosched() // let others look at the same state
		}
	}
	next := m.clone()
	if s.fault.swallowsPanics {
		defer func() { _ = recover() }()
	}
	if s.fault.keepsFailed {
		defer func() { s.put(next) }()
	}
	if s.fault.dropsAfterFailed && s.failed.Swap(false) {
		return nil
	}
	if err := change(s.fault.in(s, m.clone())); err != nil { // every change runs twice here
		s.failed.Store(true)
		if s.fault.numbersFailed {
			burnt := m.clone()
			if _, err := burnt.Append(entry("burnt")); err != nil {
				return err
			}
			s.put(burnt)
		}
		if !s.fault.keepsFailed {
			return err
		}
	}
	if err := change(s.fault.in(s, next)); err != nil {
		return err
	}
	if s.opensAnother(next) {
		return directory.Errorf(directory.Taken, "This secret opens another connection.")
	}
	s.put(next)
	return nil
}

func (s *memory) put(m *model) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.organizations[m.organization.ID] = m
}

// opensAnother says whether a secret of one organization opens another.
func (s *memory) opensAnother(next *model) bool {
	s.lock.RLock()
	defer s.lock.RUnlock()
	for other, m := range s.organizations {
		for _, credential := range m.credentials {
			if other != next.organization.ID && slices.ContainsFunc(next.credentials, func(c directory.Credential) bool { return c.Hash == credential.Hash }) {
				return true
			}
		}
	}
	return false
}

func (s *memory) Ping(ctx context.Context) error { return ctx.Err() }

func (s *memory) Close() error { return nil }

package api

import (
	"sync"

	"github.com/musterhq/muster/internal/directory"
)

// census remembers how many members organizations have. To count them walks
// through an organization, and every page of the panel asks; while the journal
// holds nothing new, the answer is the one before.
type census struct {
	mu    sync.Mutex
	taken map[directory.OrganizationID]*count
}

// count is what was counted in one organization when its journal ended at head.
// Before the first entry there is nobody, so the zero value is true.
type count struct {
	mu      sync.Mutex
	head    int64
	members directory.MemberCounts
}

// remembered is the greatest number of organizations that a census knows.
const remembered = 10_000

// members counts the members of an organization. Whoever asks while it is counted
// waits for that. The maps of the answer are for reading.
func (c *census) members(organization directory.OrganizationID, reader directory.Reader) (directory.MemberCounts, error) {
	known := c.of(organization)
	known.mu.Lock()
	defer known.mu.Unlock()
	// Before the members: what is counted may be newer than the head says, never
	// older.
	head, err := reader.Head()
	if err != nil {
		return directory.MemberCounts{}, err
	}
	if head == known.head {
		return known.members, nil
	}
	members, err := reader.CountMembers()
	if err == nil {
		known.head, known.members = head, members
	}
	return members, err
}

func (c *census) of(organization directory.OrganizationID) *count {
	c.mu.Lock()
	defer c.mu.Unlock()
	known := c.taken[organization]
	if known == nil {
		if c.taken == nil || len(c.taken) >= remembered {
			c.taken = map[directory.OrganizationID]*count{}
		}
		known = &count{}
		c.taken[organization] = known
	}
	return known
}

package provisioning

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Pending is what waits for a member, as people see it.
type Pending struct {
	Member directory.MemberID
	Kind   PendingKind
	// Since is when the provider asked first.
	Since time.Time
	// Said says what is in the way, and what lets it complete.
	Said directory.Said
}

// PendingKind names what becomes of the member.
type PendingKind string

// What can wait.
const (
	PendingDeactivation PendingKind = "deactivation"
	PendingRemoval      PendingKind = "removal"
)

// PendingKinds lists every PendingKind.
func PendingKinds() []PendingKind { return []PendingKind{PendingDeactivation, PendingRemoval} }

// ReadPending lists what waits in an organization, the longest waiting first. Its
// cost grows with that alone.
func ReadPending(reader directory.Reader) ([]Pending, error) {
	leaving, err := reader.LeavingIdentities()
	if err != nil {
		return nil, err
	}
	var list []Pending
	for _, identity := range leaving {
		if identity.Member == "" {
			continue
		}
		waits, err := readWaiting(reader, identity)
		if err != nil {
			return nil, err
		}
		list = append(list, waits.show())
	}
	return list, nil
}

// waitingLeaver is somebody whose leaving waits, with all that decides about it.
type waitingLeaver struct {
	identity   directory.Identity
	connection directory.Connection
	member     directory.Member // zero where it is gone
	way        way
}

func readWaiting(reader directory.Reader, identity directory.Identity) (waitingLeaver, error) {
	waits := waitingLeaver{identity: identity}
	var err error
	if waits.connection, err = reader.Connection(identity.Connection); err != nil {
		return waitingLeaver{}, err
	}
	if waits.connection.State != directory.ConnectionEnabled {
		waits.way = isOff
	}
	if identity.Member == "" {
		return waits, nil
	}
	if waits.member, err = reader.Member(identity.Member); err != nil || waits.way == isOff {
		return waits, err
	}
	waits.way, err = inTheWay(reader, waits.connection.Policy, waits.member, identity.Leaving.Asked)
	return waits, err
}

func (w waitingLeaver) show() Pending {
	kind := PendingDeactivation
	if removes(w.connection.Policy, w.identity.Leaving.Asked) {
		kind = PendingRemoval
	}
	return Pending{
		Member: w.member.ID,
		Kind:   kind,
		Since:  w.identity.Leaving.Since,
		Said: words[w.way].says.Say("what", string(kind), "member", w.member.Name,
			"role", string(w.member.Role), "provider", w.connection.Provider.NameInSentences()),
	}
}

// Inactive returns a resource that says that the person is not active, and all else
// as before. What a provider asked for is completed here when the provider has
// nothing to send any more, and the words of its resources are the wire's.
type Inactive func(resource []byte) ([]byte, error)

// Settle completes what waits and has nothing in its way any more. Whoever may
// have taken something out of the way calls it last in the same transaction, with
// the id of its own request.
func (inactive Inactive) Settle(tx directory.Tx, request string, at time.Time) error {
	for {
		completed, err := inactive.settleOnce(tx, request, at)
		// The license of whoever left may have gone to an owner in line, for whom
		// somebody else was waiting.
		if err != nil || completed == 0 {
			return err
		}
	}
}

func (inactive Inactive) settleOnce(tx directory.Tx, request string, at time.Time) (completed int, err error) {
	leaving, err := tx.LeavingIdentities()
	if err != nil {
		return 0, err
	}
	for _, identity := range leaving {
		// One after the other: of two owners who leave, the second may be the last.
		waits, err := readWaiting(tx, identity)
		if err != nil {
			return 0, err
		}
		if waits.way != nothing {
			continue
		}
		if err := inactive.complete(tx, waits, request, at); err != nil {
			return 0, err
		}
		completed++
	}
	return completed, nil
}

// complete does what a provider asked for, in its name.
func (inactive Inactive) complete(tx directory.Tx, waits waitingLeaver, request string, at time.Time) error {
	caller := Caller{Connection: waits.connection, Request: request}
	before := waits.identity
	if before.Leaving.Asked == directory.AskedToDelete {
		return endIdentity(tx, caller, before, at)
	}
	after := before
	after.Leaving, after.Active, after.UpdatedAt = directory.Leaving{}, false, at
	resource, err := inactive(before.Resource)
	if err != nil {
		return err
	}
	after.Resource = resource
	if removes(waits.connection.Policy, directory.AskedToDeactivate) {
		after.Member = ""
	}
	if err := tx.SetLeaving(before.Connection, before.ID, directory.Leaving{}); err != nil {
		return err
	}
	before.Version++
	if _, err := tx.UpdateIdentity(before, after); err != nil {
		return err
	}
	changes := []directory.Change{{Field: "active", Before: "true", After: "false"}}
	return follow(tx, caller, before, after, changes)
}

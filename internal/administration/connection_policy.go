package administration

import (
	"context"

	"github.com/musterhq/muster/internal/directory"
)

// ChangePolicy gives a connection another policy and returns it as it is after.
//
// Errors: NotFound, Invalid for a rule with a value that does not exist.
func (s *Service) ChangePolicy(ctx context.Context, caller Caller, organization directory.OrganizationID, id directory.ConnectionID, policy directory.Policy) (directory.Connection, error) {
	if err := policy.Validate(); err != nil {
		return directory.Connection{}, err
	}
	now := s.now()
	var connection directory.Connection
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		current, err := tx.Connection(id)
		if err != nil {
			return err
		}
		connection = current
		changes := policyChanges(current.Policy, policy)
		if len(changes) == 0 {
			return nil
		}
		if err := caller.checkSeen(current.UpdatedAt); err != nil {
			return err
		}
		connection.Policy, connection.UpdatedAt = policy, now
		entry := connectionEntry(caller, directory.ConnectionPolicyChanged, connection, now)
		entry.Personal.Changes = changes
		if _, err := tx.Append(entry); err != nil {
			return err
		}
		if err := tx.UpdateConnection(connection); err != nil {
			return err
		}
		if err := admitWaiting(tx, caller, connection, now); err != nil {
			return err
		}
		return s.Settle(tx, caller.Request, now)
	})
	if err != nil {
		return directory.Connection{}, err
	}
	return connection, nil
}

func policyChanges(before, after directory.Policy) []directory.Change {
	var changes []directory.Change
	for _, rule := range directory.PolicyRules() {
		changes = append(changes, changed(rule.Name, rule.Of(before), rule.Of(after))...)
	}
	return changes
}

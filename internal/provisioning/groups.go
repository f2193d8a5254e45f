package provisioning

import (
	"context"
	"errors"

	"github.com/musterhq/muster/internal/directory"
)

// CheckGroups refuses what a connection's policy does not let the provider do with
// groups: anything, while it takes none. Whoever pushes them reads there why, and
// who can change it.
//
// Teams that came from the connection before stay, with those who are in them, and
// are edited here; what the provider was refused it does not send again by itself,
// so a group has to be pushed again once groups are taken.
//
// Errors: Refused.
func CheckGroups(connection directory.Connection) error {
	provider := connection.Provider.Name()
	switch connection.Policy.Groups {
	case directory.GroupsOn:
		return nil
	case directory.GroupsEncrypted:
		return directory.Errorf(directory.Refused,
			"This connection takes groups only with an encryption service and none is connected, so nothing was changed; stop pushing groups in %s, or let whoever manages provisioning choose another rule under Settings › Access management.", provider)
	case directory.GroupsOff:
	}
	return directory.Errorf(directory.Refused,
		"This connection takes no groups, so nothing was changed; stop pushing groups in %s, or let whoever manages provisioning turn groups on under Settings › Access management.", provider)
}

// checkGroups is CheckGroups for a push, which the journal tells of.
func (s *Service) checkGroups(ctx context.Context, caller Caller) error {
	refusal, is := errors.AsType[*directory.Error](CheckGroups(caller.Connection))
	if !is {
		return nil
	}
	return s.noteRefused(ctx, caller, ruled(refusal, directory.Entry{}, ""))
}

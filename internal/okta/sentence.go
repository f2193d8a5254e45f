package okta

import (
	"errors"
	"fmt"
	"net/http"
)

// sentence puts a cause into the words of Okta's task list.
func sentence(action Action, subject, app string, err error) string {
	cause := err.Error()
	var remote *RemoteError
	unauthorized := errors.As(err, &remote) && remote.Status == http.StatusUnauthorized
	if unauthorized {
		cause = "Error authenticating: " + cause
	}
	switch action {
	case ActionTestConnection, ActionSave:
		if unauthorized {
			return cause
		}
		return fmt.Sprintf("Error validating the credentials of app %s: %s", app, cause)
	case ActionImportUsers, ActionImportGroups:
		return fmt.Sprintf("The import from app %s failed: %s", app, cause)
	case ActionAssign:
		return fmt.Sprintf("Automatic provisioning of user %s to app %s failed: Error while creating user %s: %s", subject, app, subject, cause)
	case ActionPushProfile:
		return fmt.Sprintf("Automatic profile push of user %s to app %s failed: Error while trying to push profile update for %s: %s", subject, app, subject, cause)
	case ActionDeactivate:
		return fmt.Sprintf("Automatic deprovisioning of user %s from app %s failed: Error while deactivating user %s: %s", subject, app, subject, cause)
	case ActionReactivate:
		return fmt.Sprintf("Automatic reactivation of user %s in app %s failed: Error while reactivating user %s: %s", subject, app, subject, cause)
	case ActionPushGroup:
		return fmt.Sprintf("Unable to create Group Push mapping target App group %s: Error while creating user group %s: %s", subject, subject, cause)
	case ActionUnlinkGroup:
		return fmt.Sprintf("Unable to delete Group Push mapping target App group %s: Error while deleting user group %s: %s", subject, subject, cause)
	case ActionRenameGroup, ActionAddMembers, ActionRemoveMembers, ActionPushNow, ActionLinkGroup, ActionRepushMembership:
		return fmt.Sprintf("Unable to update Group Push mapping target App group %s: Error while updating user group %s: %s", subject, subject, cause)
	}
	return fmt.Sprintf("%s of %s failed: %s", action, subject, cause)
}

package activity

import "github.com/musterhq/muster/internal/directory"

// joined tells who accepted an invitation from who came by signing in.
func joined(e directory.Entry, _ Names) string {
	for _, change := range personal(e).Changes {
		if change.Field == "joined_by" {
			return "joined by signing in with " + change.After
		}
	}
	return "accepted the invitation"
}

// signInRuleChanged says how people sign in from then on.
func signInRuleChanged(e directory.Entry, _ Names) string {
	only, owner := false, ""
	for _, change := range personal(e).Changes {
		switch change.Field {
		case "providers_only":
			only = change.After == "on"
		case "break_glass":
			owner = change.After
		}
	}
	switch {
	case owner == "" && !only:
		return "let people sign in by passkey and password again"
	case !only:
		return "made " + owner + " the owner for emergencies"
	}
	return "let people sign in by login methods alone, and " + owner + " by passkey in an emergency"
}

package activity

import (
	"cmp"
	"fmt"

	"github.com/musterhq/muster/internal/directory"
)

// sentences says each kind of entry in words, after the actor: "Okta (SCIM)"
// and then "deactivated Ana Petrović".
var sentences = map[directory.EntryKind]func(directory.Entry, Names) string{
	directory.OrganizationCreated: func(e directory.Entry, _ Names) string {
		return "created the organization " + subject(e, "(name erased)")
	},
	directory.OrganizationUpdated: func(e directory.Entry, _ Names) string {
		return changed(e, "the organization "+subject(e, "(name erased)"))
	},
	directory.OrganizationWasSuspended: func(e directory.Entry, _ Names) string {
		return "suspended the organization " + subject(e, "(name erased)")
	},
	directory.OrganizationResumed: func(e directory.Entry, _ Names) string {
		return "opened the organization " + subject(e, "(name erased)") + " again"
	},
	directory.LicensesChanged: func(e directory.Entry, _ Names) string {
		for _, change := range personal(e).Changes {
			return fmt.Sprintf("changed the licenses from %s to %s", change.Before, change.After)
		}
		return "changed the licenses"
	},

	directory.ConnectionCreated: func(e directory.Entry, _ Names) string {
		return "created a connection to " + provider(e)
	},
	directory.ConnectionWasEnabled: func(e directory.Entry, _ Names) string {
		return "enabled the connection to " + provider(e)
	},
	directory.ConnectionWasDisabled: func(e directory.Entry, _ Names) string {
		return "disabled the connection to " + provider(e)
	},
	directory.ConnectionTokenCreated: func(e directory.Entry, _ Names) string {
		return "issued a Secret Token for " + provider(e)
	},
	directory.ConnectionTokenRevoked: func(e directory.Entry, _ Names) string {
		return "cancelled the Secret Token for " + provider(e)
	},
	directory.ConnectionPolicyChanged: func(e directory.Entry, _ Names) string {
		return changed(e, "the connection to "+provider(e))
	},

	directory.SetupLinkCreated: func(e directory.Entry, _ Names) string {
		return "made a setup link for " + subject(e, "(name erased)")
	},
	directory.SetupLinkUsed: func(directory.Entry, Names) string { return "opened the setup link" },
	directory.SetupLinkRevoked: func(e directory.Entry, _ Names) string {
		return "ended the setup link for " + subject(e, "(name erased)")
	},
	directory.APIKeyCreated: func(e directory.Entry, _ Names) string {
		return "made the API key " + subject(e, "(name erased)")
	},
	directory.APIKeyRevoked: func(e directory.Entry, _ Names) string {
		return "revoked the API key " + subject(e, "(name erased)")
	},

	directory.MemberWasInvited:  func(e directory.Entry, _ Names) string { return "invited " + person(e) },
	directory.MemberJoined:      func(e directory.Entry, _ Names) string { return "accepted the invitation" },
	directory.MemberRoleChanged: func(e directory.Entry, _ Names) string { return changed(e, person(e)) },
	directory.MemberRemoved:     func(e directory.Entry, _ Names) string { return "removed " + person(e) },
	directory.MemberLinkCreated: func(e directory.Entry, _ Names) string {
		return "made a new link for " + person(e) + " to sign in with"
	},
	directory.MemberSignInChanged: signInChanged,
	directory.MemberSignedOut: func(e directory.Entry, _ Names) string {
		if isOneself(e) {
			return "signed out in other browsers"
		}
		return "signed " + person(e) + " out everywhere"
	},
	directory.MemberCreated: func(e directory.Entry, _ Names) string {
		return "added " + person(e)
	},
	directory.MemberUpdated: func(e directory.Entry, _ Names) string {
		return changed(e, person(e))
	},
	directory.MemberWasDeactivated: func(e directory.Entry, _ Names) string {
		return "deactivated " + person(e)
	},
	directory.MemberReactivated: func(e directory.Entry, _ Names) string {
		return "reactivated " + person(e)
	},
	directory.MemberDetached: func(e directory.Entry, _ Names) string {
		return "deleted the user of " + person(e) + ", who stays as a deactivated member"
	},

	directory.TeamCreated: func(e directory.Entry, _ Names) string {
		return "created the team " + team(e)
	},
	directory.TeamUpdated:        teamUpdated,
	directory.TeamMembersChanged: teamMembersChanged,
	directory.TeamDeleted: func(e directory.Entry, _ Names) string {
		return "deleted the team " + team(e)
	},

	directory.NoticeUnknownMembers: func(e directory.Entry, _ Names) string {
		named := personal(e).Named
		if len(named) == 1 {
			return fmt.Sprintf("pushed 1 person into the team %s who is unknown here: assign %s in the identity provider, then push the group again",
				team(e), named[0])
		}
		return fmt.Sprintf("pushed %d people into the team %s who are unknown here: assign them in the identity provider, then push the group again",
			len(named), team(e))
	},
	directory.NoticeNoLicense: func(e directory.Entry, _ Names) string {
		return "got no license for " + person(e) + ": every license is in use"
	},
}

// Sentence says an entry in words.
func Sentence(entry directory.Entry, names Names) string {
	actor := nameOf(entry.Actor)
	say, known := sentences[entry.Kind]
	if !known { // written by a newer Muster beside this one
		return actor + ": " + string(entry.Kind)
	}
	return actor + " " + say(entry, names)
}

// nameOf is how an actor is called where a sentence begins.
func nameOf(actor directory.Actor) string {
	switch {
	case actor.Kind == directory.ActorOperator && actor.ID == "":
		return "The " + actor.Name
	case actor.Kind == directory.ActorKey:
		return "The API key " + actor.Name
	case actor.Name == "":
		return "Someone (name erased)"
	}
	return actor.Name
}

// isOneself says whether the entry tells of what somebody did to themselves.
func isOneself(e directory.Entry) bool { return e.Member != "" && e.Actor.ID == string(e.Member) }

// personal returns the personal values of an entry, empty where they were
// erased.
func personal(e directory.Entry) directory.Personal {
	if e.Personal == nil {
		return directory.Personal{}
	}
	return *e.Personal
}

func subject(e directory.Entry, erased string) string { return cmp.Or(personal(e).Subject, erased) }
func person(e directory.Entry) string                 { return subject(e, "someone (name erased)") }
func team(e directory.Entry) string                   { return subject(e, "(name erased)") }
func provider(e directory.Entry) string               { return subject(e, "the identity provider") }

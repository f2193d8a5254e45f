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

	directory.LoginMethodCreated: func(e directory.Entry, _ Names) string {
		return "added the login method " + subject(e, "(name erased)")
	},
	directory.LoginMethodUpdated: func(e directory.Entry, _ Names) string {
		return changed(e, "the login method "+subject(e, "(name erased)"))
	},
	directory.LoginMethodWasActivated: func(e directory.Entry, _ Names) string {
		return "activated the login method " + subject(e, "(name erased)")
	},
	directory.LoginMethodWasDeactivated: func(e directory.Entry, _ Names) string {
		return "deactivated the login method " + subject(e, "(name erased)") + " and ended its sessions"
	},
	directory.LoginMethodDeleted: func(e directory.Entry, _ Names) string {
		return "deleted the login method " + subject(e, "(name erased)")
	},
	directory.SignInRuleChanged: signInRuleChanged,
	directory.DomainAdded: func(e directory.Entry, _ Names) string {
		return "added the domain " + subject(e, "(name erased)")
	},
	directory.DomainWasVerified: func(e directory.Entry, _ Names) string {
		return "verified the domain " + subject(e, "(name erased)")
	},
	directory.DomainRemoved: func(e directory.Entry, _ Names) string {
		return "removed the domain " + subject(e, "(name erased)")
	},

	directory.MemberLoginLinked: func(e directory.Entry, _ Names) string {
		for _, change := range personal(e).Changes {
			return "signed in by " + change.After + " for the first time"
		}
		return "signed in by an identity provider for the first time"
	},
	directory.MemberWasInvited:  func(e directory.Entry, _ Names) string { return "invited " + person(e) },
	directory.MemberJoined:      joined,
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
		return "added " + person(e) + lineOf(e)
	},
	directory.MemberLicensed: func(e directory.Entry, _ Names) string {
		return "freed a license, and " + person(e) + " got it"
	},
	directory.MemberLicenseReleased: func(e directory.Entry, _ Names) string {
		return "released the license that " + person(e) + " had kept"
	},
	directory.MemberUpdated: func(e directory.Entry, _ Names) string {
		return changed(e, person(e))
	},
	directory.MemberWasDeactivated: func(e directory.Entry, _ Names) string {
		return "deactivated " + person(e)
	},
	directory.MemberReactivated: func(e directory.Entry, _ Names) string {
		return "reactivated " + person(e) + lineOf(e)
	},
	directory.MemberDetached: func(e directory.Entry, _ Names) string {
		return "deleted the user of " + person(e) + ", who stays as a deactivated member"
	},
	directory.MemberAttached: func(e directory.Entry, _ Names) string {
		return "created the user of " + person(e) + " again, and speaks for the member who was here already"
	},
	directory.MemberReleased: func(e directory.Entry, _ Names) string {
		return "ended by the edit what the identity provider knows of " + person(e) + ", whom it may create a second time"
	},
	directory.TeamReleased: func(e directory.Entry, _ Names) string {
		return "ended by the new name what the identity provider knows of the team " + team(e) + ", which it may create a second time"
	},
	directory.MemberLeavingCancelled: func(e directory.Entry, _ Names) string {
		return "says again that " + person(e) + " is active: what was pending is cancelled"
	},

	directory.MemberAdopted: func(e directory.Entry, _ Names) string {
		return "adopted " + person(e) + ", who was made by hand"
	},
	directory.MemberAdoptionConfirmed: func(e directory.Entry, _ Names) string {
		return "let the identity provider adopt " + person(e) + " when it tries again"
	},
	directory.MemberReplaced: func(e directory.Entry, _ Names) string {
		return "changed the user name of " + person(e) + ", who was deactivated and replaced by " + cmp.Or(enumerate(personal(e).Named), "a new member")
	},

	directory.MemberMerged: memberMerged,
	directory.TeamMerged:   teamMerged,
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
	directory.NoticeNotAdopted: func(e directory.Entry, _ Names) string {
		return "did not create " + cmp.Or(enumerate(personal(e).Named), "somebody") + ": " + person(e) + " has the address and was made by hand"
	},
	directory.NoticeNoLicense: func(e directory.Entry, _ Names) string {
		return "got no license for " + person(e) + ": every license is in use"
	},
	directory.NoticeRefused: func(e directory.Entry, _ Names) string {
		if personal(e).Subject == "" && e.Personal != nil {
			return "pushed groups, which the connection's policy does not take"
		}
		return "was refused what it asked about " + subject(e, "something (name erased)")
	},
	directory.NoticeLeavingRefused: func(e directory.Entry, _ Names) string {
		return "could not end the access of " + person(e) + " yet: it is pending"
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

// lineOf says of somebody for whom no license was free that they came in line.
func lineOf(e directory.Entry) string {
	if e.License == directory.LicenseAwaited {
		return ", for whom no license was free"
	}
	return ""
}

func subject(e directory.Entry, erased string) string { return cmp.Or(personal(e).Subject, erased) }
func person(e directory.Entry) string                 { return subject(e, "someone (name erased)") }
func team(e directory.Entry) string                   { return subject(e, "(name erased)") }
func provider(e directory.Entry) string               { return subject(e, "the identity provider") }

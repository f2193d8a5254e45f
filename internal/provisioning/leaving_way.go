package provisioning

import (
	"errors"
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// way is what is in the way of a leaver.
type way int

const (
	nothing way = iota
	// isOff: the connection is off, and nothing that it asked for happens.
	isOff
	// isLastOwner: nobody else could manage the organization, whatever the policy.
	isLastOwner
	// isLastOwnerWithRole is isLastOwner where the policy keeps roles besides.
	isLastOwnerWithRole
	// isForEmergencies: the one who signs in when no provider lets anybody in.
	isForEmergencies
	// hasRole: the policy keeps owners and administrators.
	hasRole
)

// inTheWay says what is in the way of what a provider asks for about a member.
// Who is deactivated already loses nothing by being deactivated.
func inTheWay(reader directory.Reader, policy directory.Policy, member directory.Member, asked directory.Asked) (way, error) {
	goes := removes(policy, asked)
	if member.Status == directory.MemberDeactivated && !goes {
		return nothing, nil
	}
	kept := policy.ProtectAdmins == directory.ProtectRoles && member.Role.Manages()
	last, err := lastOwner(reader, member)
	if err != nil {
		return nothing, err
	}
	switch {
	case last && kept:
		return isLastOwnerWithRole, nil
	case last:
		return isLastOwner, nil
	}
	if member.Role == directory.RoleOwner {
		organization, err := reader.Organization()
		if err != nil {
			return nothing, err
		}
		if organization.BreakGlass == member.ID {
			return isForEmergencies, nil
		}
	}
	if kept {
		return hasRole, nil
	}
	return nothing, nil
}

func lastOwner(reader directory.Reader, member directory.Member) (bool, error) {
	if member.Role != directory.RoleOwner || member.Status != directory.MemberActive {
		return false, nil
	}
	owners, err := reader.SearchMembers(directory.MemberSearch{
		Roles:    []directory.Role{directory.RoleOwner},
		Statuses: []directory.MemberStatus{directory.MemberActive},
		Limit:    2,
	})
	return len(owners) < 2, err
}

var rules directory.RuleBook

// Rules are what this room refuses, and what it says of what waits.
func Rules() []*directory.Rule { return rules.Rules() }

const (
	aRole   = "{role, select, administrator {an administrator} other {an owner}}"
	waiting = " What " + directory.AProvider + " asked for waits and is completed then by itself."
	// pending begins what is said of what waits.
	pending = "{what, select, removal {Removal} other {Deactivation}} pending: "
)

// What a provider is told, whose administrator may have no account here.
var (
	ruleRoleStays = rules.Rule("role_stays", "{member} is "+aRole+" here, whom this connection's policy lets nobody deactivate or remove by SCIM.",
		"Open Members › {member} in the control panel and change the role to Member."+waiting)
	ruleOwnerStays = rules.Rule("owner_stays", "{member} is the last active owner and cannot be deactivated or removed.",
		"Make somebody else an owner in the control panel."+waiting)
	ruleOwnerAndRoleStay = rules.Rule("owner_and_role_stay", "{member} is the last active owner and cannot be deactivated or removed.",
		"Make somebody else an owner in the control panel, then change the role of {member} to Member."+waiting)
	ruleEmergencyStays = rules.Rule("emergency_owner_stays", "{member} is who signs in when the identity provider cannot let anybody in, and cannot be deactivated or removed.",
		"Choose another owner for emergencies in the control panel, under Settings › Login methods."+waiting)
)

// What the control panel says of a member whose leaving waits.
var (
	ruleWaitsForRole         = rules.Rule("waits_for_role", pending+"{member} is "+aRole+".", "Remove the role and it completes.")
	ruleWaitsForOwner        = rules.Rule("waits_for_owner", pending+"{member} is the last active owner.", "Make somebody else an owner and it completes.")
	ruleWaitsForOwnerAndRole = rules.Rule("waits_for_owner_and_role", pending+"{member} is the last active owner.", "Make somebody else an owner, then remove the role, and it completes.")
	ruleWaitsForEmergencies  = rules.Rule("waits_for_emergencies", pending+"{member} is who signs in when the identity provider cannot let anybody in.", "Choose another owner for emergencies and it completes.")
	ruleWaitsForConnection   = rules.Rule("waits_for_connection", pending+directory.AProvider+" asked for it before its connection was turned off.", "Turn the connection on and it completes.")
	ruleWaitsForNothing      = rules.Rule("waits_for_nothing", pending+"nothing is in its way any more.", "It completes with the next change of a role.")
)

// words are the two rules of each way: what the provider is told, and what the
// panel says.
var words = map[way]struct{ refuses, says *directory.Rule }{
	nothing:             {nil, ruleWaitsForNothing},
	isOff:               {nil, ruleWaitsForConnection},
	isLastOwner:         {ruleOwnerStays, ruleWaitsForOwner},
	isLastOwnerWithRole: {ruleOwnerAndRoleStay, ruleWaitsForOwnerAndRole},
	isForEmergencies:    {ruleEmergencyStays, ruleWaitsForEmergencies},
	hasRole:             {ruleRoleStays, ruleWaitsForRole},
}

func (w way) refuse(member directory.Member, connection directory.Connection) error {
	return words[w].refuses.Refuse(directory.Refused,
		"member", member.Name, "role", string(member.Role), "provider", connection.Provider.NameInSentences())
}

// refusesLeaving says whether somebody's leaving is refused, and by a rule for which
// it waits.
func refusesLeaving(err error) bool {
	refusal, is := errors.AsType[*directory.Error](err)
	return is && slices.ContainsFunc([]*directory.Rule{ruleRoleStays, ruleOwnerStays, ruleOwnerAndRoleStay, ruleEmergencyStays},
		func(rule *directory.Rule) bool { return rule.Name == refusal.Said.Rule })
}

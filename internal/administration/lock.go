package administration

import (
	"github.com/musterhq/muster/internal/directory"
)

// Lock is one thing of a member or a team that people cannot change here now,
// because an identity provider decides it. The same lock is what the panel shows
// and what refuses the change, so the two cannot disagree.
type Lock struct {
	What Locked
	// rule says who decides, and where to change it, with these values.
	rule   *directory.Rule
	values []string
}

// Said says who decides, and where to change it.
func (l Lock) Said() directory.Said { return l.rule.Say(l.values...) }

// Locked names what a Lock is about.
type Locked string

// What can be locked: the first five of a member, the others, and the name, of a
// team.
const (
	LockedName     Locked = "name"
	LockedEmail    Locked = "email"
	LockedStatus   Locked = "status"
	LockedTeams    Locked = "teams"
	LockedRemoval  Locked = "removal"
	LockedMembers  Locked = "members"
	LockedDeletion Locked = "deletion"
)

// MemberLocks says what of a member is locked, why, and where to change it. The
// connection is the one that speaks for the member (Member.Connection), or zero.
// Nothing is locked unless the connection asserts something about the member.
//
// Active is what the identity behind the member asserts. It matters for one case:
// whoever was deactivated or reactivated here while the connection was off may be
// brought in line with the provider here, which has nothing to send.
func MemberLocks(member directory.Member, origin directory.Connection, active bool) []Lock {
	if member.Identity == "" {
		return nil
	}
	if origin.State != directory.ConnectionEnabled {
		return locksOff(member, origin)
	}
	menus, name := menusOf(origin.Provider), []string{"member", member.Name}
	var locks []Lock
	if origin.DecidesDetails() {
		profile := append(menus.profile(member.Name), name...)
		locks = append(locks, Lock{LockedName, ruleProfile, profile}, Lock{LockedEmail, ruleProfile, profile})
	}
	if !outOfStep(member, active) {
		locks = append(locks, Lock{LockedStatus, ruleStatus, append(menus.assignments(), name...)})
	}
	if origin.DecidesTeams() {
		locks = append(locks, Lock{LockedTeams, ruleTeams, append(menus.groups(), name...)})
	}
	if rule := removalRule(member, origin); rule != nil {
		locks = append(locks, Lock{LockedRemoval, rule, append(menus.assignments(), name...)})
	}
	return locks
}

// locksOff are a member's locks while the connection is off. Whoever leaves can be
// deactivated and removed, whatever the policy: the provider cannot.
func locksOff(member directory.Member, origin directory.Connection) []Lock {
	if !origin.StaysAsLeft() {
		return nil
	}
	stays := []string{"provider", origin.Provider.NameInSentences(), "member", member.Name}
	locks := []Lock{{LockedName, ruleMemberStays, stays}, {LockedEmail, ruleMemberStays, stays}}
	if origin.Policy.TakesGroups() {
		locks = append(locks, Lock{LockedTeams, ruleMemberStays, stays})
	}
	return locks
}

// removalRule is the one by which somebody cannot be removed for whom a connection
// speaks that is on, as its policy has it, or nil. Whom the policy keeps from the
// provider, people remove: else nobody could.
func removalRule(member directory.Member, origin directory.Connection) *directory.Rule {
	if origin.Policy.ProtectAdmins == directory.ProtectRoles && member.Role.Manages() {
		return nil
	}
	deactivated := member.Status == directory.MemberDeactivated
	switch administrators := origin.Policy.WhoMayRemove == directory.AdministratorsRemove; {
	case administrators && deactivated:
		return nil
	case administrators:
		return ruleLater
	case deactivated:
		return ruleOnlyIt
	}
	return ruleRemoval
}

// outOfStep says whether a member is not as the provider asserts, active or not.
func outOfStep(member directory.Member, active bool) bool {
	return active == (member.Status == directory.MemberDeactivated)
}

// TeamLocks says what of a team is locked, as MemberLocks. Where the connection
// takes no groups, the teams that it made before are people's to edit.
func TeamLocks(team directory.Team, origin directory.Connection) []Lock {
	if !team.Provisioned() || !origin.Policy.TakesGroups() {
		return nil
	}
	if origin.State != directory.ConnectionEnabled {
		return teamLocksOff(team, origin)
	}
	menus, name := menusOf(origin.Provider), []string{"team", team.Name}
	var locks []Lock
	if origin.DecidesDetails() {
		locks = append(locks, Lock{LockedName, ruleTeamsName, append(menus.group(team.Name), name...)})
	}
	return append(locks,
		Lock{LockedMembers, ruleTeamsMembers, append(menus.group(team.Name), name...)},
		Lock{LockedDeletion, ruleTeamsEnd, append(menus.pushes(), name...)},
	)
}

// teamLocksOff is locksOff for a team, which can be deleted.
func teamLocksOff(team directory.Team, origin directory.Connection) []Lock {
	if !origin.StaysAsLeft() {
		return nil
	}
	stays := []string{"provider", origin.Provider.NameInSentences(), "team", team.Name}
	return []Lock{{LockedName, ruleTeamStays, stays}, {LockedMembers, ruleTeamStays, stays}}
}

// checkLock refuses what one of the locks is about, in the lock's own words.
func checkLock(locks []Lock, what Locked) error {
	for _, lock := range locks {
		if lock.What == what {
			return lock.Said().Refuse(directory.Refused).About(string(what))
		}
	}
	return nil
}

// ReadMemberLocks is MemberLocks of what is stored: what the rules ask.
func ReadMemberLocks(reader directory.Reader, member directory.Member) ([]Lock, error) {
	if member.Identity == "" {
		return nil, nil
	}
	origin, err := reader.Connection(member.Connection())
	if err != nil {
		return nil, err
	}
	identity, err := reader.Identity(member.Connection(), member.Identity)
	if err != nil {
		return nil, err
	}
	return MemberLocks(member, origin, identity.Active), nil
}

// ReadTeamLocks is TeamLocks of what is stored: what the rules ask.
func ReadTeamLocks(reader directory.Reader, team directory.Team) ([]Lock, error) {
	if !team.Provisioned() {
		return nil, nil
	}
	origin, err := reader.Connection(team.Origin)
	if err != nil {
		return nil, err
	}
	return TeamLocks(team, origin), nil
}

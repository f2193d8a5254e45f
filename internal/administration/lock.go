package administration

import (
	"github.com/musterhq/muster/internal/directory"
)

// Lock is one thing of a member or a team that people cannot change here now,
// because an identity provider decides it. The same lock is what the panel shows
// and what refuses the change, so the two cannot disagree.
type Lock struct {
	What Locked
	// Reason is a sentence that says who decides.
	Reason string
	// Where is a sentence that says where to change it.
	Where string
}

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
// connection is the member's origin, or zero for one made by hand. Nothing is
// locked unless the connection is on and asserts something about the member.
//
// Active is what the identity behind the member asserts. It matters for one case:
// whoever was deactivated or reactivated here while the connection was off may be
// brought in line with the provider here, which has nothing to send.
func MemberLocks(member directory.Member, origin directory.Connection, active bool) []Lock {
	if member.Identity == "" || origin.State != directory.ConnectionEnabled {
		return nil
	}
	provider, menus := sentenceName(origin.Provider), menusOf(origin.Provider)
	profile := menus.sentence(menus.profile(member.Name))
	assignments := menus.sentence(menus.assignments)

	nameAndAddress := provider + " decides the name and address of " + member.Name + "."
	locks := []Lock{
		{LockedName, nameAndAddress, profile},
		{LockedEmail, nameAndAddress, profile},
	}
	if !outOfStep(member, active) {
		locks = append(locks, Lock{LockedStatus, provider + " decides whether " + member.Name + " is active.", assignments})
	}
	locks = append(locks, Lock{LockedTeams, provider + " decides which of its teams " + member.Name + " is in.", menus.sentence(menus.groups)})
	if lock, locked := removalLock(member, origin, assignments); locked {
		locks = append(locks, lock)
	}
	return locks
}

// removalLock says who may remove somebody for whom a connection speaks that is
// on, as its policy has it.
func removalLock(member directory.Member, origin directory.Connection, assignments string) (Lock, bool) {
	deactivated := member.Status == directory.MemberDeactivated
	switch administrators := origin.Policy.WhoMayRemove == directory.AdministratorsRemove; {
	case administrators && deactivated:
		return Lock{}, false
	case administrators:
		return Lock{LockedRemoval, member.Name + " can be removed here once " + origin.Provider.Name() + " has deactivated them.", assignments}, true
	case deactivated:
		return Lock{
			LockedRemoval, "While the connection is on, only " + origin.Provider.Name() + " removes people.",
			"The connection's policy can let administrators remove who is deactivated.",
		}, true
	}
	return Lock{LockedRemoval, sentenceName(origin.Provider) + " decides whether " + member.Name + " is here.", assignments}, true
}

// outOfStep says whether a member is not as the provider asserts, active or not.
func outOfStep(member directory.Member, active bool) bool {
	return active == (member.Status == directory.MemberDeactivated)
}

// TeamLocks says what of a team is locked, as MemberLocks.
func TeamLocks(team directory.Team, origin directory.Connection) []Lock {
	if !team.Provisioned() || origin.State != directory.ConnectionEnabled {
		return nil
	}
	provider, menus := sentenceName(origin.Provider), menusOf(origin.Provider)
	group := menus.sentence(menus.group(team.Name))
	return []Lock{
		{LockedName, provider + " decides the name of " + team.Name + ".", group},
		{LockedMembers, provider + " decides who is in " + team.Name + ".", group},
		{LockedDeletion, provider + " decides whether " + team.Name + " is here.", menus.sentence(menus.pushes)},
	}
}

// checkLock refuses what one of the locks is about, in the lock's own words.
func checkLock(locks []Lock, what Locked) error {
	for _, lock := range locks {
		if lock.What == what {
			refusal := directory.Errorf(directory.Refused, "%s %s", lock.Reason, lock.Where)
			refusal.Field = string(what)
			return refusal
		}
	}
	return nil
}

// ReadMemberLocks is MemberLocks of what is stored: what the rules ask.
func ReadMemberLocks(reader directory.Reader, member directory.Member) ([]Lock, error) {
	if member.Identity == "" {
		return nil, nil
	}
	origin, err := reader.Connection(member.Origin)
	if err != nil {
		return nil, err
	}
	identity, err := reader.Identity(member.Origin, member.Identity)
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

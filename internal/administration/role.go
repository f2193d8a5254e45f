package administration

import (
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// CheckRank refuses a caller who would change somebody with a role above their
// own. Whatever gives a way to act as the member, such as a new sign-in link,
// asks it as well.
func CheckRank(caller Caller, member directory.Member) error {
	if !above(member.Role, caller.Role) {
		return nil
	}
	return ruleRankBelow.Refuse(directory.Refused, "member", member.Name, "role", string(member.Role))
}

// checkGrant refuses a role above the caller's own.
func checkGrant(caller Caller, name string, role directory.Role) error {
	if !role.Valid() {
		return ruleRole.Refuse(directory.Invalid).About("role")
	}
	if !above(role, caller.Role) {
		return nil
	}
	return ruleGrantAbove.Refuse(directory.Refused, "member", name, "role", string(role)).About("role")
}

// checkOwnerStays refuses to take from an organization an owner without whom it
// could not be reached: the last active one, and the one for emergencies.
func checkOwnerStays(reader directory.Reader, member directory.Member) error {
	organization, err := reader.Organization()
	if err != nil {
		return err
	}
	if organization.BreakGlass == member.ID {
		return ruleBreakGlassStays.Refuse(directory.Refused, "member", member.Name)
	}
	return checkLastOwner(reader, member)
}

// checkLastOwner refuses to take the last active owner from an organization.
func checkLastOwner(reader directory.Reader, member directory.Member) error {
	if member.Role != directory.RoleOwner || member.Status != directory.MemberActive {
		return nil
	}
	owners, err := reader.SearchMembers(directory.MemberSearch{
		Roles:    []directory.Role{directory.RoleOwner},
		Statuses: []directory.MemberStatus{directory.MemberActive},
		Limit:    2,
	})
	if err != nil || len(owners) > 1 {
		return err
	}
	return ruleLastOwner.Refuse(directory.Refused, "member", member.Name)
}

// above says whether role a may do more than role b.
func above(a, b directory.Role) bool {
	return slices.Index(directory.Roles(), a) > slices.Index(directory.Roles(), b)
}

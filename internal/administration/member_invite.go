package administration

import (
	"context"
	"slices"
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

// Invitation is somebody to invite.
type Invitation struct {
	Name  string
	Email string
	// Role is member where it is empty.
	Role directory.Role
	// Teams are manual teams to join.
	Teams []directory.TeamID
}

// InviteMember makes an invited member, who takes a license and joins the teams.
// The link by which they accept is not made here.
//
// Errors: Invalid for a name or address that cannot be kept, Taken when a member
// has the address, Refused for a role above the caller's and for a provisioned
// team, NotFound for an unknown team, NoLicense when none is free.
func (s *Service) InviteMember(ctx context.Context, caller Caller, organization directory.OrganizationID, invitation Invitation) (directory.Member, error) {
	now := s.now()
	invited := directory.Member{
		ID:        directory.MemberID(s.NewID()),
		Name:      strings.TrimSpace(invitation.Name),
		Email:     strings.TrimSpace(invitation.Email),
		Role:      invitation.Role,
		Status:    directory.MemberInvited,
		CreatedAt: now,
		UpdatedAt: now,
	}
	if invited.Role == "" {
		invited.Role = directory.RoleMember
	}
	if err := checkGrant(caller, invited.Name, invited.Role); err != nil {
		return directory.Member{}, err
	}
	if err := invited.Validate(); err != nil {
		return directory.Member{}, err
	}
	teamIDs := slices.Compact(slices.Sorted(slices.Values(invitation.Teams)))

	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		if err := checkAddress(tx, invited); err != nil {
			return err
		}
		teams, err := manualTeams(tx, teamIDs)
		if err != nil {
			return err
		}
		needed, err := checkLicense(tx, invited.Name, "invite")
		if err != nil {
			return err
		}

		entry := caller.memberEntry(directory.MemberWasInvited, invited, now)
		entry.Personal.Changes = []directory.Change{
			{Field: "email", After: invited.Email},
			{Field: "role", After: string(invited.Role)},
		}
		entry.License = taken(needed)
		if invited.Ordinal, err = tx.Append(entry); err != nil {
			return err
		}
		if err := tx.CreateMember(invited); err != nil {
			return err
		}
		if needed {
			if err := tx.TakeLicense(invited.ID); err != nil {
				return err
			}
		}
		invited.Licensed = needed
		for _, team := range teams {
			if _, err := addToManualTeam(tx, caller, team, []directory.MemberID{invited.ID}, now); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return directory.Member{}, err
	}
	return invited, nil
}

// manualTeams reads the teams that somebody invited is to join: provisioned ones
// are the provider's.
func manualTeams(reader directory.Reader, ids []directory.TeamID) ([]directory.Team, error) {
	teams := make([]directory.Team, 0, len(ids))
	for _, id := range ids {
		team, err := reader.AnyTeam(id)
		if err != nil {
			return nil, err
		}
		if team.Provisioned() {
			return nil, ruleTeamIsProvisioned.Refuse(directory.Refused, "team", team.Name)
		}
		teams = append(teams, team)
	}
	return teams, nil
}

// checkAddress refuses an address that another member has, and says what to do
// with that member instead.
func checkAddress(reader directory.Reader, member directory.Member) error {
	holders, err := reader.MembersByEmail(member.Email)
	if err != nil {
		return err
	}
	for _, holder := range holders {
		if holder.ID == member.ID {
			continue
		}
		return addressTaken(reader, holder)
	}
	return nil
}

// addressTaken refuses the address of a member, and says what to do with them.
func addressTaken(reader directory.Reader, holder directory.Member) error {
	named := []string{"member", holder.Name, "email", holder.Email}
	switch holder.Status {
	case directory.MemberInvited:
		return ruleAddressOfInvited.Refuse(directory.Taken, named...).About("email")
	case directory.MemberDeactivated:
		return addressOfDeactivated(reader, holder, named)
	case directory.MemberActive, directory.MemberWaiting:
	}
	return ruleAddressOfActive.Refuse(directory.Taken, named...).About("email")
}

func addressOfDeactivated(reader directory.Reader, holder directory.Member, named []string) error {
	locks, err := ReadMemberLocks(reader, holder)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(locks, func(lock Lock) bool { return lock.What == LockedStatus }) {
		return ruleAddressOfDeactivated.Refuse(directory.Taken, named...).About("email")
	}
	origin, err := reader.Connection(holder.Connection())
	if err != nil {
		return err
	}
	return ruleAddressOfLocked.Refuse(directory.Taken, append(named, menusOf(origin.Provider).assignments()...)...).About("email")
}

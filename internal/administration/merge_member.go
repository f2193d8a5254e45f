package administration

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// MergeOfMembers names two members who are the same person.
type MergeOfMembers struct {
	Member directory.MemberID
	With   directory.MemberID
	// Stays is which of them the caller would keep, or empty for Member. Where an
	// identity provider speaks for the other, the other stays.
	Stays directory.MemberID
}

// PlanMemberMerge says what MergeMembers would do now, or in its Refusal why it
// would not.
//
// Errors: NotFound, Invalid where it names one member twice.
func (s *Service) PlanMemberMerge(ctx context.Context, caller Caller, organization directory.OrganizationID, merge MergeOfMembers) (MemberMerge, error) {
	return planMemberMerge(s.Store.View(ctx, organization), caller, merge)
}

// MergeMembers joins two members into the one who stays, exactly as the plan of
// that version says, and returns that plan. One journal entry tells it and names
// both.
//
// Errors: as PlanMemberMerge, ErrMergeChanged where the plan is another one by now,
// and what the plan refuses.
func (s *Service) MergeMembers(ctx context.Context, caller Caller, organization directory.OrganizationID, merge MergeOfMembers, version string) (MemberMerge, error) {
	now := s.now()
	var plan MemberMerge
	err := s.Store.Update(ctx, organization, func(tx directory.Tx) error {
		var err error
		if plan, err = planMemberMerge(tx, caller, merge); err != nil {
			return err
		}
		if plan.Version != version {
			return ErrMergeChanged
		}
		if plan.Refusal != nil {
			return plan.Refusal
		}
		if err := plan.carryOut(tx, caller, now); err != nil {
			return err
		}
		return s.Settle(tx, caller.Request, now)
	})
	if err != nil {
		return MemberMerge{}, err
	}
	return plan, nil
}

// carryOut does what a plan says whose rules were all checked. Who stays is written
// first: the organization keeps an owner all the time.
func (p MemberMerge) carryOut(tx directory.Tx, caller Caller, at time.Time) error {
	entry := p.entry(caller, at)
	var err error
	if entry.Number, err = tx.Append(entry); err != nil {
		return err
	}
	after := p.After
	after.UpdatedAt = at
	if err := tx.UpdateMember(after); err != nil {
		return err
	}
	if err := rememberName(tx, p.Stays, after); err != nil {
		return err
	}
	if p.License == directory.LicensePassed {
		if err := tx.PassLicense(p.Goes.ID, p.Stays.ID); err != nil {
			return err
		}
	}
	if err := p.join(tx, at); err != nil {
		return err
	}
	if err := tx.DeleteMember(p.Goes.ID); err != nil {
		return err
	}
	return directory.ServeLine(tx, entry)
}

// entry is the one that tells the merge.
func (p MemberMerge) entry(caller Caller, at time.Time) directory.Entry {
	entry := caller.memberEntry(directory.MemberMerged, p.Goes, at)
	entry.Successor, entry.License = p.Stays.ID, p.License
	for _, team := range p.Joins {
		entry.Joined = append(entry.Joined, team.Team.ID)
	}
	entry.Personal.Named = []string{p.Stays.Name}
	entry.Personal.Changes = slices.Concat(
		changed("role", string(p.Stays.Role), string(p.After.Role)),
		changed("status", string(p.Stays.Status), string(p.After.Status)),
		p.Ends.ended())
	return entry
}

// ended tells the ways in that a merge ends.
func (w WaysIn) ended() []directory.Change {
	password := ""
	if w.Password {
		password = "set"
	}
	return slices.Concat(
		changed(directory.EndedPassword, password, ""),
		changed(directory.EndedPasskeys, some(w.Passkeys), ""),
		changed(directory.EndedLogins, some(w.Logins), ""),
		changed(directory.EndedAPIKeys, some(w.APIKeys), ""))
}

// some is how many there are, or "" for none.
func some(count int) string {
	if count == 0 {
		return ""
	}
	return strconv.Itoa(count)
}

// join lets who stays join the teams of who goes.
func (p MemberMerge) join(tx directory.Tx, at time.Time) error {
	if len(p.Joins) == 0 {
		return nil
	}
	if _, err := tx.JoinManualTeams(p.Stays.ID, p.Goes.ID, at); err != nil {
		return err
	}
	for _, joins := range p.Joins {
		if joins.Origin == "" {
			continue
		}
		if _, err := tx.AddTeamMembers(joins.Team.ID, []directory.IdentityID{p.Stays.Identity}); err != nil {
			return err
		}
		team, err := tx.AnyTeam(joins.Team.ID)
		if err != nil {
			return err
		}
		team.UpdatedAt = at
		if err := tx.UpdateTeam(team); err != nil {
			return err
		}
	}
	return nil
}

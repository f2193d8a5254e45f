package administration

import (
	"errors"

	"github.com/musterhq/muster/internal/directory"
)

// MemberMerge is what merging two members does: the one value that is shown before
// and carried out after, so that the preview cannot say anything else than what is
// done.
type MemberMerge struct {
	// Stays and Goes are the two as they are now, and After is Stays as they are
	// once Goes is gone.
	Stays, Goes, After directory.Member
	// Choice says whether the caller may choose who stays; otherwise an identity
	// provider speaks for Stays.
	Choice bool
	// Joins are the teams of Goes that Stays joins, and Left those that Stays may not
	// join.
	Joins []directory.MemberTeam
	Left  []TeamLeft
	// License is what happens to the license of Goes, or to their place in line.
	License directory.LicenseEffect
	// Ends are the ways in that Goes had. None of them becomes one of Stays: a merge
	// gives nobody a way into somebody else's account.
	Ends WaysIn
	// Stranded says that Stays has no way to sign in and needs a link.
	Stranded bool
	// Detaches is the connection whose identity has nobody behind it afterwards, or
	// empty.
	Detaches directory.Connection
	// Administrative says that an owner or administrator is concerned, for whom the
	// door asks for a fresh proof.
	Administrative bool
	// Refusal is why the merge cannot be done, or nil.
	Refusal *directory.Error
	// Version names what the plan says.
	Version string
}

// TeamLeft is a team that a merge does not bring along, and why.
type TeamLeft struct {
	Team directory.MemberTeam
	Why  directory.Said
}

// WaysIn are how a member comes in.
type WaysIn struct {
	Password bool
	Passkeys int
	// Logins are ties to login methods.
	Logins int
	// APIKeys are keys that the member made and that still count.
	APIKeys int
}

// How much an identity provider holds on to somebody: whoever it would not find
// again stays.
const (
	unknownThere = iota
	// knownThere: a connection has an identity for them, but is off, or has
	// deactivated them.
	knownThere
	// livingThere: a connection that is on says that they are active.
	livingThere
)

// standing is a member with what decides about a merge.
type standing struct {
	member directory.Member
	origin directory.Connection
	active bool
}

func readStanding(reader directory.Reader, id directory.MemberID) (standing, error) {
	member, err := reader.Member(id)
	if err != nil || member.Identity == "" {
		return standing{member: member}, err
	}
	origin, err := reader.Connection(member.Connection())
	if err != nil {
		return standing{}, err
	}
	identity, err := reader.Identity(origin.ID, member.Identity)
	return standing{member, origin, identity.Active}, err
}

func (s standing) hold() int {
	switch {
	case s.member.Identity == "":
		return unknownThere
	case s.origin.State != directory.ConnectionEnabled:
		return knownThere
	case s.active, s.member.Status != directory.MemberDeactivated:
		return livingThere
	}
	return knownThere
}

func planMemberMerge(reader directory.Reader, caller Caller, merge MergeOfMembers) (MemberMerge, error) {
	if merge.Member == merge.With {
		return MemberMerge{}, ruleMergeSelf.Refuse(directory.Invalid).About("with")
	}
	stays, err := readStanding(reader, merge.Member)
	if err != nil {
		return MemberMerge{}, err
	}
	goes, err := readStanding(reader, merge.With)
	if err != nil {
		return MemberMerge{}, err
	}
	if merge.Stays == merge.With {
		stays, goes = goes, stays
	}
	plan := MemberMerge{Choice: stays.hold() == goes.hold()}
	if stays.hold() < goes.hold() {
		stays, goes = goes, stays
	}
	plan.Stays, plan.Goes = stays.member, goes.member
	plan.Administrative = stays.member.Role.Manages() || goes.member.Role.Manages()
	if goes.member.Identity != "" {
		plan.Detaches = goes.origin
	}
	plan.joinAccounts()
	for _, plans := range []func(directory.Reader) error{plan.planTeams, plan.planWaysIn} {
		if err := plans(reader); err != nil {
			return MemberMerge{}, err
		}
	}
	plan.Refusal, err = refusalOf(checkMemberMerge(reader, caller, plan, stays, goes, merge.Stays))
	if err != nil {
		return MemberMerge{}, err
	}
	plan.Version = plan.version()
	return plan, nil
}

// refusalOf tells the refusal of a rule from any other error.
func refusalOf(err error) (*directory.Error, error) {
	var refusal *directory.Error
	if errors.As(err, &refusal) && refusal.Code == directory.Refused {
		return refusal, nil
	}
	return nil, err
}

// joinAccounts plans role, status and license. Status is that of who stays, but
// whoever waits for a license works once they get one.
func (p *MemberMerge) joinAccounts() {
	p.After = p.Stays
	if above(p.Goes.Role, p.Stays.Role) {
		p.After.Role = p.Goes.Role
	}
	works := p.Stays.Status != directory.MemberDeactivated
	if !p.Goes.Licensed || p.Stays.Licensed || !works {
		p.License = p.Goes.WithoutLicense()
		return
	}
	p.License = directory.LicensePassed
	p.After.Licensed, p.After.Wait = true, directory.Wait{}
	if p.Stays.Status == directory.MemberWaiting {
		p.After.Status = directory.MemberActive
	}
}

// planTeams plans the union of teams. A manual team is joined whatever the status:
// deactivation leaves people in their teams, too.
func (p *MemberMerge) planTeams(reader directory.Reader) error {
	belongs, err := reader.TeamsOfMembers([]directory.MemberID{p.Stays.ID, p.Goes.ID})
	if err != nil {
		return err
	}
	has := map[directory.TeamID]bool{}
	for _, team := range belongs {
		if team.Member == p.Stays.ID {
			has[team.Team.ID] = true
		}
	}
	for _, team := range belongs {
		if team.Member != p.Goes.ID || has[team.Team.ID] {
			continue
		}
		why, err := p.mayBring(reader, team)
		if err != nil {
			return err
		}
		if why == nil {
			p.Joins = append(p.Joins, team)
			continue
		}
		p.Left = append(p.Left, TeamLeft{team, why.Said})
	}
	return nil
}

// mayBring says why who stays may not join a team of who goes, or nil.
func (p *MemberMerge) mayBring(reader directory.Reader, team directory.MemberTeam) (*directory.Error, error) {
	if team.Origin == "" {
		return nil, nil
	}
	origin, err := reader.Connection(team.Origin)
	if err != nil {
		return nil, err
	}
	named := directory.Team{ID: team.Team.ID, Origin: team.Origin, TeamAssertion: directory.TeamAssertion{Name: team.Team.Name}}
	return refusalOf(checkJoin(named, origin, p.Stays))
}

// planWaysIn counts the ways in that end, and says whether who stays has one.
func (p *MemberMerge) planWaysIn(reader directory.Reader) error {
	var err error
	if p.Ends, err = waysIn(reader, p.Goes.ID); err != nil {
		return err
	}
	keys, err := reader.APIKeys()
	if err != nil {
		return err
	}
	for _, key := range keys {
		if key.CreatedBy == p.Goes.ID && key.RevokedAt.IsZero() {
			p.Ends.APIKeys++
		}
	}
	has, err := waysIn(reader, p.Stays.ID)
	p.Stranded = has == WaysIn{} && p.Stays.Identity == "" && p.Ends.signIn()
	return err
}

// signIn says whether a person signs in by one of these.
func (w WaysIn) signIn() bool { return w.Password || w.Passkeys > 0 || w.Logins > 0 }

func waysIn(reader directory.Reader, member directory.MemberID) (WaysIn, error) {
	var ways WaysIn
	_, err := reader.Password(member)
	if err != nil && directory.CodeOf(err) != directory.NotFound {
		return ways, err
	}
	ways.Password = err == nil
	passkeys, err := reader.Passkeys(member)
	if err != nil {
		return ways, err
	}
	logins, err := reader.Logins(member)
	ways.Passkeys, ways.Logins = len(passkeys), len(logins)
	return ways, err
}

// checkMemberMerge refuses a merge by the first rule that forbids it.
func checkMemberMerge(reader directory.Reader, caller Caller, plan MemberMerge, stays, goes standing, wanted directory.MemberID) error {
	named := []string{"stays", plan.Stays.Name, "goes", plan.Goes.Name, "role", string(plan.Goes.Role)}
	switch {
	case stays.hold() == livingThere && goes.hold() == livingThere:
		return ruleMergeLiving.Refuse(directory.Refused, named...)
	case !plan.Choice && wanted == plan.Goes.ID:
		return ruleMergeStays.Refuse(directory.Refused, named...).About("stays")
	case caller.Member == plan.Goes.ID:
		return ruleMergeYourself.Refuse(directory.Refused, named...)
	}
	for _, member := range []directory.Member{plan.Goes, plan.Stays} {
		if err := CheckRank(caller, member); err != nil {
			return err
		}
	}
	switch {
	case plan.After.Role != plan.Stays.Role && caller.Role != directory.RoleOwner:
		return ruleMergeRole.Refuse(directory.Refused, named...)
	case len(plan.Joins) > directory.MaxEntryMembers:
		return ruleMergeManyTeams.Refuse(directory.Refused, named...)
	}
	if err := checkLock(MemberLocks(goes.member, goes.origin, goes.active), LockedRemoval); err != nil {
		return err
	}
	return checkMergeKeepsOwner(reader, plan)
}

// checkMergeKeepsOwner is checkOwnerStays where an owner's role is taken over.
func checkMergeKeepsOwner(reader directory.Reader, plan MemberMerge) error {
	organization, err := reader.Organization()
	if err != nil {
		return err
	}
	if organization.BreakGlass == plan.Goes.ID {
		return ruleBreakGlassStays.Refuse(directory.Refused, "member", plan.Goes.Name)
	}
	if plan.After.Role == directory.RoleOwner && plan.After.Status == directory.MemberActive {
		return nil
	}
	return checkLastOwner(reader, plan.Goes)
}

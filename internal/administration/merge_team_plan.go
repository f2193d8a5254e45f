package administration

import (
	"slices"

	"github.com/musterhq/muster/internal/directory"
)

// TeamMerge is what merging two teams does; see MemberMerge.
type TeamMerge struct {
	// Stays and Goes are the two as they are now.
	Stays, Goes directory.Team
	// Choice says whether the caller may choose which one stays.
	Choice bool
	// Comes are those of Goes who join Stays, and Left those who may not: whom no
	// connection speaks for cannot be in a team that one made.
	Comes, Left PeopleCounted
	// Why is the reason for Left.
	Why directory.Said
	// Unknown is how many people the pushes of Goes named who are unknown here; they
	// are forgotten with it.
	Unknown int64
	// Refusal is why the merge cannot be done, or nil.
	Refusal *directory.Error
	// Version names what the plan says.
	Version string

	// Who comes along: members into a manual team, identities into a provisioned one.
	members    []directory.MemberID
	identities []directory.IdentityID
}

// PeopleCounted are people of whom only the first are named.
type PeopleCounted struct {
	Count int
	First []PersonNamed
}

// PersonNamed is somebody in a team; Member is empty for an identity with nobody
// behind it.
type PersonNamed struct {
	Member directory.MemberID
	Name   string
}

// namedInPlan is how many people a plan names of each kind.
const namedInPlan = 20

// mergeBatch is how many people of a team are read at once.
const mergeBatch = directory.MaxEntryMembers

// teamStanding is a team with the connection that made it, or the zero one.
type teamStanding struct {
	team   directory.Team
	origin directory.Connection
}

func readTeamStanding(reader directory.Reader, id directory.TeamID) (teamStanding, error) {
	team, err := reader.AnyTeam(id)
	if err != nil || !team.Provisioned() {
		return teamStanding{team: team}, err
	}
	origin, err := reader.Connection(team.Origin)
	return teamStanding{team, origin}, err
}

func (s teamStanding) hold() int {
	switch {
	case !s.team.Provisioned():
		return unknownThere
	case checkLock(TeamLocks(s.team, s.origin), LockedDeletion) == nil:
		return knownThere
	}
	return livingThere
}

func planTeamMerge(reader directory.Reader, merge MergeOfTeams) (TeamMerge, error) {
	if merge.Team == merge.With {
		return TeamMerge{}, ruleMergeTeamSelf.Refuse(directory.Invalid).About("with")
	}
	stays, err := readTeamStanding(reader, merge.Team)
	if err != nil {
		return TeamMerge{}, err
	}
	goes, err := readTeamStanding(reader, merge.With)
	if err != nil {
		return TeamMerge{}, err
	}
	if merge.Stays == merge.With {
		stays, goes = goes, stays
	}
	plan := TeamMerge{Choice: stays.hold() == goes.hold()}
	if stays.hold() < goes.hold() {
		stays, goes = goes, stays
	}
	plan.Stays, plan.Goes, plan.Unknown = stays.team, goes.team, goes.team.Unknown
	plan.Refusal = checkTeamMerge(plan, stays, goes, merge.Stays)
	if plan.Refusal == nil {
		if err := plan.planPeople(reader, stays.origin); err != nil {
			return TeamMerge{}, err
		}
	}
	if plan.Left.Count > 0 {
		plan.Why = whyLeft(stays)
	}
	plan.Version = plan.version()
	return plan, nil
}

// whyLeft is the reason why people do not come along into a provisioned team.
func whyLeft(stays teamStanding) directory.Said {
	if refusal, _ := refusalOf(checkLock(TeamLocks(stays.team, stays.origin), LockedMembers)); refusal != nil {
		return refusal.Said
	}
	return ruleMergeLeft.Say("team", stays.team.Name, "provider", stays.origin.Provider.NameInSentences())
}

func checkTeamMerge(plan TeamMerge, stays, goes teamStanding, wanted directory.TeamID) *directory.Error {
	named := []string{"stays", plan.Stays.Name, "goes", plan.Goes.Name}
	switch {
	case stays.hold() == livingThere && goes.hold() == livingThere:
		return ruleMergeTeamsPushed.Refuse(directory.Refused, named...)
	case !plan.Choice && wanted == plan.Goes.ID:
		return ruleMergeTeamStays.Refuse(directory.Refused, named...).About("stays")
	}
	return nil
}

// planPeople goes through the people of the team that goes and are not in the one
// that stays, in bounded steps.
func (p *TeamMerge) planPeople(reader directory.Reader, origin directory.Connection) error {
	if p.Goes.Provisioned() {
		return p.planIdentities(reader, origin)
	}
	for after := directory.MemberID(""); ; {
		found, err := reader.ManualTeamMembers(p.Goes.ID, p.Stays.ID, after, mergeBatch)
		if err != nil {
			return err
		}
		for _, member := range found {
			p.planMember(member, origin)
			after = member.ID
		}
		if len(found) < mergeBatch {
			return nil
		}
	}
}

// planMember plans for somebody of a manual team. Whoever is deactivated comes along
// into another manual team: deactivation leaves people in their teams, too.
func (p *TeamMerge) planMember(member directory.Member, origin directory.Connection) {
	person := PersonNamed{member.ID, member.Name}
	if !p.Stays.Provisioned() {
		p.members = append(p.members, member.ID)
		p.Comes.add(person)
		return
	}
	refusal, _ := refusalOf(checkJoin(p.Stays, origin, member))
	if refusal == nil {
		p.identities = append(p.identities, member.Identity)
		p.Comes.add(person)
		return
	}
	p.Left.add(person)
}

func (c *PeopleCounted) add(person PersonNamed) {
	c.Count++
	if len(c.First) < namedInPlan {
		c.First = append(c.First, person)
	}
}

// planIdentities plans for the people of a team that a connection made. Those of
// another connection than that of the team that stays cannot come along.
func (p *TeamMerge) planIdentities(reader directory.Reader, origin directory.Connection) error {
	for after := directory.IdentityID(""); ; {
		found, err := reader.TeamMembers(p.Goes.ID, after, mergeBatch)
		if err != nil || len(found) == 0 {
			return err
		}
		after = found[len(found)-1].Identity
		if err := p.planPage(reader, found, origin); err != nil {
			return err
		}
	}
}

func (p *TeamMerge) planPage(reader directory.Reader, page []directory.TeamMember, origin directory.Connection) error {
	ids := make([]directory.IdentityID, len(page))
	for i, member := range page {
		ids[i] = member.Identity
	}
	here, err := reader.TeamHas(p.Stays.ID, ids)
	if err != nil {
		return err
	}
	found, err := reader.IdentityMembers(ids)
	if err != nil {
		return err
	}
	behind := make(map[directory.IdentityID]directory.Member, len(found))
	for _, member := range found {
		behind[member.Identity] = member
	}
	for _, person := range page {
		if _, found := slices.BinarySearch(here, person.Identity); found {
			continue
		}
		p.planIdentity(person, behind[person.Identity], origin)
	}
	return nil
}

func (p *TeamMerge) planIdentity(person directory.TeamMember, behind directory.Member, origin directory.Connection) {
	named := PersonNamed{behind.ID, behind.Name}
	if behind.ID == "" {
		named.Name = person.UserName
	}
	// The identity is what belongs to the team, whoever is behind it.
	joining := directory.Member{Identity: person.Identity, Origin: p.Goes.Origin, Name: named.Name}
	if refusal, _ := refusalOf(checkJoin(p.Stays, origin, joining)); refusal != nil {
		p.Left.add(named)
		return
	}
	p.identities = append(p.identities, person.Identity)
	p.Comes.add(named)
}

// version names what the plan says, with everybody who comes along or does not.
func (p TeamMerge) version() string {
	type team struct {
		ID     directory.TeamID
		Name   string
		Origin directory.ConnectionID
	}
	teamOf := func(t directory.Team) team { return team{t.ID, t.Name, t.Origin} }
	refused := ""
	if p.Refusal != nil {
		refused = p.Refusal.Said.Rule
	}
	return versionOf(struct {
		Stays, Goes team
		Choice      bool
		Comes, Left PeopleCounted
		Why         string
		Unknown     int64
		Refused     string
		Members     []directory.MemberID
		Identities  []directory.IdentityID
	}{
		teamOf(p.Stays), teamOf(p.Goes), p.Choice, p.Comes, p.Left, p.Why.Rule, p.Unknown, refused, p.members, p.identities,
	})
}

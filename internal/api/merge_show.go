package api

import (
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// memberMergeOf shows a plan; shown are who stays and who goes.
func memberMergeOf(plan administration.MemberMerge, shown []Member, known origins) MemberMerge {
	merge := MemberMerge{
		Stays:    shown[0],
		Goes:     shown[1],
		Choice:   plan.Choice,
		Role:     Role(plan.After.Role),
		Status:   MemberStatus(plan.After.Status),
		Joins:    make([]MemberTeam, len(plan.Joins)),
		Left:     make([]MergeTeamLeft, len(plan.Left)),
		Ends:     MergeWaysIn(plan.Ends),
		Stranded: plan.Stranded,
		Detaches: known.reference(plan.Detaches.ID),
		StepUp:   plan.Administrative,
		Refusal:  refusedFor(plan.Refusal),
		Version:  plan.Version,
	}
	for i, team := range plan.Joins {
		merge.Joins[i] = memberTeamOf(team)
	}
	for i, left := range plan.Left {
		merge.Left[i] = MergeTeamLeft{Team: memberTeamOf(left.Team), Why: reasonOf(left.Why)}
	}
	if plan.License != "" {
		effect := LicenseEffect(plan.License)
		merge.License = &effect
	}
	return merge
}

func memberTeamOf(team directory.MemberTeam) MemberTeam {
	return MemberTeam{ID: team.Team.ID, Name: team.Team.Name, Provisioned: team.Origin != ""}
}

func teamMergeOf(plan administration.TeamMerge, known origins) TeamMerge {
	merge := TeamMerge{
		Stays:   teamOf(plan.Stays, known),
		Goes:    teamOf(plan.Goes, known),
		Choice:  plan.Choice,
		Comes:   mergePeopleOf(plan.Comes),
		Left:    mergePeopleOf(plan.Left),
		Refusal: refusedFor(plan.Refusal),
		Version: plan.Version,
	}
	if plan.Left.Count > 0 {
		why := reasonOf(plan.Why)
		merge.Why = &why
	}
	return merge
}

func mergePeopleOf(people administration.PeopleCounted) MergePeople {
	shown := MergePeople{Count: people.Count, First: make([]MergePerson, len(people.First))}
	for i, person := range people.First {
		shown.First[i] = MergePerson{Name: person.Name}
		if person.Member != "" {
			shown.First[i].ID = &person.Member
		}
	}
	return shown
}

package api

import (
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// Reason is why something is so, in a sentence.
type Reason struct {
	Detail string `json:"detail" example:"Okta decides who is in Engineering."`
	Remedy string `json:"remedy,omitempty" doc:"What to do next."`
	Saying
}

func reasonOf(said directory.Said) Reason { return Reason{said.Detail, said.Remedy, sayingOf(said)} }

func refusedFor(refusal *directory.Error) *Reason {
	if refusal == nil {
		return nil
	}
	reason := reasonOf(refusal.Said)
	return &reason
}

// MemberMerge is what merging two members does.
type MemberMerge struct {
	Stays    Member               `json:"stays" doc:"Who stays, as they are now."`
	Goes     Member               `json:"goes" doc:"Who goes, as they are now."`
	Choice   bool                 `json:"choice" doc:"Whether you may choose who stays. Otherwise an identity provider knows the one who does."`
	Role     Role                 `json:"role" doc:"The role of who stays, afterwards."`
	Status   MemberStatus         `json:"status" doc:"The status of who stays, afterwards."`
	Joins    []MemberTeam         `json:"joins" nullable:"false" doc:"The teams of who goes that the other joins."`
	Left     []MergeTeamLeft      `json:"left" nullable:"false" doc:"The teams of who goes that the other may not join."`
	License  *LicenseEffect       `json:"license,omitempty" doc:"What happens to the license of who goes, or to their place in line."`
	Ends     MergeWaysIn          `json:"ends" doc:"The ways in of who goes, which end: none becomes one of who stays."`
	Stranded bool                 `json:"stranded" doc:"Whether who stays has no way to sign in and needs a link afterwards."`
	Detaches *ConnectionReference `json:"detaches,omitempty" doc:"The connection whose user has no member afterwards: activated there, it makes a new one."`
	StepUp   bool                 `json:"step_up" doc:"Whether a person has to prove who they are again, because an owner or administrator is concerned."`
	Refusal  *Reason              `json:"refusal,omitempty" doc:"Why the merge is not possible."`
	Version  string               `json:"version" doc:"Names this preview. The merge is done only while it would do the same."`
}

// MergeTeamLeft is a team that does not come along.
type MergeTeamLeft struct {
	Team MemberTeam `json:"team"`
	Why  Reason     `json:"why"`
}

// MergeWaysIn are the ways in that end.
type MergeWaysIn struct {
	Password bool `json:"password"`
	Passkeys int  `json:"passkeys"`
	Logins   int  `json:"logins" doc:"Ties to login methods."`
	APIKeys  int  `json:"api_keys" doc:"API keys that the member made, which open nothing afterwards."`
}

// TeamMerge is what merging two teams does.
type TeamMerge struct {
	Stays   Team        `json:"stays" doc:"Which stays, as it is now."`
	Goes    Team        `json:"goes" doc:"Which goes, as it is now."`
	Choice  bool        `json:"choice" doc:"Whether you may choose which stays. Otherwise an identity provider knows the one that does."`
	Comes   MergePeople `json:"comes" doc:"Who joins the team that stays."`
	Left    MergePeople `json:"left" doc:"Who is only in the team that goes and may not join the other."`
	Why     *Reason     `json:"why,omitempty" doc:"Why they may not."`
	Refusal *Reason     `json:"refusal,omitempty" doc:"Why the merge is not possible."`
	Version string      `json:"version" doc:"Names this preview. The merge is done only while it would do the same."`
}

// MergePeople are people of whom the first are named.
type MergePeople struct {
	Count int           `json:"count"`
	First []MergePerson `json:"first" nullable:"false" doc:"The first twenty."`
}

// MergePerson is somebody of a team.
type MergePerson struct {
	ID   *directory.MemberID `json:"id,omitempty" doc:"Missing for a user of the provider without a member."`
	Name string              `json:"name" example:"Ana Ruiz"`
}

// PreviewMemberMerge is what previewMemberMerge takes.
type PreviewMemberMerge struct {
	OfMember
	With  directory.MemberID `query:"with" required:"true" minLength:"1" maxLength:"256" doc:"The other member."`
	Stays directory.MemberID `query:"stays" maxLength:"256" doc:"Which of the two you would keep."`
}

// MergeMembers is what mergeMembers takes.
type MergeMembers struct {
	OfMember
	Body struct {
		With    directory.MemberID `json:"with" minLength:"1" maxLength:"256" doc:"The other member."`
		Stays   directory.MemberID `json:"stays,omitempty" maxLength:"256" doc:"Which of the two you would keep."`
		Version string             `json:"version" minLength:"1" maxLength:"256" doc:"The version of the preview that you have seen."`
	} `nameHint:"MembersMerge"`
}

// PreviewTeamMerge is what previewTeamMerge takes.
type PreviewTeamMerge struct {
	OfTeam
	With  directory.TeamID `query:"with" required:"true" minLength:"1" maxLength:"256" doc:"The other team."`
	Stays directory.TeamID `query:"stays" maxLength:"256" doc:"Which of the two you would keep."`
}

// MergeTeams is what mergeTeams takes.
type MergeTeams struct {
	OfTeam
	Body struct {
		With    directory.TeamID `json:"with" minLength:"1" maxLength:"256" doc:"The other team."`
		Stays   directory.TeamID `json:"stays,omitempty" maxLength:"256" doc:"Which of the two you would keep."`
		Version string           `json:"version" minLength:"1" maxLength:"256" doc:"The version of the preview that you have seen."`
	} `nameHint:"TeamsMerge"`
}

func (s *Server) previewMemberMerge(c *call, in *PreviewMemberMerge) (*Answer[MemberMerge], error) {
	plan, err := s.config.Administration.PlanMemberMerge(c.ctx, c.caller(), c.organization.ID,
		administration.MergeOfMembers{Member: in.Member, With: in.With, Stays: in.Stays})
	if err != nil {
		return nil, err
	}
	reader := c.view()
	shown, err := membersOf(reader, []directory.Member{plan.Stays, plan.Goes})
	if err != nil {
		return nil, err
	}
	known, err := readOrigins(reader)
	if err != nil {
		return nil, err
	}
	return &Answer[MemberMerge]{Body: memberMergeOf(plan, shown, known)}, nil
}

func (s *Server) mergeMembers(c *call, in *MergeMembers) (*Tagged[MemberDetail], error) {
	merge := administration.MergeOfMembers{Member: in.Member, With: in.Body.With, Stays: in.Body.Stays}
	plan, err := s.config.Administration.PlanMemberMerge(c.ctx, c.caller(), c.organization.ID, merge)
	if err != nil {
		return nil, err
	}
	if plan.Administrative { // the version holds the roles: what is done concerns the same
		if err := s.config.Access.RequireFresh(c.principal); err != nil {
			return nil, err
		}
	}
	done, err := s.config.Administration.MergeMembers(c.ctx, c.caller(), c.organization.ID, merge, in.Body.Version)
	if err != nil {
		return nil, err
	}
	return s.memberTagged(c, done.Stays.ID)
}

func (s *Server) previewTeamMerge(c *call, in *PreviewTeamMerge) (*Answer[TeamMerge], error) {
	plan, err := s.config.Administration.PlanTeamMerge(c.ctx, c.organization.ID,
		administration.MergeOfTeams{Team: in.Team, With: in.With, Stays: in.Stays})
	if err != nil {
		return nil, err
	}
	known, err := readOrigins(c.view())
	if err != nil {
		return nil, err
	}
	return &Answer[TeamMerge]{Body: teamMergeOf(plan, known)}, nil
}

func (s *Server) mergeTeams(c *call, in *MergeTeams) (*Tagged[Team], error) {
	done, err := s.config.Administration.MergeTeams(c.ctx, c.caller(), c.organization.ID,
		administration.MergeOfTeams{Team: in.Team, With: in.Body.With, Stays: in.Body.Stays}, in.Body.Version)
	if err != nil {
		return nil, err
	}
	return s.teamTagged(c, done.Stays.ID)
}

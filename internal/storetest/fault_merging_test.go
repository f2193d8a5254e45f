package storetest

import (
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// mergingFaults are mistakes with what joins two into one.
var mergingFaults = []fault{
	{name: "buys a license that is passed on", subjects: []string{"Merging"}, wrong: func(_ *memory, m *model) directory.Tx { return buysPassed{m} }},
	{name: "keeps a license that was passed on", subjects: []string{"Merging"}, wrong: func(_ *memory, m *model) directory.Tx { return keepsPassed{m} }},
	{name: "lists who is in both teams", subjects: []string{"Merging"}, wrong: func(_ *memory, m *model) directory.Tx { return listsBoth{m} }},
	{name: "forgets who is in a pushed team", subjects: []string{"Merging"}, wrong: func(_ *memory, m *model) directory.Tx { return forgetsPushedOnes{m} }},
	{name: "answers teams that somebody was in", subjects: []string{"Merging"}, wrong: func(_ *memory, m *model) directory.Tx { return joinsAgain{m} }},
	{name: "leaves joined teams as old as they were", subjects: []string{"Merging"}, wrong: func(_ *memory, m *model) directory.Tx { return joinsInSecret{m} }},
}

type buysPassed struct{ *model }

func (f buysPassed) PassLicense(from, to directory.MemberID) error {
	if f.members[from].ID == "" || f.members[to].ID == "" || !f.members[from].Licensed || f.members[to].Licensed {
		return f.model.PassLicense(from, to)
	}
	if err := f.ReleaseLicense(from); err != nil {
		return err
	}
	return f.TakeLicense(to)
}

type keepsPassed struct{ *model }

func (f keepsPassed) PassLicense(from, to directory.MemberID) error {
	before := f.members[from]
	err := f.model.PassLicense(from, to)
	if before.ID != "" {
		f.members[from] = before
	}
	return err
}

type listsBoth struct{ *model }

func (f listsBoth) ManualTeamMembers(team, _ directory.TeamID, after directory.MemberID, limit int) ([]directory.Member, error) {
	return f.model.ManualTeamMembers(team, "", after, limit)
}

type forgetsPushedOnes struct{ *model }

func (f forgetsPushedOnes) ManualTeamMembers(team, other directory.TeamID, after directory.MemberID, limit int) ([]directory.Member, error) {
	if f.teams[other].Provisioned() {
		other = ""
	}
	return f.model.ManualTeamMembers(team, other, after, limit)
}

type joinsAgain struct{ *model }

func (f joinsAgain) JoinManualTeams(member, of directory.MemberID, at time.Time) ([]directory.TeamID, error) {
	joined, err := f.model.JoinManualTeams(member, of, at)
	if len(joined) == 0 {
		for id, people := range f.manual {
			if people[member] && people[of] {
				joined = append(joined, id)
			}
		}
	}
	return joined, err
}

type joinsInSecret struct{ *model }

func (f joinsInSecret) JoinManualTeams(member, of directory.MemberID, _ time.Time) ([]directory.TeamID, error) {
	return f.model.JoinManualTeams(member, of, moment(0))
}

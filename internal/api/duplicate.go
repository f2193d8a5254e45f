package api

import (
	"github.com/musterhq/muster/internal/directory"
)

// duplicatesOfMembers are the possible duplicates of each of the members.
func duplicatesOfMembers(reader directory.Reader, ids []directory.MemberID) (map[directory.MemberID][]Duplicate, error) {
	found, err := reader.DuplicatesOfMembers(ids)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	duplicates := make(map[directory.MemberID][]Duplicate)
	for _, ended := range found {
		older, err := reader.Member(ended.Member)
		if err != nil {
			return nil, err
		}
		newer, err := reader.Member(ended.NewMember)
		if err != nil {
			return nil, err
		}
		duplicates[older.ID] = append(duplicates[older.ID], Duplicate{ID: string(newer.ID), Name: newer.Name, Newer: true})
		duplicates[newer.ID] = append(duplicates[newer.ID], Duplicate{ID: string(older.ID), Name: older.Name})
	}
	return duplicates, nil
}

// duplicatesOfTeams are the possible duplicates of each of the teams.
func duplicatesOfTeams(reader directory.Reader, ids []directory.TeamID) (map[directory.TeamID][]Duplicate, error) {
	found, err := reader.DuplicatesOfTeams(ids)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	duplicates := make(map[directory.TeamID][]Duplicate)
	for _, ended := range found {
		older, err := reader.AnyTeam(ended.Team)
		if err != nil {
			return nil, err
		}
		newer, err := reader.AnyTeam(ended.NewTeam)
		if err != nil {
			return nil, err
		}
		duplicates[older.ID] = append(duplicates[older.ID], Duplicate{ID: string(newer.ID), Name: newer.Name, Newer: true})
		duplicates[newer.ID] = append(duplicates[newer.ID], Duplicate{ID: string(older.ID), Name: older.Name})
	}
	return duplicates, nil
}

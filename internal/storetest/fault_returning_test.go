package storetest

import (
	"github.com/musterhq/muster/internal/directory"
)

type editsUnseen struct{ *model }

func (f editsUnseen) SetEdited(connection directory.ConnectionID, id directory.IdentityID, edited bool) error {
	version := f.identities[id].Version
	err := f.model.SetEdited(connection, id, edited)
	if identity, ok := f.identities[id]; ok && err == nil {
		identity.Version = version
		f.identities[id] = identity
	}
	return err
}

type forgetsAsserted struct{ *model }

func (f forgetsAsserted) UpdateTeam(team directory.Team) error {
	team.Asserted = ""
	return f.model.UpdateTeam(team)
}

type recognizesAnybody struct{ *model }

func (f recognizesAnybody) EndedMember(_ directory.ConnectionID, externalID, userName string) (directory.Ended, error) {
	for connection := range f.connections {
		if ended, err := f.model.EndedMember(connection, externalID, userName); err != nil || ended.Number != 0 {
			return ended, err
		}
	}
	return directory.Ended{}, nil
}

type releasesNobody struct{ *model }

func (f releasesNobody) ReleaseTeam(team directory.Team) error {
	err := f.model.ReleaseTeam(team)
	if err == nil {
		clear(f.manual[team.ID])
	}
	return err
}

type takesBadges struct{ *model }

func (f takesBadges) ReleaseTeam(team directory.Team) error {
	err := f.model.ReleaseTeam(team)
	if stored, ok := f.teams[team.ID]; ok && err == nil {
		stored.Formerly = ""
		f.teams[team.ID] = stored
	}
	return err
}

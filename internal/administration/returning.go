package administration

import (
	"cmp"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// What people edit of what a connection asserts, and what it means when the provider
// is there again, is this file's. The rule `reconnect` decides it:
//
//	match      what was edited is noted. The provider finds the person by the SCIM id
//	           or the externalId, and the team by its id or by the name that it
//	           asserted last; its first push overwrites what was edited.
//	duplicate  editing a name, an address or a team's name while the connection is off
//	           ends what the connection knows. The provider does not find it, and
//	           creates it a second time; what is remembered of it shows that the two
//	           are possibly the same.
//
// Whoever is deactivated or reactivated by hand meanwhile stays known in either case.

// noteDetails notes that people changed the name or address of a member, or ends the
// identity behind them, as the policy says. It returns the member as they are then.
func noteDetails(tx directory.Tx, caller Caller, member directory.Member, at time.Time) (directory.Member, error) {
	if member.Identity == "" {
		return member, nil
	}
	origin, err := tx.Connection(member.Connection())
	if err != nil {
		return directory.Member{}, err
	}
	if !origin.EndsWhatIsEdited() {
		return member, tx.SetEdited(origin.ID, member.Identity, true)
	}
	identity, err := tx.Identity(origin.ID, member.Identity)
	if err != nil {
		return directory.Member{}, err
	}
	entry := caller.memberEntry(directory.MemberReleased, member, at)
	entry.Connection = origin.ID
	ended := directory.Ended{Connection: origin.ID, Member: member.ID, ExternalID: identity.ExternalID, Name: identity.UserName}
	if ended.Number, err = tx.Append(entry); err != nil {
		return directory.Member{}, err
	}
	if err := tx.DeleteIdentity(origin.ID, identity.ID); err != nil {
		return directory.Member{}, err
	}
	member.Identity = ""
	return member, tx.PutEnded(ended)
}

// noteStatus notes that people changed whether a member is active, where the provider
// cannot know of it: the connection is off.
func noteStatus(tx directory.Tx, member directory.Member) error {
	if member.Identity == "" {
		return nil
	}
	origin, err := tx.Connection(member.Connection())
	if err != nil || origin.State == directory.ConnectionEnabled {
		return err
	}
	return tx.SetEdited(origin.ID, member.Identity, true)
}

// storeName stores a team under another name than it had, and returns it as it is
// then: a provisioned one with the name that the connection asserted, or as a manual
// one where the policy lets it end.
func storeName(tx directory.Tx, caller Caller, before, after directory.Team, at time.Time) (directory.Team, error) {
	if !before.Provisioned() {
		return after, tx.UpdateTeam(after)
	}
	origin, err := tx.Connection(before.Origin)
	if err != nil {
		return directory.Team{}, err
	}
	after.Asserted = cmp.Or(before.Asserted, before.Name)
	if !origin.EndsWhatIsEdited() {
		if after.Asserted == after.Name {
			after.Asserted = ""
		}
		return after, tx.UpdateTeam(after)
	}
	entry := caller.teamEntry(directory.TeamReleased, after, at)
	entry.Connection = origin.ID
	ended := directory.Ended{Connection: origin.ID, Team: after.ID, ExternalID: before.ExternalID, Name: after.Asserted}
	if ended.Number, err = tx.Append(entry); err != nil {
		return directory.Team{}, err
	}
	if err := tx.ReleaseTeam(after); err != nil {
		return directory.Team{}, err
	}
	if err := tx.PutEnded(ended); err != nil {
		return directory.Team{}, err
	}
	return tx.AnyTeam(after.ID)
}

// checkRenameIsFree is checkTeamNameIsFree for a team that is about to get its name.
func checkRenameIsFree(reader directory.Reader, team directory.Team) error {
	if team.Provisioned() {
		origin, err := reader.Connection(team.Origin)
		if err != nil {
			return err
		}
		if origin.EndsWhatIsEdited() {
			team.Origin = "" // it comes to stand among the manual ones
		}
	}
	return checkTeamNameIsFree(reader, team)
}

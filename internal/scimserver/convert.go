package scimserver

import (
	"strings"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/scim"
)

// This file is where SCIM's words and the directory's meet.

// dialectOf is how requests of a connection are read. The strict profiles to
// come will be further values here.
func dialectOf(connection directory.Connection) scim.Dialect {
	dialect := scim.Tolerant()
	dialect.Fold = fold
	return dialect
}

// fold compares text as the directory does. Text that the directory could not
// keep equals only itself.
func fold(text string) string {
	folded, err := directory.Fold(text)
	if err != nil {
		return text
	}
	return folded
}

// assertionFromUser takes from a User what the directory needs to know. The user
// says whether it is active; see withActive.
func assertionFromUser(user scim.Resource) directory.Assertion {
	active, _ := user.Active()
	return directory.Assertion{
		UserName:   user.UserName(),
		ExternalID: user.ExternalID(),
		Name:       shownName(user),
		Emails:     addresses(user),
		Active:     active,
		Resource:   user.AppendJSON(nil),
	}
}

// userOf is the User that an assertion was made from, and active as it says: an
// edit may be asked what it would do to somebody who is not.
func userOf(assertion directory.Assertion) (scim.Resource, error) {
	user, err := scim.UserResourceType().Restore(assertion.Resource)
	if err != nil {
		return scim.Resource{}, err
	}
	if active, _ := user.Active(); active != assertion.Active {
		return sayActive(user, assertion.Active)
	}
	return user, nil
}

// withActive lets a user that says nothing about active say what is so: a new
// one is active, an old one stays as it was. Answers and filters then tell it,
// and Okta's tests want it in every answer.
func withActive(user scim.Resource, unsaid bool) (scim.Resource, error) {
	if _, said := user.Active(); said {
		return user, nil
	}
	return sayActive(user, unsaid)
}

func sayActive(user scim.Resource, active bool) (scim.Resource, error) {
	say := scim.PatchOp{Operations: []scim.Operation{{
		Op:        scim.OpAdd,
		Path:      &scim.Path{Name: "active"},
		Value:     scim.Bool(active),
		ValueSent: true,
	}}}
	edit, err := scim.UserResourceType().Apply(say, user, scim.PatchOptions{})
	return edit.Resource, err
}

// Inactive returns a user's resource that says that they are not active.
func Inactive(resource []byte) ([]byte, error) {
	user, err := scim.UserResourceType().Restore(resource)
	if err != nil {
		return nil, err
	}
	if user, err = sayActive(user, false); err != nil {
		return nil, err
	}
	return user.AppendJSON(nil), nil
}

// shownName is how a person is called: by the display name, or as the parts of
// the name say.
func shownName(user scim.Resource) string {
	if name := user.DisplayName(); name != "" {
		return name
	}
	if name := user.FormattedName(); name != "" {
		return name
	}
	return strings.TrimSpace(user.Text("name", "givenName") + " " + user.Text("name", "familyName"))
}

// addresses are a user's addresses, the primary one first.
func addresses(user scim.Resource) []string {
	primary := user.PrimaryEmail()
	if primary == "" {
		return nil
	}
	all := []string{primary}
	for _, email := range user.Emails() {
		if email.Value != primary {
			all = append(all, email.Value)
		}
	}
	return all
}

// assertionFromGroup takes from a Group what the directory needs to know.
func assertionFromGroup(group scim.Resource) directory.TeamAssertion {
	return directory.TeamAssertion{
		Name:       group.DisplayName(),
		ExternalID: group.ExternalID(),
		Resource:   group.AppendJSON(nil),
	}
}

// identityIDs are the ids that members refer to.
func identityIDs(members []scim.Member) []directory.IdentityID {
	ids := make([]directory.IdentityID, len(members))
	for i, member := range members {
		ids[i] = directory.IdentityID(member.Value)
	}
	return ids
}

// membersChange is what a PATCH does to a team's members.
func membersChange(edit scim.MemberEdit) provisioning.MembersChange {
	change := provisioning.MembersChange{Exactly: edit.Replace, Add: identityIDs(edit.Add)}
	for _, id := range edit.Remove {
		change.Remove = append(change.Remove, directory.IdentityID(id))
	}
	return change
}

// envelopeOfIdentity is what the server adds to a stored User.
func envelopeOfIdentity(identity directory.Identity, base string) scim.Envelope {
	envelope := scim.Envelope{
		ID: string(identity.ID),
		Meta: scim.Meta{
			ResourceType: "User",
			Created:      identity.CreatedAt,
			LastModified: identity.UpdatedAt,
			Location:     userLocation(base, identity.ID),
		},
	}
	for _, team := range identity.Teams {
		envelope.Groups = append(envelope.Groups, scim.Member{
			Value:   string(team.ID),
			Ref:     groupLocation(base, team.ID),
			Display: team.Name,
			Type:    "direct",
		})
	}
	return envelope
}

// envelopeOfTeam is what the server adds to a stored Group, apart from its
// members.
func envelopeOfTeam(team directory.Team, base string) scim.Envelope {
	return scim.Envelope{
		ID: string(team.ID),
		Meta: scim.Meta{
			ResourceType: "Group",
			Created:      team.CreatedAt,
			LastModified: team.UpdatedAt,
			Location:     groupLocation(base, team.ID),
		},
	}
}

// memberOfTeam is one member of a Group on the wire.
func memberOfTeam(member directory.TeamMember, base string) scim.Member {
	return scim.Member{
		Value:   string(member.Identity),
		Ref:     userLocation(base, member.Identity),
		Display: member.UserName,
		Type:    "User",
	}
}

func userLocation(base string, id directory.IdentityID) string { return base + "/Users/" + string(id) }

func groupLocation(base string, id directory.TeamID) string { return base + "/Groups/" + string(id) }

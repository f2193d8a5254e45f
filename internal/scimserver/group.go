package scimserver

import (
	"net/http"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/scim"
)

// group answers GET /Groups/{id}, with all members.
func (s *Server) group(c *call) error {
	if err := provisioning.CheckGroups(c.access.Connection); err != nil {
		return err
	}
	team, err := s.view(c).Team(c.connection(), directory.TeamID(c.id))
	if err != nil {
		return notFoundAs(err, errNoSuchGroup(c.id))
	}
	c.tellTeam(team)
	return s.sendGroup(c, http.StatusOK, team)
}

// createGroup answers POST /Groups.
func (s *Server) createGroup(c *call) error {
	document, err := s.groupBody(c)
	if err != nil {
		return err
	}
	assertion := assertionFromGroup(document.Resource)
	c.tellTeam(directory.Team{TeamAssertion: assertion})
	c.told.Facts.Joined = len(document.Members)
	team, err := s.provisioning.CreateTeam(c.r.Context(), c.caller(), assertion, identityIDs(document.Members))
	if err != nil {
		return err
	}
	c.tellTeam(team)
	c.w.Header().Set("Location", groupLocation(c.base, team.ID))
	return s.sendGroup(c, http.StatusCreated, team)
}

// replaceGroup answers PUT /Groups/{id}. A body without members leaves nobody in
// the group (RFC 7644 §3.5.1).
func (s *Server) replaceGroup(c *call) error {
	document, err := s.groupBody(c)
	if err != nil {
		return err
	}
	members := provisioning.MembersChange{Exactly: true, Add: identityIDs(document.Members)}
	team, err := s.editGroup(c, func(scim.Resource) (scim.Resource, provisioning.MembersChange, error) {
		return document.Resource, members, nil
	})
	if err != nil {
		return err
	}
	return s.sendGroup(c, http.StatusOK, team)
}

// maxPatchAnswer is the size up to which a PATCH is answered with the group. For
// larger ones the answer would cost more than the change: RFC 7644 §3.5.2 lets a
// server answer 204, unless the client asked for attributes.
const maxPatchAnswer = 100

// patchGroup answers PATCH /Groups/{id}.
func (s *Server) patchGroup(c *call) error {
	body, err := c.body(maxGroupPatchBody, "a change of a group")
	if err != nil {
		return err
	}
	dialect := dialectOf(c.access.Connection)
	patch, err := scim.ParsePatch(body, dialect)
	if err != nil {
		return err
	}
	options := scim.PatchOptions{Dialect: dialect, ID: c.id}
	team, err := s.editGroup(c, func(current scim.Resource) (scim.Resource, provisioning.MembersChange, error) {
		edit, err := scim.GroupResourceType().Apply(patch, current, options)
		return edit.Resource, membersChange(edit.Members), err
	})
	if err != nil {
		return err
	}
	if team.Size > maxPatchAnswer && c.shown.IsDefault() {
		c.w.nothing()
		return nil
	}
	return s.sendGroup(c, http.StatusOK, team)
}

// editGroup applies an edit of the resource as an edit of what the connection
// asserts.
func (s *Server) editGroup(c *call, edit func(current scim.Resource) (scim.Resource, provisioning.MembersChange, error)) (directory.Team, error) {
	team, err := s.provisioning.EditTeam(c.r.Context(), c.caller(), directory.TeamID(c.id),
		func(current directory.TeamAssertion) (provisioning.TeamChange, error) {
			before, err := scim.GroupResourceType().Restore(current.Resource)
			if err != nil {
				return provisioning.TeamChange{}, err
			}
			after, members, err := edit(before)
			if err != nil {
				return provisioning.TeamChange{}, err
			}
			next := assertionFromGroup(after)
			c.tellPush(current.Name, next.Name, members)
			return provisioning.TeamChange{
				Next:    next,
				Changes: changesBetween(before, after),
				Members: members,
			}, nil
		})
	if err == nil {
		c.tellTeam(team)
	}
	return team, notFoundAs(err, errNoSuchGroup(c.id))
}

// deleteGroup answers DELETE /Groups/{id}.
func (s *Server) deleteGroup(c *call) error {
	if err := s.provisioning.DeleteTeam(c.r.Context(), c.caller(), directory.TeamID(c.id)); err != nil {
		return notFoundAs(err, errNoSuchGroup(c.id))
	}
	c.told.Team.ID = directory.TeamID(c.id)
	c.w.nothing()
	return nil
}

func (s *Server) groupBody(c *call) (scim.Document, error) {
	body, done, err := s.wholeGroupBody(c)
	if err != nil {
		return scim.Document{}, err
	}
	defer done()
	return scim.GroupResourceType().Read(body, dialectOf(c.access.Connection))
}

func (s *Server) sendGroup(c *call, status int, team directory.Team) error {
	stream := newStream(c.w, status)
	if err := s.streamGroup(c, stream, team); err != nil {
		return err
	}
	return stream.end()
}

// memberBatch is how many members are read at a time while a group is streamed.
// No read transaction stays open between two batches: a slow client must not
// keep the database from tidying up. Whoever belongs to the group throughout is
// in the answer exactly once, because batches follow the ids.
const memberBatch = 1000

// streamGroup writes a group as the request wants to see it. Where members are
// not wanted they are not read.
func (s *Server) streamGroup(c *call, stream *stream, team directory.Team) error {
	if err := c.streamGroupHead(stream, team); err != nil {
		return err
	}
	if c.shown.Includes("members") {
		if err := s.streamMembers(c, stream, team); err != nil {
			return err
		}
	}
	return stream.append([]byte("}"))
}

func (c *call) streamGroupHead(stream *stream, team directory.Team) error {
	envelope := envelopeOfTeam(team, c.base)
	if c.shown.IsDefault() {
		return stream.append(envelope.AppendHead(nil, team.Resource))
	}
	group, err := scim.GroupResourceType().Restore(team.Resource)
	if err != nil {
		return err
	}
	return stream.append(c.shown.AppendHead(nil, group.Within(envelope)))
}

func (s *Server) streamMembers(c *call, stream *stream, team directory.Team) error {
	if err := stream.append([]byte(`,"members":[`)); err != nil {
		return err
	}
	view := s.view(c)
	first := true
	for last := directory.IdentityID(""); team.Size > 0; {
		members, err := view.TeamMembers(team.ID, last, memberBatch)
		if err != nil {
			return err
		}
		buffer := make([]byte, 0, 160*len(members))
		for _, member := range members {
			if !first {
				buffer = append(buffer, ',')
			}
			first = false
			buffer = c.shown.AppendMember(buffer, memberOfTeam(member, c.base))
			last = member.Identity
		}
		if err := stream.append(buffer); err != nil {
			return err
		}
		if len(members) < memberBatch {
			break
		}
	}
	return stream.append([]byte("]"))
}

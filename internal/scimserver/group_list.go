package scimserver

import (
	"net/http"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/scim"
)

// listGroups answers GET /Groups. Each group is streamed with all its members:
// a client that reads, changes and writes back must not lose those left out.
// Where groups are not taken the list is empty: Okta asks for it when it is to
// import groups, and takes a refusal for a connection that does not work.
func (s *Server) listGroups(c *call) error {
	request, err := c.pageRequest()
	if err != nil {
		return err
	}
	matcher, err := c.filterOf(scim.GroupResourceType())
	if err != nil {
		return err
	}
	found, err := s.groupsPage(c, request, matcher)
	if err != nil {
		return err
	}
	c.tellFound(found.total, len(found.items))
	if len(found.items) == 1 {
		c.tellTeam(found.items[0])
	}
	list := scim.ListResponse{TotalResults: found.total, StartIndex: found.start, ItemsPerPage: len(found.items)}
	stream := newStream(c.w, http.StatusOK)
	if err := stream.append(list.AppendHead(nil)); err != nil {
		return err
	}
	for i, team := range found.items {
		if i > 0 {
			if err := stream.append([]byte(",")); err != nil {
				return err
			}
		}
		if err := s.streamGroup(c, stream, team); err != nil {
			return err
		}
	}
	if err := stream.append(list.AppendTail(nil)); err != nil {
		return err
	}
	return stream.end()
}

func (s *Server) groupsPage(c *call, request pageRequest, matcher *scim.Matcher) (page[directory.Team], error) {
	if !c.access.Connection.Policy.TakesGroups() {
		return page[directory.Team]{start: request.start}, nil
	}
	view := s.view(c)
	query := directory.TeamQuery{}
	if matcher != nil {
		query.Key = narrowTeams(matcher)
	}
	groups := source[directory.Team]{
		name: listName("Groups", c.query),
		total: func() (int64, error) {
			connection, err := view.Connection(c.connection())
			return connection.Teams, err
		},
		after: func(ordinal int64, limit int) ([]directory.Team, error) {
			query := query
			query.After, query.Limit = ordinal, limit
			return view.Teams(c.connection(), query)
		},
		at: func(position int64) (int64, error) {
			return view.TeamOrdinal(c.connection(), position)
		},
		ordinal: func(team directory.Team) int64 { return team.Ordinal },
	}
	if matcher == nil {
		return readPage(s.pages, c.connection(), groups, request)
	}
	return filterPage(s.pages, c.connection(), groups, request, func(team directory.Team) (bool, error) {
		return s.matchGroup(c, view, matcher, team)
	})
}

func (s *Server) matchGroup(c *call, view directory.Reader, matcher *scim.Matcher, team directory.Team) (bool, error) {
	group, err := scim.GroupResourceType().Restore(team.Resource)
	if err != nil {
		return false, err
	}
	envelope := envelopeOfTeam(team, c.base)
	if matcher.Mentions("members") {
		if envelope.Members, err = decidingMembers(view, matcher, team.ID, c.base); err != nil {
			return false, err
		}
	}
	return matcher.Match(group.Within(envelope)), nil
}

// decidingMembers reads those members of a team that a filter's outcome depends
// on: the few it names, or, where it names none, everyone.
func decidingMembers(view directory.Reader, matcher *scim.Matcher, team directory.TeamID, base string) ([]scim.Member, error) {
	var deciding []scim.Member
	if ids, few := membersInQuestion(matcher.Filter()); few {
		here, err := view.TeamHas(team, ids)
		if err != nil {
			return nil, err
		}
		for _, id := range here {
			deciding = append(deciding, memberOfTeam(directory.TeamMember{Identity: id}, base))
		}
		return deciding, nil
	}
	for last := directory.IdentityID(""); ; {
		members, err := view.TeamMembers(team, last, memberBatch)
		if err != nil {
			return nil, err
		}
		for _, member := range members {
			deciding = append(deciding, memberOfTeam(member, base))
			last = member.Identity
		}
		if len(members) < memberBatch {
			return deciding, nil
		}
	}
}

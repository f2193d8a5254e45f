package scimserver

import (
	"net/http"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/scim"
)

// listUsers answers GET /Users.
func (s *Server) listUsers(c *call) error {
	request, err := c.pageRequest()
	if err != nil {
		return err
	}
	matcher, err := c.filterOf(scim.UserResourceType())
	if err != nil {
		return err
	}
	found, err := s.usersPage(c, request, matcher)
	if err != nil {
		return err
	}
	c.tellFound(found.total, len(found.items))
	if len(found.items) == 1 {
		c.tellPerson(found.items[0])
	}
	list := scim.ListResponse{TotalResults: found.total, StartIndex: found.start, ItemsPerPage: len(found.items)}
	answer := list.AppendHead(make([]byte, 0, 256+1024*len(found.items)))
	for i, identity := range found.items {
		if i > 0 {
			answer = append(answer, ',')
		}
		if answer, err = c.appendUser(answer, identity); err != nil {
			return err
		}
	}
	c.w.send(http.StatusOK, list.AppendTail(answer))
	return nil
}

func (s *Server) usersPage(c *call, request pageRequest, matcher *scim.Matcher) (page[directory.Identity], error) {
	view := s.view(c)
	query := directory.IdentityQuery{WithTeams: c.shown.Includes("groups")}
	exact := false
	if matcher != nil {
		query.Key, exact = narrowIdentities(matcher)
		query.WithTeams = query.WithTeams || matcher.Mentions("groups")
	}
	users := source[directory.Identity]{
		name: listName("Users", c.query),
		total: func() (int64, error) {
			connection, err := view.Connection(c.connection())
			return connection.Identities, err
		},
		after: func(ordinal int64, limit int) ([]directory.Identity, error) {
			query := query
			query.After, query.Limit = ordinal, limit
			return view.Identities(c.connection(), query)
		},
		at: func(position int64) (int64, error) {
			return view.IdentityOrdinal(c.connection(), position)
		},
		ordinal: func(identity directory.Identity) int64 { return identity.Ordinal },
	}
	switch {
	case matcher == nil:
		return readPage(s.pages, c.connection(), users, request)
	case exact && query.Key.By != directory.ByExternalID:
		return onePage(users, request)
	}
	return filterPage(s.pages, c.connection(), users, request, func(identity directory.Identity) (bool, error) {
		if exact {
			return true, nil
		}
		user, err := scim.UserResourceType().Restore(identity.Resource)
		if err != nil {
			return false, err
		}
		return matcher.Match(user.Within(c.envelopeOf(identity))), nil
	})
}

package api

import (
	"strings"

	"github.com/musterhq/muster/internal/directory"
)

func (s *Server) getMemberIdentity(c *call, in *OfMember) (*Answer[Identity], error) {
	reader := c.view()
	member, err := reader.Member(in.Member)
	if err != nil {
		return nil, err
	}
	if member.Identity == "" {
		return nil, ruleNoIdentity.Refuse(directory.NotFound, "member", member.Name)
	}
	identity, err := reader.Identity(member.Connection(), member.Identity)
	if err != nil {
		return nil, err
	}
	connection, err := reader.Connection(member.Connection())
	if err != nil {
		return nil, err
	}
	attributes, err := flatten(identity.Resource)
	if err != nil {
		return nil, err
	}
	if connection.Policy.EmailSource == directory.EmailFromUserName {
		for i := range attributes {
			attributes[i].Ignored = strings.HasPrefix(strings.ToLower(attributes[i].Path), "emails[")
		}
	}
	return &Answer[Identity]{Body: Identity{
		ConnectionID: connection.ID,
		Provider:     Provider(connection.Provider),
		UserName:     identity.UserName,
		ExternalID:   identity.ExternalID,
		Active:       identity.Active,
		Attributes:   attributes,
		Resource:     identity.Resource,
		CreatedAt:    Time(identity.CreatedAt),
		UpdatedAt:    Time(identity.UpdatedAt),
	}}, nil
}

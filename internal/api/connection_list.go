package api

import (
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

func (s *Server) listConnections(c *call, _ *InOrganization) (*Answer[Connections], error) {
	reader := c.view()
	found, err := reader.Connections()
	if err != nil {
		return nil, err
	}
	list := Connections{Items: make([]Connection, len(found)), Entitled: true, SupportContact: s.config.SupportContact}
	for i, connection := range found {
		if list.Items[i], _, err = s.healthOf(c, reader, connection); err != nil {
			return nil, err
		}
	}
	methods, err := reader.LoginMethods()
	if err != nil {
		return nil, err
	}
	for _, method := range methods {
		list.SignInActive = list.SignInActive || method.Active
	}
	for _, provider := range directory.Providers() {
		list.Providers = append(list.Providers, ProviderKnown{Provider: Provider(provider), Name: provider.Name()})
	}
	for _, preset := range directory.Presets() {
		list.Presets = append(list.Presets, PresetPolicy{Preset: Preset(preset), Policy: Policy(preset.Policy())})
	}
	if err := administration.CheckEntitled(c.organization); err != nil {
		refused, _ := problemOf(err)
		list.Entitled, list.Reason, list.Saying = false, refused.sentence(), refused.Saying
	}
	return &Answer[Connections]{Body: list}, nil
}

func (s *Server) getConnection(c *call, in *OfConnection) (*Tagged[Connection], error) {
	return s.connectionTagged(c, in.Connection)
}

func (s *Server) getConsequences(c *call, in *OfConnection) (*Answer[Consequences], error) {
	counted, err := s.config.Administration.Consequences(c.ctx, c.organization.ID, in.Connection)
	if err != nil {
		return nil, err
	}
	return &Answer[Consequences]{Body: Consequences{Members: counted.Members, Teams: counted.Teams, HasToken: counted.HasToken}}, nil
}

package api

import (
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/secret"
)

// LookAtLink is what lookAtLink takes.
type LookAtLink struct {
	Body Token
}

func (s *Server) lookAtLink(c *call, in *LookAtLink) (*Answer[LinkView], error) {
	found, err := s.config.Access.LookAtLink(c.ctx, in.Body.Token)
	if err != nil {
		return nil, err
	}
	view := LinkView{
		Kind:         LinkKind(found.Link.Kind),
		Organization: OrganizationReference{ID: found.Organization.ID, Name: found.Organization.Name},
		Label:        found.Link.Label,
		ExpiresAt:    Time(found.Link.ExpiresAt),
		Usable:       found.Refusal == nil,
		AsksEmail:    found.AsksEmail,
	}
	if found.Member.ID != "" {
		view.Person = &LinkPerson{Name: found.Member.Name, Email: found.Member.Email}
	}
	if found.Refusal != nil {
		view.Reason, view.Saying = found.Refusal.Message, sayingOf(found.Refusal.Said)
	}
	return &Answer[LinkView]{Body: view}, nil
}

// linkURL is the address to hand to somebody. The secret stands behind the #,
// which browsers send to no server: it is in no access log on the way.
func (s *Server) linkURL(c *call, token secret.Secret) string {
	return s.base(c.r) + "/link#" + token.Reveal()
}

// setupLinkOf shows a setup link.
func (s *Server) setupLinkOf(link directory.Link) SetupLink {
	return SetupLink{
		ID:        link.ID,
		Label:     link.Label,
		CreatedBy: link.CreatedBy,
		CreatedAt: Time(link.CreatedAt),
		ExpiresAt: Time(link.ExpiresAt),
		UsedAt:    when(link.UsedAt),
		RevokedAt: when(link.RevokedAt),
		Usable:    link.Usable(s.now()),
	}
}

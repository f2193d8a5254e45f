package api

import "github.com/musterhq/muster/internal/administration"

// CreateMemberLink is what createMemberLink takes.
type CreateMemberLink struct {
	OfMember
	Once
}

// createMemberLink makes a link by which its holder becomes the member, so it is
// refused for a member above whoever asks.
func (s *Server) createMemberLink(c *call, in *CreateMemberLink) (*Answer[MemberLink], error) {
	member, err := c.view().Member(in.Member)
	if err != nil {
		return nil, err
	}
	if err := administration.CheckRank(c.caller(), member); err != nil {
		return nil, err
	}
	link, token, err := s.config.Access.CreateMemberLink(c.ctx, c.principal.Actor(), c.organization.ID, in.Member)
	if err != nil {
		return nil, err
	}
	return &Answer[MemberLink]{Body: MemberLink{URL: s.linkURL(c, token), Kind: LinkKind(link.Kind), ExpiresAt: Time(link.ExpiresAt)}}, nil
}

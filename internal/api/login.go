package api

import (
	"slices"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
)

// OfLogin is for routes about what ties a member to a login method.
type OfLogin struct {
	OfMember
	Method directory.LoginMethodID `path:"method" maxLength:"256" doc:"The login method's id."`
}

func (s *Server) listMemberLogins(c *call, in *OfMember) (*Answer[All[Login]], error) {
	reader := c.view()
	if _, err := reader.Member(in.Member); err != nil {
		return nil, err
	}
	logins, _, err := loginsOf(reader, in.Member)
	if err != nil {
		return nil, err
	}
	return &Answer[All[Login]]{Body: All[Login]{Items: logins}}, nil
}

// removeMemberLogin decides by which account of the provider the member comes in
// next, so it is refused for a member above whoever asks.
func (s *Server) removeMemberLogin(c *call, in *OfLogin) (*Nothing, error) {
	member, err := c.view().Member(in.Member)
	if err != nil {
		return nil, err
	}
	if err := administration.CheckRank(c.caller(), member); err != nil {
		return nil, err
	}
	return nil, s.config.Access.Untie(c.ctx, c.principal.Actor(), c.organization.ID, in.Member, in.Method)
}

func (s *Server) listMyLogins(c *call, _ *Nothing) (*Answer[MyLogins], error) {
	reader := s.config.Store.View(c.ctx, c.principal.Organization.ID)
	logins, known, err := loginsOf(reader, c.principal.Member.ID)
	if err != nil {
		return nil, err
	}
	available, err := waysInto(reader, known)
	if err != nil {
		return nil, err
	}
	return &Answer[MyLogins]{Body: MyLogins{Items: logins, Available: available}}, nil
}

// loginsOf lists what ties a member to login methods, and which those are.
func loginsOf(reader directory.Reader, member directory.MemberID) ([]Login, map[directory.LoginMethodID]bool, error) {
	methods, err := reader.LoginMethods()
	if err != nil {
		return nil, nil, err
	}
	found, err := reader.Logins(member)
	if err != nil {
		return nil, nil, err
	}
	logins, known := []Login{}, map[directory.LoginMethodID]bool{}
	for _, login := range found {
		known[login.Method] = true
		for _, method := range methods {
			if method.ID == login.Method {
				logins = append(logins, Login{
					Method: method.ID, Name: method.Name, Provider: Provider(method.Provider), Subject: login.Subject,
					CreatedAt: Time(login.CreatedAt), UsedAt: Time(login.UsedAt),
				})
			}
		}
	}
	return logins, known, nil
}

// tiedTo lists the active login methods that a member is tied to.
func tiedTo(reader directory.Reader, member directory.MemberID) ([]WayIn, error) {
	logins, err := reader.Logins(member)
	if err != nil || len(logins) == 0 {
		return []WayIn{}, err
	}
	ways, err := waysInto(reader, nil)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(ways, func(way WayIn) bool {
		return !slices.ContainsFunc(logins, func(login directory.Login) bool { return login.Method == way.ID })
	}), nil
}

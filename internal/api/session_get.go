package api

import (
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
)

func (s *Server) getSession(c *call, _ *Nothing) (*Answer[Me], error) { return s.me(c) }

func (s *Server) signOut(c *call, _ *Nothing) (*Nothing, error) {
	if err := s.config.Access.SignOut(c.ctx, c.principal); err != nil {
		return nil, err
	}
	s.cookies().SetSession(c.w, c.r, "", time.Time{})
	return nil, nil
}

// me says who is asking.
func (s *Server) me(c *call) (*Answer[Me], error) {
	p := c.principal
	me := Me{
		Kind:         sessionOfMember,
		Organization: MyOrganization{ID: p.Organization.ID, Name: p.Organization.Name, Kind: OrganizationKind(p.Organization.Kind)},
		Role:         roleOf(p),
		ProvedAt:     Time(p.ProvedAt()),
		StepUpUntil:  Time(p.ProvedAt().Add(access.FreshFor)),
		ExpiresAt:    Time(p.ExpiresAt),
	}
	if p.Kind == access.Setup {
		me.Kind = sessionOfSetup
		me.Methods.Logins = []WayIn{}
		me.Setup = &Setup{Label: p.Link.Label, ExpiresAt: Time(p.Link.ExpiresAt)}
		return &Answer[Me]{Body: me}, nil
	}
	methods, err := s.config.Access.Methods(c.ctx, p.Organization.ID, p.Member.ID)
	if err != nil {
		return nil, err
	}
	logins, err := tiedTo(s.config.Store.View(c.ctx, p.Organization.ID), p.Member.ID)
	if err != nil {
		return nil, err
	}
	me.Methods = Methods{Password: methods.Password, Passkeys: len(methods.Passkeys), Logins: logins}
	password, passkey := access.MayProveBy(p)
	me.Proofs = Proofs{Password: methods.Password && password, Passkey: len(methods.Passkeys) > 0 && passkey}
	me.Person = &Person{ID: p.Member.ID, Name: p.Member.Name, Email: p.Member.Email, Role: Role(p.Role())}
	return &Answer[Me]{Body: me}, nil
}

func roleOf(p access.Principal) CallerRole {
	switch callerOf(p) {
	case setup:
		return roleSetup
	case operator:
		return roleOperator
	case owner:
		return roleOwner
	case administrator:
		return roleAdmin
	default:
		return roleMember
	}
}

// sessionOf shows a session; current is the one that asks.
func sessionOf(session directory.Session, current directory.SessionID) Session {
	return Session{
		ID:        session.ID,
		Current:   session.ID == current,
		Browser:   session.Browser,
		Address:   session.Address,
		CreatedAt: Time(session.CreatedAt),
		UsedAt:    Time(session.UsedAt),
		ExpiresAt: Time(session.ExpiresAt),
	}
}

// getProviderSignOut says where whoever came from a provider signs out there, too.
func (s *Server) getProviderSignOut(c *call, _ *Nothing) (*Answer[ProviderSignOut], error) {
	answer := &Answer[ProviderSignOut]{}
	session := c.principal.Session
	if session.Method == "" {
		return answer, nil
	}
	reader := s.config.Store.View(c.ctx, c.principal.Organization.ID)
	logins, err := reader.Logins(session.Member)
	if err != nil {
		return nil, err
	}
	for _, login := range logins {
		if login.Method != session.Method {
			continue
		}
		method, err := reader.LoginMethod(login.Method)
		if err != nil {
			return nil, err
		}
		answer.Body.URL, err = federation.SignOutURL(s.base(c.r), method, login.Subject, session.ProviderSession, s.now())
		if err != nil {
			return nil, err
		}
	}
	return answer, nil
}

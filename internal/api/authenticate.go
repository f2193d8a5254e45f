package api

import (
	"net/http"
	"strings"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/directory"
)

var errNotSignedIn = refuse(http.StatusUnauthorized, codeUnauthorized, ruleNobody)

// authenticate finds who asks: a program by its key, otherwise a person by the
// cookie of their session. A request that carries a key is never taken for the
// person whose browser sends it.
func (s *Server) authenticate(c *call) error {
	if values, sent := c.r.Header["Authorization"]; sent {
		scheme, token, found := strings.Cut(values[0], " ")
		if len(values) != 1 || !found || !strings.EqualFold(scheme, "Bearer") {
			return refuse(http.StatusUnauthorized, codeUnauthorized, ruleAuthorization)
		}
		c.token = strings.TrimSpace(token)
		principal, err := s.config.Access.Key(c.ctx, c.token)
		c.principal = principal
		return err
	}
	if c.token = s.cookies().Session(c.r); c.token == "" {
		return errNotSignedIn
	}
	var err error
	c.principal, err = s.config.Access.Session(c.ctx, c.token, c.client)
	return err
}

// authorize says whether the caller may use the route, and finds the
// organization that it is about. One that is out of reach is answered exactly as
// one that does not exist.
func (s *Server) authorize(c *call) error {
	if c.route.needsOrganization() {
		id := directory.OrganizationID(c.r.PathValue("org"))
		if !c.principal.Reaches(id) {
			return errNoSuchOrganization
		}
		organization, err := s.organization(c, id)
		if err != nil {
			return err
		}
		c.organization = organization
	}
	if !c.route.may.includes(callerOf(c.principal)) {
		return refuse(http.StatusForbidden, codeForbidden, ruleRoleMayNot, "roles", c.route.may.name())
	}
	if c.principal.Kind == access.Key && !hasAnyScope(c.principal, c.route.scopes) {
		if len(c.route.scopes) == 0 {
			return refuse(http.StatusForbidden, codeForbidden, ruleKeysCannot)
		}
		return refuse(http.StatusForbidden, codeForbidden, ruleKeyMayNot, "scopes", scopeNames(c.route.scopes))
	}
	return nil
}

var errNoSuchOrganization = ruleNoSuchOrganization.Refuse(directory.NotFound)

// organization returns the one with this id, without asking the store for the
// caller's own, which came with who they are.
func (s *Server) organization(c *call, id directory.OrganizationID) (directory.Organization, error) {
	if id == c.principal.Organization.ID {
		return c.principal.Organization, nil
	}
	organization, err := s.config.Store.View(c.ctx, id).Organization()
	if directory.CodeOf(err) == directory.NotFound {
		return directory.Organization{}, errNoSuchOrganization
	}
	return organization, err
}

// callerOf says as whom a principal comes. A key comes as whoever made it: it
// can never do more than they.
func callerOf(p access.Principal) who {
	if p.Kind == access.Setup {
		return setup
	}
	if p.ReachesAll() {
		return operator
	}
	switch p.Role() {
	case directory.RoleOwner:
		return owner
	case directory.RoleAdministrator:
		return administrator
	case directory.RoleMember:
		return member
	}
	return 0
}

func hasAnyScope(p access.Principal, scopes []directory.Scope) bool {
	for _, scope := range scopes {
		if p.HasScope(scope) {
			return true
		}
	}
	return false
}

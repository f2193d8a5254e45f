package api

import (
	"context"
	"net/http"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/httpserver"
)

// call is one request that may be carried out, on its way.
type call struct {
	ctx   context.Context
	w     http.ResponseWriter
	r     *http.Request
	route route
	store directory.Store
	// principal is who asks; zero where anyone may.
	principal access.Principal
	// organization is the one that the route is about; zero where it is about
	// none.
	organization directory.Organization
	// token is the secret by which the caller was let in; the stream looks again
	// whether it still counts.
	token string
	// client is where the request comes from.
	client access.Client
}

type callKey struct{}

func callOf(ctx context.Context) *call {
	c, _ := ctx.Value(callKey{}).(*call)
	return c
}

// caller is who asks, as administration wants to know it.
func (c *call) caller() administration.Caller {
	caller := administration.Caller{
		Actor:   c.principal.Actor(),
		Request: httpserver.RequestID(c.ctx),
	}
	if c.principal.Kind == access.Setup {
		return caller // without a role: it grants none
	}
	caller.Role = c.principal.Role()
	if c.principal.Organization.ID == c.organization.ID {
		caller.Member = c.principal.Member.ID
		return caller
	}
	caller.Role = directory.RoleOwner // the operator, in a customer's organization
	return caller
}

// callerWho has seen a version of what is to be changed.
func (c *call) callerWho(seen IfMatch) (administration.Caller, error) {
	caller := c.caller()
	at, err := seen.seen()
	caller.Seen = at
	return caller, err
}

func (c *call) view() directory.Reader { return c.store.View(c.ctx, c.organization.ID) }

// operates says whether an operator asks, or a program that acts as one.
func (c *call) operates() bool { return c.principal.ReachesAll() }

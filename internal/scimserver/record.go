package scimserver

import (
	"errors"
	"net/http"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/httpserver"
	"github.com/musterhq/muster/internal/provisioning"
	"github.com/musterhq/muster/internal/traffic"
	"github.com/musterhq/muster/scim"
)

// record hands a call to the provisioning log, which decides whether it keeps
// it. It is deferred, so that a call that panics is told too.
func (s *Server) record(c *call, began time.Time) {
	told := &c.told
	told.ID = httpserver.RequestID(c.r.Context())
	told.Method = c.r.Method
	told.Path, told.Query = c.r.URL.Path, c.r.URL.RawQuery
	told.Status = c.w.status
	if told.Kind == "" {
		told.Kind = traffic.Other
	}
	if !c.answered {
		told.Status = http.StatusInternalServerError
		if told.Detail == "" {
			told.Detail = "Something failed inside Muster; its log says what, under this request's id."
		}
	}
	told.Facts.FormerToken = !c.access.Credential.RevokedAt.IsZero()
	told.Duration = s.now().Sub(began)
	told.Address, told.UserAgent = addressOf(c.r), c.r.UserAgent()
	s.recorder.Record(told, c.sent, c.w.written)
}

// addressOf is where a request comes from, or empty where nobody knows.
func addressOf(r *http.Request) string {
	address := httpserver.ClientAddress(r)
	if !address.IsValid() {
		return ""
	}
	return address.String()
}

// tellAccess tells whose request it is: the token says so.
func (c *call) tellAccess() {
	httpserver.SetConnection(c.r.Context(), string(c.access.Connection.ID))
	c.told.Organization = c.access.Organization.ID
	c.told.Connection = c.access.Connection.ID
	c.told.Provider = c.access.Connection.Provider
}

// tellError tells how a request was refused. Of a wrong token the log says more
// than the answer, because who reads it is signed in.
func (c *call) tellError(answer *scim.Error, err error) {
	c.told.Detail = answer.Detail
	if c.told.Organization != "" {
		return
	}
	if answer.Status == http.StatusUnauthorized {
		c.told.Kind = traffic.Unauthorized
	} else {
		c.told.Connection = "" // nobody knows whose request it is
	}
	if errors.Is(err, errWrongToken) {
		c.told.Sentence = traffic.WrongToken
	}
}

func (c *call) tellPerson(identity directory.Identity) {
	c.told.Person = traffic.Person{
		Identity: identity.ID,
		Member:   identity.Member,
		Name:     identity.Name,
		UserName: identity.UserName,
	}
}

// tellEdit tells what an edit of a person is for.
func (c *call) tellEdit(current, next directory.Assertion, same bool) {
	c.tellPerson(directory.Identity{ID: directory.IdentityID(c.id), Assertion: next})
	c.told.Facts.Same = same
	switch {
	case current.Active && !next.Active:
		c.told.Kind = traffic.Deactivate
	case !current.Active && next.Active:
		c.told.Kind = traffic.Reactivate
	default:
		c.told.Kind = traffic.Update
	}
}

func (c *call) tellFound(total, shown int) {
	c.told.Facts.Found, c.told.Facts.Shown = total, shown
}

func (c *call) tellTeam(team directory.Team) {
	c.told.Team = traffic.Team{ID: team.ID, Name: team.Name}
}

// tellPush tells what an edit of a group is for.
func (c *call) tellPush(name, next string, members provisioning.MembersChange) {
	c.told.Team = traffic.Team{ID: directory.TeamID(c.id), Name: next}
	c.told.Kind = traffic.GroupMembers
	c.told.Facts = traffic.Facts{Joined: len(members.Add), Left: len(members.Remove), Exactly: members.Exactly}
	if name != next {
		c.told.Kind, c.told.Facts.Formerly = traffic.GroupRename, name
	}
}

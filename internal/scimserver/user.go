package scimserver

import (
	"net/http"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/scim"
)

// user answers GET /Users/{id}. Deactivated people are answered like all others:
// Okta, when it does not find them, creates them again.
func (s *Server) user(c *call) error {
	identity, err := s.view(c).Identity(c.connection(), directory.IdentityID(c.id))
	if err != nil {
		return notFoundAs(err, errNoSuchUser(c.id))
	}
	c.tellPerson(identity)
	return c.sendUser(http.StatusOK, identity)
}

// createUser answers POST /Users.
func (s *Server) createUser(c *call) error {
	document, err := c.userBody()
	if err != nil {
		return err
	}
	user, err := withActive(document.Resource, true)
	if err != nil {
		return err
	}
	assertion := assertionFromUser(user)
	c.tellPerson(directory.Identity{Assertion: assertion})
	identity, err := s.provisioning.CreateIdentity(c.r.Context(), c.caller(), assertion)
	if err != nil {
		return err
	}
	c.tellPerson(identity)
	c.w.Header().Set("Location", userLocation(c.base, identity.ID))
	return c.sendUser(http.StatusCreated, identity)
}

// replaceUser answers PUT /Users/{id}. A body that says nothing about active
// leaves the person as they are: a forgotten mapping must neither lock everybody
// out nor let anybody back in.
func (s *Server) replaceUser(c *call) error {
	document, err := c.userBody()
	if err != nil {
		return err
	}
	return s.editUser(c, func(current scim.Resource) (scim.Resource, error) {
		return document.Resource, nil
	})
}

// patchUser answers PATCH /Users/{id}, always with the user.
func (s *Server) patchUser(c *call) error {
	body, err := c.body(maxUserBody, "a change of a user")
	if err != nil {
		return err
	}
	dialect := dialectOf(c.access.Connection)
	patch, err := scim.ParsePatch(body, dialect)
	if err != nil {
		return err
	}
	options := scim.PatchOptions{Dialect: dialect, ID: c.id}
	return s.editUser(c, func(current scim.Resource) (scim.Resource, error) {
		edit, err := scim.UserResourceType().Apply(patch, current, options)
		return edit.Resource, err
	})
}

// editUser applies an edit of the resource as an edit of what the connection
// asserts.
func (s *Server) editUser(c *call, edit func(current scim.Resource) (scim.Resource, error)) error {
	identity, err := s.provisioning.EditIdentity(c.r.Context(), c.caller(), directory.IdentityID(c.id),
		func(current directory.Assertion) (directory.Assertion, []directory.Change, error) {
			before, err := userOf(current)
			if err != nil {
				return directory.Assertion{}, nil, err
			}
			after, err := edit(before)
			if err != nil {
				return directory.Assertion{}, nil, err
			}
			if after, err = withActive(after, current.Active); err != nil {
				return directory.Assertion{}, nil, err
			}
			next, changes := assertionFromUser(after), changesBetween(before, after)
			c.tellEdit(current, next, len(changes) == 0)
			return next, changes, nil
		})
	if err != nil {
		return notFoundAs(err, errNoSuchUser(c.id))
	}
	c.tellPerson(identity)
	return c.sendUser(http.StatusOK, identity)
}

// deleteUser answers DELETE /Users/{id}.
func (s *Server) deleteUser(c *call) error {
	if err := s.provisioning.DeleteIdentity(c.r.Context(), c.caller(), directory.IdentityID(c.id)); err != nil {
		return notFoundAs(err, errNoSuchUser(c.id))
	}
	c.told.Person.Identity = directory.IdentityID(c.id)
	c.w.nothing()
	return nil
}

func (c *call) userBody() (scim.Document, error) {
	body, err := c.body(maxUserBody, "a user")
	if err != nil {
		return scim.Document{}, err
	}
	return scim.UserResourceType().Read(body, dialectOf(c.access.Connection))
}

func (c *call) sendUser(status int, identity directory.Identity) error {
	answer, err := c.appendUser(nil, identity)
	if err != nil {
		return err
	}
	c.w.send(status, answer)
	return nil
}

// appendUser appends a user as the request wants to see it. Without a wish the
// stored bytes are copied and not looked into.
func (c *call) appendUser(dst []byte, identity directory.Identity) ([]byte, error) {
	envelope := c.envelopeOf(identity)
	if c.shown.IsDefault() {
		return envelope.AppendJSON(dst, identity.Resource), nil
	}
	user, err := scim.UserResourceType().Restore(identity.Resource)
	if err != nil {
		return nil, err
	}
	return c.shown.AppendJSON(dst, user.Within(envelope)), nil
}

// envelopeOf is what the server adds to a stored User. Groups that the connection
// does not take have no address here, so the user names none.
func (c *call) envelopeOf(identity directory.Identity) scim.Envelope {
	if !c.access.Connection.Policy.TakesGroups() {
		identity.Teams = nil
	}
	return envelopeOfIdentity(identity, c.base)
}

// notFoundAs puts the wire's words in the place of the directory's for an id
// that is unknown.
func notFoundAs(err error, answer *scim.Error) error {
	if directory.CodeOf(err) == directory.NotFound {
		return answer
	}
	return err
}

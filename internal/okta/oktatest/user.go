package oktatest

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

func (s *Server) serveUsers(req *http.Request, id string, body resource) (reply, error) {
	if id == "" {
		switch req.Method {
		case http.MethodGet:
			return s.listUsers(req)
		case http.MethodPost:
			return s.createUser(body)
		}
		return reply{}, refuse(http.StatusMethodNotAllowed, "", "%s is not served here", req.Method)
	}
	u, ok := s.users[id]
	if !ok || s.wrong(InactiveHidden) && u["active"] == false {
		return reply{}, refuse(http.StatusNotFound, "", "There is no user %s.", id)
	}
	switch req.Method {
	case http.MethodGet:
		return reply{http.StatusOK, s.showUser(id)}, nil
	case http.MethodPut:
		return s.replaceUser(id, body)
	case http.MethodPatch:
		return s.patchUser(id, body)
	case http.MethodDelete:
		if s.wrong(NoDelete) {
			return reply{}, refuse(http.StatusMethodNotAllowed, "", "users are not deleted")
		}
		s.dropUser(id)
		return reply{status: http.StatusNoContent}, nil
	}
	return reply{}, refuse(http.StatusMethodNotAllowed, "", "%s is not served here", req.Method)
}

func (s *Server) listUsers(req *http.Request) (reply, error) {
	matches, err := s.filter(req.URL.Query().Get("filter"))
	if err != nil {
		return reply{}, err
	}
	var found []resource
	for _, id := range s.userOrder {
		u := s.users[id]
		if s.wrong(InactiveHidden) && u["active"] == false {
			continue
		}
		if s.wrong(StaleNames) {
			u = maps.Clone(u)
			u["userName"] = s.firstNames[id]
		}
		if matches(u) {
			found = append(found, s.showUser(id))
		}
	}
	return s.page(req, found)
}

// keepUser stores a user without any checks and returns the id.
func (s *Server) keepUser(u resource) string {
	s.created++
	id := "u" + strconv.Itoa(s.created)
	u["id"] = id
	if _, ok := u["active"]; !ok {
		u["active"] = true
	}
	s.users[id] = u
	s.userOrder = append(s.userOrder, id)
	s.firstNames[id] = text(u["userName"])
	return id
}

func (s *Server) dropUser(id string) {
	delete(s.users, id)
	s.userOrder = slices.DeleteFunc(s.userOrder, func(other string) bool { return other == id })
	for _, g := range s.groups {
		g.members = slices.DeleteFunc(g.members, func(member string) bool { return member == id })
	}
}

func (s *Server) createUser(body resource) (reply, error) {
	u, err := s.accept(body)
	if err != nil {
		return reply{}, err
	}
	if err := s.checkName(u, ""); err != nil && !s.wrong(DuplicatePostAccepted) {
		return reply{}, err
	}
	id := s.keepUser(u)
	s.passwords[id] = body["password"]
	if s.wrong(EmptyCreate) {
		return reply{status: http.StatusCreated}, nil
	}
	return reply{http.StatusCreated, s.showUser(id)}, nil
}

// accept turns a body into what is stored of it: everything but what belongs
// to the server.
func (s *Server) accept(body resource) (resource, error) {
	u := resource{}
	for name, value := range body {
		switch name {
		case "id", "meta", "groups", "password":
			if name == "password" && s.wrong(PasswordRefused) {
				return nil, refuse(http.StatusBadRequest, "invalidValue", "a password cannot be set")
			}
			continue
		}
		if value == nil {
			if s.wrong(NullsRefused) {
				return nil, refuse(http.StatusBadRequest, "invalidValue", "%s must not be null", name)
			}
			continue
		}
		if strings.HasPrefix(name, "urn:") && name != urnEnterprise && s.wrong(UnknownRefused) {
			return nil, refuse(http.StatusBadRequest, "invalidSyntax", "the schema %s is not known", name)
		}
		u[name] = value
	}
	if err := s.settle(u); err != nil {
		return nil, err
	}
	return u, nil
}

// settle brings the values that clients send in other forms into the RFC's.
func (s *Server) settle(u resource) error {
	if active, ok := u["active"]; ok {
		flag, err := s.boolean(active)
		if err != nil {
			return err
		}
		u["active"] = flag
	}
	if email, ok := u["emails"].(map[string]any); ok {
		if s.wrong(EmailObjectRefused) {
			return refuse(http.StatusBadRequest, "invalidValue", "emails must be an array")
		}
		u["emails"] = []any{email}
	}
	if extension, ok := u[urnEnterprise].(map[string]any); ok && !s.wrong(ManagerAsSent) {
		if manager, ok := extension["manager"].(string); ok {
			extension["manager"] = map[string]any{"value": manager}
		}
	}
	if schemas, ok := u["schemas"].([]any); ok && s.wrong(ForeignSchemasRefused) {
		for _, urn := range schemas {
			if urn != urnUser && urn != urnEnterprise {
				return refuse(http.StatusBadRequest, "invalidValue", "the schema %v is not known", urn)
			}
		}
	}
	if s.wrong(UserNameLowered) {
		u["userName"] = strings.ToLower(text(u["userName"]))
	}
	if text(u["userName"]) == "" {
		return refuse(http.StatusBadRequest, "invalidValue", "Send a userName.")
	}
	return nil
}

// boolean reads a flag, also from "False" and [false].
func (s *Server) boolean(value any) (bool, error) {
	if list, ok := value.([]any); ok && len(list) == 1 && !s.wrong(ScalarArrayRefused) {
		value = list[0]
	}
	switch v := value.(type) {
	case bool:
		return v, nil
	case string:
		if flag, err := strconv.ParseBool(strings.ToLower(v)); err == nil && !s.wrong(StringBooleansRefused) {
			return flag, nil
		}
	}
	return false, refuse(http.StatusBadRequest, "invalidValue", "active must be true or false")
}

// checkName refuses a userName that another user has.
func (s *Server) checkName(u resource, self string) error {
	for id, other := range s.users {
		if id == self {
			continue
		}
		a, b := text(other["userName"]), text(u["userName"])
		if a == b || strings.EqualFold(a, b) && !s.wrong(UniquenessCaseSensitive) {
			return refuse(http.StatusConflict, "uniqueness", "There is a user %s already.", a)
		}
	}
	return nil
}

// showUser gives the resource as clients see it.
func (s *Server) showUser(id string) resource {
	u := maps.Clone(s.users[id])
	schemas := []string{urnUser}
	for name := range u {
		if strings.HasPrefix(name, "urn:") {
			schemas = append(schemas, name)
		}
	}
	slices.Sort(schemas)
	u["schemas"] = schemas
	u["meta"] = resource{"resourceType": "User", "location": "/Users/" + id}
	var groups []resource
	for _, groupID := range s.groupOrder {
		g := s.groups[groupID]
		if slices.Contains(g.members, id) {
			groups = append(groups, resource{"value": g.id, "display": g.name, "type": "direct"})
		}
	}
	if groups != nil {
		u["groups"] = groups
	}
	if s.wrong(PasswordReturned) {
		u["password"] = s.passwords[id]
	}
	return s.shown(u)
}

// shown applies the faults that every resource shares.
func (s *Server) shown(r resource) resource {
	if s.wrong(NoSchemas) {
		delete(r, "schemas")
	}
	if s.wrong(MissingID) {
		delete(r, "id")
	}
	if s.wrong(NumericID) {
		r["id"] = 4711
	}
	return r
}

func (s *Server) replaceUser(id string, body resource) (reply, error) {
	if s.wrong(NoPut) {
		return reply{}, refuse(http.StatusNotImplemented, "", "PUT is not served")
	}
	if _, ok := body["meta"]; ok && s.wrong(EchoRefused) {
		return reply{}, refuse(http.StatusBadRequest, "mutability", "meta is read-only")
	}
	u, err := s.accept(body)
	if err != nil {
		return reply{}, err
	}
	if err := s.checkName(u, id); err != nil {
		return reply{}, err
	}
	if groups, ok := body["groups"].([]any); ok && len(groups) == 0 && s.wrong(GroupsObeyed) {
		for _, g := range s.groups {
			g.members = slices.DeleteFunc(g.members, func(member string) bool { return member == id })
		}
	}
	if s.wrong(ProfileIgnored) {
		shown := s.showUser(id)
		shown["userName"], shown["active"] = u["userName"], u["active"]
		return reply{http.StatusOK, shown}, nil
	}
	u["id"] = id
	if _, ok := u["active"]; !ok {
		u["active"] = s.users[id]["active"]
	}
	s.users[id] = u
	return reply{http.StatusOK, s.showUser(id)}, nil
}

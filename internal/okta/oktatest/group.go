package oktatest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (s *Server) serveGroups(req *http.Request, id string, body resource) (reply, error) {
	exclude := strings.Contains(req.URL.Query().Get("excludedAttributes"), "members") && !s.wrong(ExcludedAttributesIgnored)
	if id == "" {
		switch req.Method {
		case http.MethodGet:
			return s.listGroups(req, exclude)
		case http.MethodPost:
			return s.createGroup(body)
		}
		return reply{}, refuse(http.StatusMethodNotAllowed, "", "%s is not served here", req.Method)
	}
	g, ok := s.groups[id]
	if !ok {
		return reply{}, refuse(http.StatusNotFound, "", "There is no group %s.", id)
	}
	switch req.Method {
	case http.MethodGet:
		return reply{http.StatusOK, s.showGroup(g, exclude)}, nil
	case http.MethodPut:
		return s.replaceGroup(g, body)
	case http.MethodPatch:
		return s.patchGroup(g, body)
	case http.MethodDelete:
		if s.wrong(DeleteIgnored) {
			return reply{status: http.StatusNoContent}, nil
		}
		delete(s.groups, id)
		s.gone[g.name] = true
		s.groupOrder = slices.DeleteFunc(s.groupOrder, func(other string) bool { return other == id })
		return reply{status: http.StatusNoContent}, nil
	}
	return reply{}, refuse(http.StatusMethodNotAllowed, "", "%s is not served here", req.Method)
}

func (s *Server) listGroups(req *http.Request, exclude bool) (reply, error) {
	matches, err := s.filter(req.URL.Query().Get("filter"))
	if err != nil {
		return reply{}, err
	}
	var found []resource
	for _, id := range s.groupOrder {
		g := s.groups[id]
		if matches(resource{"id": g.id, "displayName": g.name, "externalId": g.externalID}) {
			found = append(found, s.showGroup(g, exclude))
		}
	}
	return s.page(req, found)
}

func (s *Server) showGroup(g *group, exclude bool) resource {
	r := resource{
		"schemas": []string{urnGroup}, "id": g.id, "displayName": g.name,
		"meta": resource{"resourceType": "Group", "location": "/Groups/" + g.id},
	}
	if g.externalID != "" {
		r["externalId"] = g.externalID
	}
	if exclude {
		return s.shown(r)
	}
	members := []resource{}
	for _, id := range g.members {
		members = append(members, resource{"value": id, "display": text(s.users[id]["userName"]), "type": "User"})
	}
	if s.wrong(MembersTruncated) {
		members = members[:min(100, len(members))]
	}
	r["members"] = members
	return s.shown(r)
}

// memberIDs reads members as clients send them. Those that are no users are
// left out.
func (s *Server) memberIDs(value any) ([]string, error) {
	var ids []string
	for _, member := range items(value) {
		display, given := member["display"]
		if given && display == nil && s.wrong(NullDisplayRefused) {
			return nil, refuse(http.StatusBadRequest, "invalidValue", "display must not be null")
		}
		if _, ok := member["type"]; !ok && s.wrong(UntypedMembersDropped) {
			continue
		}
		id := text(member["value"])
		if _, ok := s.users[id]; !ok {
			if s.wrong(UnknownMemberRefused) {
				return nil, refuse(http.StatusBadRequest, "invalidValue", "there is no user %s", id)
			}
			continue
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// checkGroupName refuses a name that another group has.
func (s *Server) checkGroupName(name string, self *group) error {
	if name == "" {
		return refuse(http.StatusBadRequest, "invalidValue", "Send a displayName.")
	}
	for _, g := range s.groups {
		if g.name == name && (g != self || s.wrong(OwnNameConflicts)) {
			return refuse(http.StatusConflict, "uniqueness", "There is a group %s already.", name)
		}
	}
	if s.gone[name] && s.wrong(NamesNeverFreed) && (self == nil || self.name != name) {
		return refuse(http.StatusConflict, "uniqueness", "There was a group %s already.", name)
	}
	return nil
}

func (s *Server) createGroup(body resource) (reply, error) {
	name := text(body["displayName"])
	if err := s.checkGroupName(name, nil); err != nil {
		return reply{}, err
	}
	if _, ok := body["externalId"]; !ok && s.wrong(GroupExternalIDRequired) {
		return reply{}, refuse(http.StatusBadRequest, "invalidValue", "externalId is required")
	}
	members, err := s.memberIDs(body["members"])
	if err != nil {
		return reply{}, err
	}
	s.created++
	g := &group{id: "g" + strconv.Itoa(s.created), name: name, externalID: text(body["externalId"]), members: members}
	s.groups[g.id] = g
	s.groupOrder = append(s.groupOrder, g.id)
	return reply{http.StatusCreated, s.showGroup(g, false)}, nil
}

func (s *Server) replaceGroup(g *group, body resource) (reply, error) {
	if s.wrong(NoPut) {
		return reply{}, refuse(http.StatusNotImplemented, "", "PUT is not served")
	}
	name := text(body["displayName"])
	if err := s.checkGroupName(name, g); err != nil {
		return reply{}, err
	}
	members, err := s.memberIDs(body["members"])
	if err != nil {
		return reply{}, err
	}
	s.rename(g, name)
	g.members = members
	shown := s.showGroup(g, false)
	if s.wrong(PutStoresNoMembers) {
		g.members = nil
	}
	return reply{http.StatusOK, shown}, nil
}

func (s *Server) rename(g *group, name string) {
	if g.name != name {
		s.gone[g.name] = true
		g.name = name
	}
}

func (s *Server) patchGroup(g *group, body resource) (reply, error) {
	if s.wrong(NoPatch) {
		return reply{}, refuse(http.StatusNotImplemented, "", "PATCH is not served")
	}
	operations, err := s.operations(body)
	if err != nil {
		return reply{}, err
	}
	changed := &group{id: g.id, name: g.name, externalID: g.externalID, members: slices.Clone(g.members)}
	if s.wrong(LostUpdates) {
		s.mu.Unlock()
		time.Sleep(time.Second)
		s.mu.Lock()
	}
	for _, o := range operations {
		if err := s.patchGroupOne(changed, g, text(o["op"]), text(o["path"]), o["value"]); err != nil {
			return reply{}, err
		}
	}
	if s.wrong(NoopRefused) && changed.name == g.name && slices.Equal(changed.members, g.members) {
		return reply{}, refuse(http.StatusBadRequest, "invalidValue", "nothing would change")
	}
	s.rename(g, changed.name)
	g.externalID, g.members = changed.externalID, changed.members
	return reply{http.StatusOK, s.showGroup(g, false)}, nil
}

// patchGroupOne applies one operation to changed, a copy of stored.
func (s *Server) patchGroupOne(changed, stored *group, op, path string, value any) error {
	switch {
	case path == "":
		return s.patchGroupObject(changed, stored, op, value)
	case path == "displayName":
		if err := s.checkGroupName(text(value), stored); err != nil {
			return err
		}
		changed.name = text(value)
		return nil
	case path == "externalId":
		changed.externalID = text(value)
		return nil
	case path == "members":
		return s.patchMembers(changed, op, value)
	case strings.HasPrefix(path, "members[value eq ") && op == "remove":
		var id string
		quoted := strings.TrimSuffix(strings.TrimPrefix(path, "members[value eq "), "]")
		if err := json.Unmarshal([]byte(quoted), &id); err != nil {
			return refuse(http.StatusBadRequest, "invalidPath", "the path %s cannot be read", path)
		}
		changed.members = slices.DeleteFunc(changed.members, func(member string) bool { return member == id || s.wrong(RemoveClears) })
		return nil
	}
	return refuse(http.StatusBadRequest, "invalidPath", "the path %s is not known", path)
}

func (s *Server) patchGroupObject(changed, stored *group, op string, value any) error {
	object, ok := value.(map[string]any)
	if !ok {
		return refuse(http.StatusBadRequest, "invalidValue", "an operation without a path needs an object")
	}
	if _, ok := object["id"]; ok && s.wrong(PathlessIDRefused) {
		return refuse(http.StatusBadRequest, "mutability", "id is read-only")
	}
	if s.wrong(RenameIgnored) {
		return nil
	}
	if s.wrong(RenameClearsMembers) {
		changed.members = nil
	}
	for name, inner := range object {
		if name == "id" || name == "schemas" || name == "meta" {
			continue
		}
		if err := s.patchGroupOne(changed, stored, op, name, inner); err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) patchMembers(changed *group, op string, value any) error {
	given, _ := value.([]any)
	ids, err := s.memberIDs(value)
	if err != nil {
		return err
	}
	if op == "replace" && s.wrong(ReplaceAdds) {
		op = "add"
	}
	switch op {
	case "replace":
		if len(given) == 0 && s.wrong(EmptyReplaceRefused) {
			return refuse(http.StatusBadRequest, "invalidValue", "members must not be empty")
		}
		if len(given) == 0 && s.wrong(EmptyReplaceIgnored) {
			return nil
		}
		changed.members = ids
	case "add":
		if s.wrong(AddReplaces) {
			changed.members = nil
		}
		for _, id := range ids {
			if !slices.Contains(changed.members, id) || s.wrong(AddDuplicates) {
				changed.members = append(changed.members, id)
			}
		}
	case "remove":
		changed.members = slices.DeleteFunc(changed.members, func(id string) bool {
			return value == nil || slices.Contains(ids, id) || s.wrong(RemoveByValueClears)
		})
	}
	return nil
}

package oktatest

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// operations reads a PatchOp message; the names of operations are lower-case.
func (s *Server) operations(body resource) ([]resource, error) {
	list := items(body["Operations"])
	if len(list) == 0 {
		return nil, refuse(http.StatusBadRequest, "invalidSyntax", "Send Operations.")
	}
	for _, o := range list {
		op := text(o["op"])
		if op != strings.ToLower(op) && s.wrong(CapitalOpsRefused) {
			return nil, refuse(http.StatusBadRequest, "invalidSyntax", "the operation %s is not known", op)
		}
		o["op"] = strings.ToLower(op)
	}
	return list, nil
}

func (s *Server) patchUser(id string, body resource) (reply, error) {
	if s.wrong(NoPatch) {
		return reply{}, refuse(http.StatusNotImplemented, "", "PATCH is not served")
	}
	operations, err := s.operations(body)
	if err != nil {
		return reply{}, err
	}
	u := copied(s.users[id])
	for _, o := range operations {
		if err := s.patchOne(u, text(o["op"]), text(o["path"]), o["value"]); err != nil {
			return reply{}, err
		}
	}
	if err := s.settle(u); err != nil {
		return reply{}, err
	}
	if err := s.checkName(u, id); err != nil {
		return reply{}, err
	}
	if s.wrong(ActiveIgnored) {
		u["active"] = s.users[id]["active"]
		shown := s.showUser(id)
		shown["active"] = false
		return reply{http.StatusOK, shown}, nil
	}
	s.users[id] = u
	return reply{http.StatusOK, s.showUser(id)}, nil
}

// copied is a deep copy.
func copied(u resource) resource {
	text, err := json.Marshal(u)
	if err != nil {
		panic(err)
	}
	var c resource
	if err := json.Unmarshal(text, &c); err != nil {
		panic(err)
	}
	return c
}

func (s *Server) patchOne(u resource, op, path string, value any) error {
	if path != "" {
		return s.patchPath(u, op, path, value)
	}
	object, ok := value.(map[string]any)
	if !ok {
		return refuse(http.StatusBadRequest, "invalidValue", "an operation without a path needs an object")
	}
	for name, inner := range object {
		if s.wrong(DottedKeysKept) {
			u[name] = inner
			continue
		}
		if nested, ok := inner.(map[string]any); ok {
			for sub, v := range nested {
				if err := s.patchPath(u, op, join(name, sub), v); err != nil {
					return err
				}
			}
			continue
		}
		if err := s.patchPath(u, op, name, inner); err != nil {
			return err
		}
	}
	return nil
}

// join makes a path of an attribute, or a schema's URN, and a sub-attribute.
func join(name, sub string) string {
	if strings.HasPrefix(name, "urn:") {
		return name + ":" + sub
	}
	return name + "." + sub
}

// elementPath is emails[type eq "work"].value.
var elementPath = regexp.MustCompile(`^(\w+)\[(\w+) eq "([^"]*)"\](?:\.(\w+))?$`)

func (s *Server) patchPath(u resource, op, path string, value any) error {
	if found := elementPath.FindStringSubmatch(path); found != nil {
		return s.patchElement(u, op, found[1], found[2], found[3], found[4], value)
	}
	target, name := map[string]any(u), path
	if i := strings.LastIndex(path, ":"); strings.HasPrefix(path, "urn:") && i > 0 {
		target, name = descend(u, path[:i]), path[i+1:]
	}
	if parent, sub, ok := strings.Cut(name, "."); ok {
		if parent == "manager" {
			// A plain manager is the value of a complex one.
			target[parent] = map[string]any{sub: value}
			return nil
		}
		target, name = descend(target, parent), sub
	}
	if op == "remove" || value == nil {
		delete(target, name)
		return nil
	}
	target[name] = value
	return nil
}

// descend returns the object under name, made if there is none.
func descend(from map[string]any, name string) map[string]any {
	object, ok := from[name].(map[string]any)
	if !ok {
		object = map[string]any{}
		from[name] = object
	}
	return object
}

// patchElement changes the element of a multi-valued attribute that a path
// filter names, or creates it.
func (s *Server) patchElement(u resource, op, name, key, want, sub string, value any) error {
	list, _ := u[name].([]any)
	i := slices.IndexFunc(list, func(item any) bool {
		object, ok := item.(map[string]any)
		return ok && text(object[key]) == want
	})
	if op == "remove" {
		if i >= 0 {
			u[name] = slices.Delete(list, i, i+1)
		}
		return nil
	}
	if i < 0 {
		if s.wrong(AbsentElementRefused) {
			return refuse(http.StatusBadRequest, "noTarget", "no %s is %s", name, want)
		}
		list = append(list, map[string]any{key: want})
		i = len(list) - 1
	}
	element := list[i].(map[string]any)
	if sub == "" {
		object, ok := value.(map[string]any)
		if !ok {
			return refuse(http.StatusBadRequest, "invalidValue", "%s needs an object", name)
		}
		list[i] = object
	} else {
		element[sub] = value
	}
	u[name] = list
	return nil
}

package scim

// MemberEdit is the net effect of all operations of one PATCH on the members
// of a group. A member occurs in it at most once.
type MemberEdit struct {
	Replace bool     // Add is the whole new membership; Remove is empty
	Add     []Member // in the order first named
	Remove  []string // ids; none of them is in Add
}

// IsEmpty reports whether the edit does nothing.
func (e MemberEdit) IsEmpty() bool {
	return !e.Replace && len(e.Add) == 0 && len(e.Remove) == 0
}

// memberLedger follows what operations do to each member. Memberships are a
// set, so for each member only the last operation that names it counts.
type memberLedger struct {
	left, limit int // members that may still be named
	replace     bool
	entries     []memberEntry
	places      map[string]int // id to place in entries
}

type memberEntry struct {
	member Member
	in     bool
}

func (l *memberLedger) record(members []Member, in bool) error {
	if l.left -= len(members); l.left < 0 {
		return tooManyMembers(l.limit)
	}
	if l.places == nil {
		l.places = make(map[string]int, len(members))
	}
	for _, m := range members {
		i, ok := l.places[m.Value]
		if !ok {
			l.places[m.Value] = len(l.entries)
			l.entries = append(l.entries, memberEntry{m, in})
			continue
		}
		l.entries[i] = memberEntry{m, in}
	}
	return nil
}

func (l *memberLedger) replaceAll(members []Member) error {
	l.replace, l.entries, l.places = true, nil, nil
	return l.record(members, true)
}

func (l *memberLedger) edit() MemberEdit {
	e := MemberEdit{Replace: l.replace}
	for _, entry := range l.entries {
		switch {
		case entry.in:
			e.Add = append(e.Add, entry.member)
		case !l.replace:
			e.Remove = append(e.Remove, entry.member.Value)
		}
	}
	return e
}

// memberTarget applies a change to the members of a group.
func (p *patcher) memberTarget(c change, path Path) error {
	if path.Filter != nil {
		return p.selectedMembers(c, path)
	}
	d := p.options.Dialect
	d.SingleObjects = true
	switch {
	case path.Sub == "":
	case equalFoldASCII(path.Sub, "value"):
		d.PlainReferences = true
	default:
		return unchangeableMember()
	}
	members, err := membersFrom(c.value, &d, p.members.limit)
	if err != nil {
		return err
	}
	switch {
	case c.op == OpAdd:
		return p.members.record(members, true)
	case c.op == OpReplace:
		return p.members.replaceAll(members)
	case c.value.kind == KindNull:
		return p.members.replaceAll(nil)
	}
	return p.members.record(members, false)
}

func unchangeableMember() *Error {
	return refuse(Mutability, "A member of a group cannot be changed; remove it and add another.")
}

// selectedMembers removes the members that a filter names by id.
func (p *patcher) selectedMembers(c change, path Path) error {
	if c.op != OpRemove || (path.Sub != "" && !equalFoldASCII(path.Sub, "value")) {
		return unchangeableMember()
	}
	compiler := filterCompiler{rt: p.rt, dialect: &p.options.Dialect}
	if _, err := compiler.filter(path.Filter, scope{p.rt.members, true}, false); err != nil {
		return err
	}
	members, ok := namedMembers(path.Filter, nil)
	if !ok {
		return refuse(InvalidFilter, `Members can be selected by their ids only, as in members[value eq "id"].`)
	}
	return p.members.record(members, false)
}

// namedMembers collects the ids that a filter names: value eq "id", several of
// them joined by or, each perhaps with type eq "User".
func namedMembers(f Filter, list []Member) ([]Member, bool) {
	switch f := f.(type) {
	case Or:
		for _, term := range f {
			var ok bool
			if list, ok = namedMembers(term, list); !ok {
				return nil, false
			}
		}
		return list, true
	case And:
		var values []Filter
		for _, term := range f {
			if !saysUser(term) {
				values = append(values, term)
			}
		}
		if len(values) != 1 {
			return nil, false
		}
		return namedMembers(values[0], list)
	case Compare:
		if f.Operator == Equal && f.Value.kind == KindString && equalFoldASCII(f.Path.Name, "value") {
			return append(list, Member{Value: f.Value.text}), true
		}
	}
	return nil, false
}

// saysUser reports whether f is type eq "User", which all members are.
func saysUser(f Filter) bool {
	c, ok := f.(Compare)
	return ok && c.Operator == Equal && equalFoldASCII(c.Path.Name, "type") && equalFoldASCII(c.Value.text, "User")
}

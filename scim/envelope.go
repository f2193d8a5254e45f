package scim

import "time"

// Envelope holds the attributes of a resource that the server owns and that a
// stored resource does not hold.
type Envelope struct {
	ID   string
	Meta Meta

	// Groups are those of a User. They are written when there are any.
	Groups []Member

	// Members are those of a Group. AppendJSON writes them when the slice is
	// not nil. Large groups are better streamed between AppendHead and the
	// closing brace.
	Members []Member
}

// Meta is the metadata of a resource (RFC 7643 §3.1). Zero times and empty
// strings are left out.
type Meta struct {
	ResourceType string
	Created      time.Time
	LastModified time.Time
	Location     string
	Version      string
}

// AppendJSON appends the whole resource: canonical, the bytes that
// Resource.AppendJSON wrote, with the attributes of the envelope around them.
// It copies bytes and parses nothing.
func (e Envelope) AppendJSON(dst, canonical []byte) []byte {
	dst = e.AppendHead(dst, canonical)
	if e.Members != nil {
		dst = append(dst, `,"members":`...)
		dst = appendMembers(dst, e.Members)
	}
	return append(dst, '}')
}

// AppendHead appends what AppendJSON does, but without members and without the
// closing brace, so that the caller can stream ,"members":[…]} behind it.
func (e Envelope) AppendHead(dst, canonical []byte) []byte {
	dst = append(dst, `{"id":`...)
	dst = appendString(dst, e.ID)
	if len(canonical) > len("{}") {
		dst = append(dst, ',')
		dst = append(dst, canonical[1:len(canonical)-1]...)
	}
	if len(e.Groups) > 0 {
		dst = append(dst, `,"groups":`...)
		dst = appendMembers(dst, e.Groups)
	}
	dst = append(dst, `,"meta":`...)
	return e.Meta.appendJSON(dst)
}

func appendMembers(dst []byte, members []Member) []byte {
	dst = append(dst, '[')
	for i, m := range members {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = m.AppendJSON(dst)
	}
	return append(dst, ']')
}

func (m Meta) appendJSON(dst []byte) []byte {
	open := byte('{')
	text := func(name, value string) {
		if value == "" {
			return
		}
		dst = append(append(dst, open, '"'), name...)
		dst = appendString(append(dst, '"', ':'), value)
		open = ','
	}
	instant := func(name string, t time.Time) {
		if t.IsZero() {
			return
		}
		dst = append(append(dst, open, '"'), name...)
		dst = append(dst, '"', ':', '"')
		dst = append(t.UTC().AppendFormat(dst, time.RFC3339Nano), '"')
		open = ','
	}
	text("resourceType", m.ResourceType)
	instant("created", m.Created)
	instant("lastModified", m.LastModified)
	text("location", m.Location)
	text("version", m.Version)
	if open == '{' {
		dst = append(dst, '{')
	}
	return append(dst, '}')
}

// Within returns the resource with the attributes of the envelope in its tree,
// in the order of the schema: what filters and projections need. It is not in
// the form that is stored.
func (r Resource) Within(e Envelope) Resource {
	if r.root == nil {
		return r
	}
	fields := make([]Field, 0, len(r.root.fields)+4)
	ranks := make([]int, 0, cap(fields))
	add := func(name string, v Value) {
		rank := unknownRank
		if a := r.rt.root.sub(name); a != nil {
			rank = a.rank
		}
		fields, ranks = append(fields, Field{name, v}), append(ranks, rank)
	}
	for _, f := range r.root.fields {
		add(f.Name, f.Value)
	}
	add("id", Text(e.ID))
	if len(e.Groups) > 0 {
		add("groups", memberValues(e.Groups))
	}
	if len(e.Members) > 0 {
		add("members", memberValues(e.Members))
	}
	if meta := e.Meta.value(); meta.Len() > 0 {
		add("meta", meta)
	}
	arrange(fields, ranks)
	n := &node{fields: fields}
	n.reindex()
	return Resource{r.rt, n}
}

func memberValues(members []Member) Value {
	items := make([]Value, len(members))
	for i, m := range members {
		items[i] = m.JSONValue()
	}
	return Array(items...)
}

func (m Meta) value() Value {
	var fields []Field
	text := func(name, s string) {
		if s != "" {
			fields = append(fields, Field{name, Text(s)})
		}
	}
	instant := func(name string, t time.Time) {
		if !t.IsZero() {
			text(name, t.UTC().Format(time.RFC3339Nano))
		}
	}
	text("resourceType", m.ResourceType)
	instant("created", m.Created)
	instant("lastModified", m.LastModified)
	text("location", m.Location)
	text("version", m.Version)
	return Compose(fields...)
}

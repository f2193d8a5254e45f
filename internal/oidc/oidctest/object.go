package oidctest

import (
	"encoding/json"
	"strings"
)

// A Member is one name of a JSON object with its value, as JSON.
type Member struct{ Name, Value string }

// An Object is a JSON object in which order and repetition are kept, since
// both can be wrong.
type Object []Member

// Set gives a name a value, as JSON, in place of what it had.
func (o *Object) Set(name, value string) {
	for i := range *o {
		if (*o)[i].Name == name {
			(*o)[i].Value = value
			return
		}
	}
	o.Add(name, value)
}

// SetText gives a name a string.
func (o *Object) SetText(name, text string) { o.Set(name, quote(text)) }

// Add adds a name with a value, as JSON, also if there is one of that name.
func (o *Object) Add(name, value string) { *o = append(*o, Member{name, value}) }

// Remove takes a name away.
func (o *Object) Remove(name string) {
	var kept Object
	for _, member := range *o {
		if member.Name != name {
			kept = append(kept, member)
		}
	}
	*o = kept
}

// String returns the object as JSON.
func (o Object) String() string {
	var text strings.Builder
	text.WriteByte('{')
	for i, member := range o {
		if i > 0 {
			text.WriteByte(',')
		}
		text.WriteString(quote(member.Name) + ":" + member.Value)
	}
	text.WriteByte('}')
	return text.String()
}

func quote(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string always has a form in JSON
	}
	return string(quoted)
}

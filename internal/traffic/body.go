package traffic

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// value is a JSON value of a body that is being redacted. Its objects keep their
// order, and names that are there twice.
type value struct {
	kind  valueKind
	text  string   // of a text, or of a number, true, false and null as written
	names []string // of an object's items
	items []*value // of an object or array
	// cut says that the end of the object or array is missing.
	cut bool
}

type valueKind int

const (
	textValue valueKind = iota
	otherValue
	arrayValue
	objectValue
)

// has says whether an object has an item of a name.
func (v *value) has(name string) bool {
	for _, known := range v.names {
		if strings.EqualFold(known, name) {
			return true
		}
	}
	return false
}

// parseValue reads one JSON value. Where the text is only the beginning of one,
// it reads what is there.
func parseValue(text []byte, beginning bool) (*value, bool) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	p := parser{decoder: decoder}
	root := p.value()
	if root == nil {
		return nil, false
	}
	if p.failed {
		return root, beginning && root.cut
	}
	return root, !decoder.More()
}

// parser reads a tree with a stack of its own, so that nesting costs memory and
// not the goroutine's stack.
type parser struct {
	decoder *json.Decoder
	failed  bool
}

func (p *parser) value() *value {
	var open []*value
	name, named := "", false
	for {
		token, err := p.decoder.Token()
		if err != nil {
			p.failed = true
			for _, v := range open {
				v.cut = true
			}
			if len(open) == 0 {
				return nil
			}
			return open[0]
		}
		if delimiter, ok := token.(json.Delim); ok && (delimiter == '}' || delimiter == ']') {
			closed := open[len(open)-1]
			open = open[:len(open)-1]
			if len(open) == 0 {
				return closed
			}
			continue
		}
		if len(open) > 0 && open[len(open)-1].kind == objectValue && !named {
			name, named = token.(string), true
			continue
		}
		made := valueOf(token)
		if len(open) > 0 {
			parent := open[len(open)-1]
			if parent.kind == objectValue {
				parent.names = append(parent.names, name)
				named = false
			}
			parent.items = append(parent.items, made)
		}
		if made.kind == arrayValue || made.kind == objectValue {
			open = append(open, made)
		} else if len(open) == 0 {
			return made
		}
	}
}

func valueOf(token json.Token) *value {
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return &value{kind: objectValue}
		}
		return &value{kind: arrayValue}
	case string:
		return &value{kind: textValue, text: t}
	case json.Number:
		return &value{kind: otherValue, text: t.String()}
	case bool:
		if t {
			return &value{kind: otherValue, text: "true"}
		}
		return &value{kind: otherValue, text: "false"}
	}
	return &value{kind: otherValue, text: "null"}
}

// bodyWriter writes a value as JSON, in at most MaxBody bytes. Whatever it leaves
// out, what it writes is whole JSON.
type bodyWriter struct {
	text     []byte
	size     int64 // of the body, for notes
	redactor *redactor
}

// endReserve is what the notes and brackets at the end of everything may take.
const endReserve = 128 + 100*maxDepth

func (w *bodyWriter) room() bool { return len(w.text) < MaxBody-endReserve }

func (w *bodyWriter) value(v *value, depth int) {
	if depth == maxDepth && v.items != nil {
		w.text = append(w.text, `"[nested too deeply to be kept]"`...)
		return
	}
	switch v.kind {
	case textValue:
		w.scalar(quoted(cutText(w.redactor.text(v.text), maxText)))
	case otherValue:
		text := v.text
		if clean := w.redactor.text(text); clean != text {
			text = quoted(clean)
		}
		w.scalar(text)
	case arrayValue:
		w.array(v, depth)
	case objectValue:
		w.object(v, depth)
	}
}

// scalar writes what cannot be divided, or a note where it is too much.
func (w *bodyWriter) scalar(text string) {
	if len(w.text)+len(text) > MaxBody-endReserve {
		text = quoted("[" + bytesCount(int64(len(text))) + " left out]")
	}
	w.text = append(w.text, text...)
}

func (w *bodyWriter) array(v *value, depth int) {
	w.text = append(w.text, '[')
	shown := 0
	for _, item := range v.items {
		if shown == maxItems || !w.room() {
			break
		}
		if shown > 0 {
			w.text = append(w.text, ',')
		}
		w.value(item, depth+1)
		shown++
	}
	if rest := len(v.items) - shown; rest > 0 || v.cut {
		if shown > 0 {
			w.text = append(w.text, ',')
		}
		w.text = append(w.text, quoted(w.missing(rest, v.cut))...)
	}
	w.text = append(w.text, ']')
}

func (w *bodyWriter) object(v *value, depth int) {
	w.text = append(w.text, '{')
	shown := 0
	for i, item := range v.items {
		name := quoted(cutText(w.redactor.text(v.names[i]), maxText/4))
		if !w.room() || len(w.text)+len(name) > MaxBody-endReserve {
			break
		}
		if shown > 0 {
			w.text = append(w.text, ',')
		}
		w.text = append(w.text, name...)
		w.text = append(w.text, ':')
		w.value(item, depth+1)
		shown++
	}
	if rest := len(v.items) - shown; rest > 0 || v.cut {
		if shown > 0 {
			w.text = append(w.text, ',')
		}
		w.text = append(w.text, `"…":`...)
		w.text = append(w.text, quoted(w.missing(rest, v.cut))...)
	}
	w.text = append(w.text, '}')
}

// missing says what is left out at the end of an array or object.
func (w *bodyWriter) missing(rest int, cut bool) string {
	if cut {
		return "[and more: the whole body has " + bytesCount(w.size) + "]"
	}
	return "[and " + grouped(int64(rest)) + " more]"
}

// quoted writes a text as JSON. It holds no NUL, which a column cannot.
func quoted(text string) string {
	if isPlain(text) {
		return `"` + text + `"`
	}
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\ufffd")
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		panic("a string does not marshal: " + err.Error())
	}
	return strings.TrimSuffix(buffer.String(), "\n")
}

// isPlain says whether a text stands in JSON as it is, as most do.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

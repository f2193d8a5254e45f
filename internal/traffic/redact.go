package traffic

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/musterhq/muster/internal/wording"
)

// Removed stands where a secret was.
const Removed = "[removed]"

// The bounds of what is kept of a body.
const (
	// MaxBody is the greatest body that is kept, in bytes.
	MaxBody = 8 << 10
	// maxRaw is how much of a body is looked at, in bytes. What waits to be
	// written holds at most so much twice.
	maxRaw = 32 << 10
	// maxItems is how many items of an array are kept: of a group's members, for
	// one.
	maxItems = 20
	// maxText is how much of a text is kept, in bytes.
	maxText = 1 << 10
	// maxDepth is how deep values are kept.
	maxDepth = 12
)

// Body is what was sent or answered, as it was: the bytes are read and never
// written. Size is how many there were, when Bytes is only their beginning.
type Body struct {
	Bytes []byte
	Size  int64
}

// BodyOf returns a body that does not hold on to a large slice.
func BodyOf(bytes []byte) Body { return Body{Bytes: bytes}.beginning() }

// beginning returns the body with no more bytes than are looked at, in a slice
// of its own where it would otherwise hold on to a large one.
func (b Body) beginning() Body {
	b.Size = max(b.Size, int64(len(b.Bytes)))
	if cap(b.Bytes) > 2*maxRaw {
		b.Bytes = append([]byte(nil), b.Bytes[:min(len(b.Bytes), maxRaw)]...)
	}
	b.Bytes = b.Bytes[:min(len(b.Bytes), maxRaw)]
	return b
}

// redactor takes secrets out of what is kept of one request. What it has taken
// out of one place it takes out of every other that it is shown later: an answer
// may quote what was sent.
type redactor struct {
	taken []string
}

// body returns a body as JSON without secrets, at most MaxBody bytes of it, or
// "" for none. What is not JSON is not kept: nobody could say where in it the
// secrets are.
func (r *redactor) body(body Body) string {
	if body.Size == 0 && len(body.Bytes) == 0 {
		return ""
	}
	body = body.beginning()
	root, ok := parseValue(body.Bytes, body.Size > int64(len(body.Bytes)))
	if !ok {
		return quoted("[" + bytesCount(body.Size) + " that are not JSON]")
	}
	r.clean(root)
	writer := bodyWriter{size: body.Size, redactor: r}
	writer.value(root, 0)
	return string(writer.text)
}

// clean takes the secrets out of a value.
func (r *redactor) clean(v *value) {
	switch v.kind {
	case arrayValue:
		for _, item := range v.items {
			r.clean(item)
		}
	case objectValue:
		r.cleanObject(v)
	case textValue, otherValue:
	}
}

// cleanObject also knows the form in which a PATCH and some attributes name a
// secret: a "path" or "type" beside a "value". Where the end of the object was
// cut off, the name may be in what is missing.
func (r *redactor) cleanObject(v *value) {
	named := v.cut && v.has("op") && !v.has("path")
	for i, name := range v.names {
		item := v.items[i]
		if item.kind == textValue && namesAttribute(name) && isSecretName(item.text) {
			named = true
			item.text = withoutLiterals(item.text)
		}
	}
	for i, name := range v.names {
		item := v.items[i]
		if isSecretName(name) || named && strings.EqualFold(name, "value") {
			r.take(item)
			continue
		}
		r.clean(item)
	}
}

// namesAttribute says whether a member of an object may name what its "value"
// is about.
func namesAttribute(name string) bool {
	switch strings.ToLower(name) {
	case "path", "type", "name", "attribute", "key":
		return true
	}
	return false
}

// take replaces a value, and remembers the texts in it.
func (r *redactor) take(v *value) {
	r.remember(v, 0)
	*v = value{kind: textValue, text: Removed}
}

// maxTaken bounds how many texts are remembered, and leastTaken how short they
// may be: "1" is no secret that could be told from its surroundings.
const (
	maxTaken   = 32
	leastTaken = 4
)

func (r *redactor) remember(v *value, depth int) {
	if (v.kind == textValue || v.kind == otherValue) && len(v.text) >= leastTaken && len(r.taken) < maxTaken && !isWord(v.text) {
		r.taken = append(r.taken, v.text)
	}
	for _, item := range v.items {
		if depth < maxDepth {
			r.remember(item, depth+1)
		}
	}
}

// isWord says whether a bare JSON value is none that anybody chose.
func isWord(text string) bool { return text == "true" || text == "false" || text == "null" }

// text returns a text without secrets: without what was taken, and without what
// looks like one of Muster's own.
func (r *redactor) text(text string) string {
	for _, secret := range r.taken {
		if secret != Removed {
			text = strings.ReplaceAll(text, secret, Removed)
		}
	}
	return withoutTokens(text)
}

// ownPrefix is how each of Muster's own secrets begins: muster_scim_….
const ownPrefix = "muster_"

// withoutTokens removes what begins like one of Muster's own secrets, to the end
// of the word.
func withoutTokens(text string) string {
	var kept strings.Builder
	from := 0
	for i := 0; i+len(ownPrefix) <= len(text); i++ {
		if text[i]|0x20 != ownPrefix[0] || !strings.EqualFold(text[i:i+len(ownPrefix)], ownPrefix) {
			continue
		}
		kept.WriteString(text[from:i])
		kept.WriteString(Removed)
		for i += len(ownPrefix); i < len(text) && isTokenByte(text[i]); i++ {
		}
		from = i
		i--
	}
	if from == 0 {
		return text
	}
	kept.WriteString(text[from:])
	return kept.String()
}

func isTokenByte(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == '-'
}

// secretWords are what names of secrets hold, without anything but letters and
// digits.
var secretWords = []string{
	"passw", "passphrase", "passcode", "secret", "token", "credential", "apikey",
	"privatekey", "accesskey", "authorization", "cookie", "onetimecode",
}

// isSecretName says whether a name of an attribute, or a path to one, is a
// secret's: "password", "urn:…:User:password", "api_key".
func isSecretName(name string) bool {
	letters := make([]byte, 0, 64)
	for i := 0; i < len(name) && len(letters) < 1<<10; i++ {
		c := name[i]
		switch {
		case 'A' <= c && c <= 'Z':
			letters = append(letters, c-'A'+'a')
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			letters = append(letters, c)
		}
	}
	plain := string(letters)
	switch plain {
	case "pin", "pwd", "otp":
		return true
	}
	for _, word := range secretWords {
		if strings.Contains(plain, word) {
			return true
		}
	}
	return false
}

// withoutLiterals removes what stands in double quotes.
func withoutLiterals(text string) string {
	var kept strings.Builder
	for {
		before, rest, found := strings.Cut(text, `"`)
		kept.WriteString(before)
		if !found {
			return kept.String()
		}
		kept.WriteString(`"` + Removed + `"`)
		end := 0
		for end < len(rest) && rest[end] != '"' {
			if rest[end] == '\\' {
				end++
			}
			end++
		}
		text = rest[min(end+1, len(rest)):]
	}
}

// cutText returns the beginning of a text, with a note of how much is missing.
func cutText(text string, most int) string {
	if len(text) <= most {
		return text
	}
	end := most
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "… [" + bytesCount(int64(len(text)-end)) + " more]"
}

func bytesCount(n int64) string {
	if n == 1 {
		return "1 byte"
	}
	return grouped(n) + " bytes"
}

// grouped writes a number as people read it: 1,834.
func grouped(n int64) string { return wording.Grouped(strconv.FormatInt(n, 10)) }

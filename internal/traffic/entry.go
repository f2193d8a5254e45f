package traffic

import (
	"net/url"
	"strings"
)

// The bounds of what is kept of a request beside its bodies, in bytes.
const (
	maxShown    = 256 // names and the client's own name
	maxAddress  = 2 << 10
	maxSentence = 1 << 10
)

// finish turns what the door saw into what is kept: bounded, in words, and
// without secrets. It reports false when that panicked: a request that cannot be
// told must not end the program.
func (r *Recorder) finish(e *entry) (whole bool) {
	defer func() {
		if !whole {
			_ = recover() // what a panic carries may hold what must not be logged
			r.metrics.lost.Inc()
			r.log.Error("a request could not be told in the provisioning log", "request", e.ID)
		}
	}()
	var secrets redactor
	e.RequestBody = secrets.body(e.sent)
	e.ResponseBody = secrets.body(e.answered)
	e.sent, e.answered = Body{}, Body{}
	e.tellQuery(&secrets)
	e.Path = secrets.shown(e.Path, maxAddress)
	e.UserAgent = secrets.shown(e.UserAgent, maxShown)
	e.Address = secrets.shown(e.Address, maxShown)
	e.Method = secrets.shown(e.Method, 16)
	e.Detail = secrets.shown(e.Detail, maxSentence)
	e.Person.Name = secrets.shown(e.Person.Name, maxShown)
	e.Person.UserName = secrets.shown(e.Person.UserName, maxShown)
	e.Team.Name = secrets.shown(e.Team.Name, maxShown)
	e.Facts.Formerly = secrets.shown(e.Facts.Formerly, maxShown)
	e.Facts.LookedFor = secrets.shown(e.Facts.LookedFor, maxShown)
	e.Provider = providerOr(e.Provider)
	if e.Sentence == "" {
		e.Sentence = sentenceOf(&e.Request)
	}
	return true
}

// shown is a text that was sent, as it may be kept and shown: one line.
func (r *redactor) shown(text string, most int) string {
	return cutText(oneLine(r.text(text)), most)
}

// oneLine replaces control characters, and what is not UTF-8.
func oneLine(text string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f {
			return ' '
		}
		return c
	}, strings.ToValidUTF8(text, "\ufffd"))
}

// queryNames are the parameters whose values are kept.
var queryNames = []string{"filter", "startIndex", "count", "attributes", "excludedAttributes", "sortBy", "sortOrder"}

// tellQuery makes the query readable, and finds what a lookup looked for. A value
// that a filter compares a secret with is none of the log's business, and neither
// are parameters that nobody knows.
func (e *entry) tellQuery(secrets *redactor) {
	var parts []string
	for part := range strings.SplitSeq(e.Query, "&") {
		if part == "" {
			continue
		}
		name, sent, _ := strings.Cut(part, "=")
		name, sent = unescaped(name), unescaped(sent)
		known := false
		for _, one := range queryNames {
			known = known || strings.EqualFold(one, name)
		}
		switch {
		case !known && sent != "":
			sent = Removed
		case isSecretName(sent):
			sent = withoutSecrets(secrets, sent)
		}
		if strings.EqualFold(name, "filter") {
			e.Facts.LookedFor = onlyLiteral(sent)
		}
		parts = append(parts, name+"="+sent)
	}
	e.Query = secrets.shown(strings.Join(parts, "&"), maxAddress)
}

// withoutSecrets removes the literals of a filter, and has them removed from what
// quotes it.
func withoutSecrets(secrets *redactor, filter string) string {
	for _, literal := range literals(filter) {
		secrets.remember(&value{kind: textValue, text: literal}, 0)
	}
	if !strings.Contains(filter, `"`) {
		return Removed
	}
	return withoutLiterals(filter)
}

func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil {
		return plain
	}
	return text
}

// onlyLiteral returns the one value that a filter compares with, or "" when
// there are several or it is not quoted.
func onlyLiteral(filter string) string {
	found := literals(filter)
	if len(found) != 1 || found[0] == Removed {
		return ""
	}
	return found[0]
}

// literals lists what stands in double quotes.
func literals(filter string) []string {
	var found []string
	for {
		_, rest, open := strings.Cut(filter, `"`)
		if !open {
			return found
		}
		var literal strings.Builder
		end := 0
		for end < len(rest) && rest[end] != '"' {
			if rest[end] == '\\' && end+1 < len(rest) {
				end++
			}
			literal.WriteByte(rest[end])
			end++
		}
		found = append(found, literal.String())
		filter = rest[min(end+1, len(rest)):]
	}
}

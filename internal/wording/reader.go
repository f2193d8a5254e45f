package wording

import "strings"

// reader reads the notation from its beginning to its end.
type reader struct {
	rest string
	// wrong says what is, or is empty.
	wrong string
}

// text reads up to the end, or to the brace that closes it. In a plural, which
// is deeper than nothing, # is the count.
func (r *reader) text(plurals int) parts {
	var read parts
	for r.rest != "" && r.wrong == "" && r.rest[0] != '}' {
		switch {
		case r.rest[0] == '{':
			r.rest = r.rest[1:]
			read = append(read, r.braced(plurals))
		case r.rest[0] == '#' && plurals > 0:
			r.rest = r.rest[1:]
			read = append(read, figure{})
		default:
			read = append(read, words(r.upTo(plurals)))
		}
	}
	return read
}

// upTo takes the words before the next thing that is none. An apostrophe before a
// brace would quote it, for ICU: no text of ours needs that.
func (r *reader) upTo(plurals int) string {
	ends := "{}"
	if plurals > 0 {
		ends = "{}#"
	}
	end := strings.IndexAny(r.rest, ends)
	if end < 0 {
		end = len(r.rest)
	}
	taken := r.rest[:end]
	r.rest = r.rest[end:]
	if strings.HasSuffix(taken, "'") && r.rest != "" || strings.Contains(taken, "''") {
		r.wrong = "an apostrophe that quotes"
	}
	return taken
}

// braced reads what stands in braces, of which the first is behind us.
func (r *reader) braced(plurals int) part {
	name := r.word()
	if r.take("}") {
		return place(name)
	}
	if !r.take(",") {
		r.wrong = "no } after " + name
		return words("")
	}
	chosen := choice{name: name, forms: map[string]parts{}}
	switch kind := r.word(); kind {
	case "plural":
		chosen.plural = true
		plurals++
	case "select":
	default:
		r.wrong = "neither plural nor select: " + kind
		return chosen
	}
	if !r.take(",") {
		r.wrong = "no , before the forms of " + name
	}
	r.forms(chosen, plurals)
	return chosen
}

func (r *reader) forms(of choice, plurals int) {
	for r.wrong == "" && !r.take("}") {
		key := r.word()
		if _, twice := of.forms[key]; twice || key == "" || !r.take("{") {
			r.wrong = "no new form of " + of.name
			return
		}
		of.forms[key] = r.text(plurals)
		if !r.take("}") && r.wrong == "" {
			r.wrong = "a form of " + of.name + " without end"
		}
	}
	if _, found := of.forms["other"]; !found && r.wrong == "" {
		r.wrong = "no other form of " + of.name
	}
}

// word takes a word and the space around it.
func (r *reader) word() string {
	r.rest = strings.TrimLeft(r.rest, " ")
	end := strings.IndexAny(r.rest, " ,{}")
	if end < 0 {
		end = len(r.rest)
	}
	taken := r.rest[:end]
	r.rest = strings.TrimLeft(r.rest[end:], " ")
	if taken == "" && r.wrong == "" {
		r.wrong = "a word is missing"
	}
	return taken
}

// take takes what must come next, after space, and says whether it came.
func (r *reader) take(next string) bool {
	rest, came := strings.CutPrefix(strings.TrimLeft(r.rest, " "), next)
	if came {
		r.rest = rest
	}
	return came
}

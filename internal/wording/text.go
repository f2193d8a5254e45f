package wording

import (
	"slices"
	"strings"
)

// Values are what is put into the places of a Text, by their names: names of
// people and things as they are, figures in digits, and words that a select
// tells apart.
type Values map[string]string

// Text is a sentence with places for values. The zero Text says nothing.
type Text struct {
	source string
	parts  parts
}

// New reads a text. It panics where the notation is wrong: texts stand in the
// program.
func New(source string) Text {
	read := reader{rest: source}
	text := Text{source, read.text(0)}
	if read.rest != "" || read.wrong != "" {
		panic("wording: " + read.wrong + " in " + source)
	}
	return text
}

// Source is the text as it was written, for translators.
func (t Text) Source() string { return t.source }

// Names are the places of the text, each once and sorted.
func (t Text) Names() []string {
	var names []string
	t.parts.names(&names)
	slices.Sort(names)
	return slices.Compact(names)
}

// Say is the text with its values.
func (t Text) Say(values Values) string {
	var b strings.Builder
	t.parts.say(&b, values, "")
	return b.String()
}

// part is a piece of a text. The count is the figure of the plural around it.
type part interface {
	say(b *strings.Builder, values Values, count string)
	names(found *[]string)
}

type parts []part

func (p parts) say(b *strings.Builder, values Values, count string) {
	for _, each := range p {
		each.say(b, values, count)
	}
}

func (p parts) names(found *[]string) {
	for _, each := range p {
		each.names(found)
	}
}

// words stand in the text as they are said.
type words string

func (w words) say(b *strings.Builder, _ Values, _ string) { b.WriteString(string(w)) }
func (w words) names(*[]string)                            {}

// figure is the # of a plural.
type figure struct{}

func (figure) say(b *strings.Builder, _ Values, count string) { b.WriteString(Grouped(count)) }
func (figure) names(*[]string)                                {}

// place is where a value stands.
type place string

func (p place) say(b *strings.Builder, values Values, _ string) { b.WriteString(values[string(p)]) }
func (p place) names(found *[]string)                           { *found = append(*found, string(p)) }

// choice says one of several texts, as a value has it.
type choice struct {
	name   string
	plural bool
	forms  map[string]parts
}

func (c choice) say(b *strings.Builder, values Values, count string) {
	value := values[c.name]
	if c.plural {
		count = value
	}
	c.form(value).say(b, values, count)
}

func (c choice) form(value string) parts {
	key := value
	if c.plural {
		key = "=" + value
	}
	if form, found := c.forms[key]; found {
		return form
	}
	if form, found := c.forms["one"]; found && c.plural && value == "1" {
		return form
	}
	return c.forms["other"]
}

func (c choice) names(found *[]string) {
	*found = append(*found, c.name)
	for _, form := range c.forms {
		form.names(found)
	}
}

// Grouped writes a figure, in digits, with a comma after each thousand.
func Grouped(figure string) string {
	for i := len(figure) - 3; i > 0; i -= 3 {
		figure = figure[:i] + "," + figure[i:]
	}
	return figure
}

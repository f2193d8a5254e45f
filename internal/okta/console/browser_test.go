package console_test

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// browser walks the pages as a browser without scripts does.
type browser struct {
	t      *testing.T
	at     *url.URL
	page   *html.Node
	status int
	header http.Header
}

// open asks for a page.
func (b *browser) open(path string) {
	b.t.Helper()
	b.send(http.MethodGet, path, nil)
}

func (b *browser) send(verb, path string, form url.Values) {
	b.t.Helper()
	target, err := b.at.Parse(path)
	if err != nil {
		b.t.Fatal(err)
	}
	var body io.Reader
	if verb == http.MethodPost {
		body = strings.NewReader(form.Encode())
	} else if form != nil {
		target.RawQuery = form.Encode()
	}
	req, err := http.NewRequestWithContext(b.t.Context(), verb, target.String(), body)
	if err != nil {
		b.t.Fatal(err)
	}
	if verb == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	if b.page, err = html.Parse(resp.Body); err != nil {
		b.t.Fatal(err)
	}
	b.at, b.status, b.header = resp.Request.URL, resp.StatusCode, resp.Header
}

// follow follows the first link of a name.
func (b *browser) follow(name string) {
	b.t.Helper()
	for n := range b.page.Descendants() {
		if n.Data == "a" && nameOf(n) == name {
			b.open(attr(n, "href"))
			return
		}
	}
	b.t.Fatalf("%s has no link %q:\n%s", b.at, name, b.text())
}

// press presses the first button of a name, after its form was filled in: a label
// and a value by turns. A box is ticked by "on" and cleared by "off".
func (b *browser) press(name string, filled ...string) {
	b.t.Helper()
	for n := range b.page.Descendants() {
		if n.Data != "button" || nameOf(n) != name || attr(n, "popovertarget") != "" {
			continue
		}
		form := n
		for form.Data != "form" {
			form = form.Parent
		}
		values := b.fill(form, filled)
		if key := attr(n, "name"); key != "" {
			values.Set(key, attr(n, "value"))
		}
		verb, action := attr(form, "method"), attr(form, "action")
		if other := attr(n, "formaction"); other != "" {
			action = other
		}
		if other := attr(n, "formmethod"); other != "" {
			verb = other
		}
		if action == "" {
			action = b.at.Path
		}
		if strings.EqualFold(verb, "post") {
			b.send(http.MethodPost, action, values)
			return
		}
		b.send(http.MethodGet, action, values)
		return
	}
	b.t.Fatalf("%s has no button %q:\n%s", b.at, name, b.text())
}

// fill gives what a form sends.
func (b *browser) fill(form *html.Node, filled []string) url.Values {
	b.t.Helper()
	for n := 0; n < len(filled); n += 2 {
		b.enter(form, filled[n], filled[n+1])
	}
	values := url.Values{}
	for n := range form.Descendants() {
		key := attr(n, "name")
		if key == "" || has(n, "disabled") {
			continue
		}
		switch n.Data {
		case "input":
			if kind := attr(n, "type"); kind != "checkbox" && kind != "radio" || has(n, "checked") {
				values.Add(key, attr(n, "value"))
			}
		case "textarea":
			values.Add(key, textOf(n))
		case "select":
			values.Add(key, selected(n))
		}
	}
	return values
}

// enter changes the field of a label.
func (b *browser) enter(form *html.Node, label, value string) {
	b.t.Helper()
	field := b.field(form, label)
	switch kind := attr(field, "type"); {
	case kind == "radio":
		for n := range form.Descendants() {
			if n.Data == "input" && attr(n, "name") == attr(field, "name") {
				n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "checked" })
			}
		}
		field.Attr = append(field.Attr, html.Attribute{Key: "checked"})
	case kind == "checkbox":
		field.Attr = slices.DeleteFunc(field.Attr, func(a html.Attribute) bool { return a.Key == "checked" })
		if value == "on" {
			field.Attr = append(field.Attr, html.Attribute{Key: "checked"})
		}
	case field.Data == "select":
		for n := range field.Descendants() {
			n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "selected" })
			if n.Data == "option" && strings.HasPrefix(textOf(n), value) {
				n.Attr = append(n.Attr, html.Attribute{Key: "selected"})
			}
		}
	case field.Data == "textarea":
		field.FirstChild, field.LastChild = nil, nil
		field.AppendChild(&html.Node{Type: html.TextNode, Data: value})
	default:
		field.Attr = slices.DeleteFunc(field.Attr, func(a html.Attribute) bool { return a.Key == "value" })
		field.Attr = append(field.Attr, html.Attribute{Key: "value", Val: value})
	}
}

// field finds a field by the beginning of its label, whatever its case.
func (b *browser) field(form *html.Node, label string) *html.Node {
	b.t.Helper()
	fits := func(text string) bool { return strings.HasPrefix(strings.ToLower(text), strings.ToLower(label)) }
	for n := range form.Descendants() {
		switch {
		case n.Data == "input" && fits(attr(n, "aria-label")) && attr(n, "aria-label") != "":
			return n
		case n.Data != "label" || !fits(textOf(n)):
			continue
		}
		if id := attr(n, "for"); id != "" {
			for other := range form.Descendants() {
				if attr(other, "id") == id {
					return other
				}
			}
		}
		for inner := range n.Descendants() {
			if inner.Data == "input" {
				return inner
			}
		}
	}
	b.t.Fatalf("%s has no field %q:\n%s", b.at, label, b.text())
	return nil
}

// row gives the text of the row of a list that holds some words.
func (b *browser) row(words string) string {
	for n := range b.page.Descendants() {
		if n.Data == "li" && n.Parent != nil && strings.Contains(attr(n.Parent, "class"), "rows") && strings.Contains(textOf(n), words) {
			return textOf(n)
		}
	}
	return ""
}

// says gives the text of the element of a role.
func (b *browser) says(role string) string {
	for n := range b.page.Descendants() {
		if attr(n, "role") == role {
			return textOf(n)
		}
	}
	return ""
}

// text is all that the page says.
func (b *browser) text() string {
	for n := range b.page.Descendants() {
		if n.Data == "main" {
			return textOf(n)
		}
	}
	return textOf(b.page)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && n.Type == html.ElementNode {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

func selected(list *html.Node) string {
	first := ""
	for n := range list.Descendants() {
		if n.Data != "option" {
			continue
		}
		if has(n, "selected") {
			return attr(n, "value")
		}
		if first == "" {
			first = attr(n, "value")
		}
	}
	return first
}

// nameOf is what a link or button is called.
func nameOf(n *html.Node) string {
	if n.Type != html.ElementNode {
		return ""
	}
	if label := attr(n, "aria-label"); label != "" {
		return label
	}
	return textOf(n)
}

// textOf is the text of an element, its spaces made one.
func textOf(n *html.Node) string {
	var words []string
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			words = append(words, strings.Fields(d.Data)...)
		}
	}
	return strings.Join(words, " ")
}

package console_test

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/musterhq/muster/internal/okta/oktatest"
)

// TestOtherSites shows that pages of other sites reach nothing.
func TestOtherSites(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, test := range []struct {
		what, verb, host string
		headers          map[string]string
		want             int
	}{
		{"a name of another site for this machine", http.MethodGet, "evil.example", nil, http.StatusMisdirectedRequest},
		{"the same with the port", http.MethodPost, "evil.example:" + w.at.Port(), map[string]string{"Sec-Fetch-Site": "same-origin"}, http.StatusMisdirectedRequest},
		{"another name of this machine", http.MethodGet, "localhost:" + w.at.Port(), nil, http.StatusOK},
		{"a form of another site", http.MethodPost, w.at.Host, map[string]string{"Sec-Fetch-Site": "cross-site"}, http.StatusForbidden},
		{"a form of an older browser there", http.MethodPost, w.at.Host, map[string]string{"Origin": "https://evil.example"}, http.StatusForbidden},
	} {
		req, err := http.NewRequestWithContext(t.Context(), test.verb, w.at.Scheme+"://"+w.at.Host+"/admin/groups", strings.NewReader("name=Evil"))
		if err != nil {
			t.Fatal(err)
		}
		req.Host = test.host
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for name, value := range test.headers {
			req.Header.Set(name, value)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != test.want {
			t.Errorf("%s: %d, want %d", test.what, resp.StatusCode, test.want)
		}
	}
	if groups := w.org.Groups(); len(groups) != 2 {
		t.Errorf("another site added a group: %v", groups)
	}
}

// TestEveryPage follows every link and every button that only leads on, from the
// Dashboard, and looks at each page once.
func TestEveryPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.bearerApp()
	w.assign(w.ana)
	w.follow("Assign to Groups")
	w.press("Assign", "Sales", "on")
	w.press("Done")
	w.pushGroup("Lab")
	w.scim.refusing("<script>alert(1)</script>")
	w.press("Push now Lab")
	w.follow("Applications")
	w.press("Create App Integration")
	w.press("Next", "SAML 2.0", "on")
	w.press("Finish", "App name", "<b>Bold & Co</b>", "Single sign-on URL", "https://sp.example/acs", "Audience URI", "sp")
	w.press("Edit")
	w.press("Save", "Enable SCIM provisioning", "on")

	seen, waiting := map[string]bool{}, []string{"/admin/"}
	for len(waiting) > 0 {
		path := waiting[0]
		waiting = waiting[1:]
		if seen[path] || !strings.HasPrefix(path, "/admin/") {
			continue
		}
		seen[path] = true
		w.open(path)
		if w.status != http.StatusOK && w.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", path, w.status)
		}
		if strings.HasPrefix(path, "/admin/assets/") {
			continue
		}
		look(t, path, w.page)
		holds(t, path, w.header.Get("Content-Security-Policy"), "default-src 'none'; style-src 'self'; form-action 'self'")
		for n := range w.page.Descendants() {
			for _, key := range []string{"href", "action", "formaction"} {
				if target := attr(n, key); target != "" && leads(n) {
					waiting = append(waiting, target+hidden(n))
				}
			}
		}
	}
	if len(seen) < 40 {
		t.Errorf("only %d pages were found: %v", len(seen), seen)
	}
}

// leads says whether an element only leads on: forms that do something are left.
func leads(n *html.Node) bool {
	switch n.Data {
	case "form":
		return !strings.EqualFold(attr(n, "method"), "post")
	case "button":
		return strings.EqualFold(attr(n, "formmethod"), "get")
	}
	return true
}

// hidden is the query that a form which leads on adds.
func hidden(form *html.Node) string {
	if form.Data != "form" {
		return ""
	}
	for n := range form.Descendants() {
		if n.Data == "input" && attr(n, "type") == "hidden" {
			return "?" + attr(n, "name") + "=" + attr(n, "value")
		}
	}
	return ""
}

// look holds a page to what every page keeps.
func look(t *testing.T, path string, page *html.Node) {
	t.Helper()
	labels, headings := map[string]bool{}, 0
	for n := range page.Descendants() {
		if n.Data == "label" {
			labels[attr(n, "for")] = true
		}
	}
	for n := range page.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s has %s on %s", path, a.Key, n.Data)
			}
		}
		switch n.Data {
		case "script", "style":
			t.Errorf("%s has an element %s", path, n.Data)
		case "h1":
			headings++
		case "button":
			if nameOf(n) == "" {
				t.Errorf("%s has a button without a name", path)
			}
		case "input", "select", "textarea":
			named := attr(n, "type") == "hidden" || attr(n, "aria-label") != "" || n.Parent.Data == "label" || labels[attr(n, "id")] && attr(n, "id") != ""
			if !named {
				t.Errorf("%s has a field %q without a label", path, attr(n, "name"))
			}
			if attr(n, "value") == oktatest.Token && attr(n, "type") != "password" {
				t.Errorf("%s shows the token", path)
			}
		}
	}
	if headings != 1 {
		t.Errorf("%s has %d headings of the first level", path, headings)
	}
}

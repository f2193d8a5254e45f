package signin_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/administration"
	"github.com/musterhq/muster/internal/browser"
	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/federation"
)

// caught is what a provider answered, on its way here.
type caught struct {
	address string
	form    url.Values
}

// catch signs somebody in at the provider, and keeps the answer from coming here.
func (v *visitor) catch(start, given string) caught {
	v.Helper()
	var back string
	v.client.CheckRedirect = func(request *http.Request, _ []*http.Request) error {
		if strings.HasSuffix(request.URL.Path, "/callback") {
			back = request.URL.String()
			return http.ErrUseLastResponse
		}
		return nil
	}
	action, fields, found := formOf(v.open(start))
	if !found {
		v.Fatal("Okta asks for no password")
	}
	fields.Set("username", strings.ToLower(given)+"@"+domain)
	fields.Set("password", word)
	at := v.send(http.MethodPost, action, fields)
	v.client.CheckRedirect = nil
	if back != "" {
		return caught{address: back}
	}
	address, form, found := formOf(at)
	if !found || !form.Has("SAMLResponse") {
		v.Fatalf("Okta sends nobody back from %s", at.address)
	}
	return caught{address, form}
}

// bring brings an answer here.
func (v *visitor) bring(what caught) page {
	v.Helper()
	if what.form == nil {
		return v.send(http.MethodGet, what.address, nil)
	}
	return v.send(http.MethodPost, what.address, what.form)
}

// handle is under which name the answer wants the attempt to be kept.
func (c caught) handle(t *testing.T) string {
	t.Helper()
	if c.form != nil {
		return c.form.Get("RelayState")
	}
	address, err := url.Parse(c.address)
	if err != nil {
		t.Fatal(err)
	}
	return address.Query().Get("state")[:8]
}

// keeps puts a cookie of an attempt into somebody's browser, in place of others.
func (v *visitor) keeps(handle, value string) {
	v.Helper()
	address, err := url.Parse(v.muster.url)
	v.ok(err)
	v.client.Jar.SetCookies(address, []*http.Cookie{{
		Name: "__Host-muster_attempt_" + handle, Value: value, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteNoneMode,
	}})
}

// kept is the cookie of an attempt that somebody's browser holds.
func (v *visitor) kept(handle string) string {
	v.Helper()
	address, err := url.Parse(v.muster.url)
	v.ok(err)
	for _, cookie := range v.client.Jar.Cookies(address) {
		if cookie.Name == "__Host-muster_attempt_"+handle {
			return cookie.Value
		}
	}
	v.Fatalf("the browser keeps no attempt under %q", handle)
	return ""
}

const sealLength = 32

// altered is a cookie whose text says something else, under its old seal.
func altered(t *testing.T, value, name string, to any) string {
	t.Helper()
	both, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil {
		t.Fatal(err)
	}
	says := map[string]any{}
	if err := json.Unmarshal(both[sealLength:], &says); err != nil {
		t.Fatal(err)
	}
	says[name] = to
	text, err := json.Marshal(says)
	if err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(append(both[:sealLength:sealLength], text...))
}

var inResponseTo = regexp.MustCompile(`InResponseTo="([^"]+)"`)

// Whoever caught a response that nobody has used yet reads in it which request it
// answers, and writes the attempt to it: it opens nothing, and the person it is for
// gets in by it.
func TestForgedRequest(t *testing.T) {
	t.Parallel()
	w := newWorld(t, engines["SQLite"](t))
	method := w.method(w.organization.ID, directory.SAML)
	other := w.method(w.organization.ID, directory.SAML)
	start := federation.AddressesOf(w.muster.url, method.ID).Start
	ana := w.visitor()
	answer := ana.catch(start, "Ana")
	response, err := base64.StdEncoding.DecodeString(answer.form.Get("SAMLResponse"))
	w.ok(err)
	request := inResponseTo.FindStringSubmatch(string(response))
	if request == nil {
		t.Fatal("the response says no InResponseTo")
	}
	text, err := json.Marshal(map[string]any{
		"method": method.ID, "purpose": "sign_in", "return": "/", "begun": w.clock.now(), "request": request[1],
	})
	w.ok(err)

	mallory := w.visitor()
	own := mallory.catch(start, "Bo") // an attempt of her own, well sealed
	of, err := federation.SealOf(other)
	w.ok(err)
	forged := map[string]string{
		"without a seal":             base64.RawURLEncoding.EncodeToString(text),
		"with an empty seal":         base64.RawURLEncoding.EncodeToString(append(make([]byte, sealLength), text...)),
		"with the seal of her own":   altered(t, mallory.kept(own.handle(t)), "request", request[1]),
		"sealed by no key":           sealed(t, browser.Seal{nil}, answer.handle(t), text),
		"sealed for another method":  sealed(t, of, answer.handle(t), text),
		"her own under ana's handle": mallory.kept(own.handle(t)),
	}
	// It helps nobody that people may set out from the provider's own list.
	for _, unsolicited := range []bool{false, true} {
		w.edit(method, administration.LoginMethodEdit{Unsolicited: &unsolicited})
		for name, value := range forged {
			mallory.keeps(answer.handle(t), value)
			mallory.bring(answer).refused(t, "login_not_begun")
			if who := mallory.who(); who != "" {
				t.Errorf("%s: mallory is in as %q", name, who)
			}
		}
	}
	if ana.bring(answer); ana.who() != "ana@"+domain {
		t.Errorf("ana is in as %q", ana.who())
	}
}

// sealed is the cookie of an attempt that some key sealed.
func sealed(t *testing.T, seal browser.Seal, handle string, text json.RawMessage) string {
	t.Helper()
	w := &kept{http.Header{}}
	if err := (browser.Cookies{PublicURL: "https://muster.example"}).SetAttempt(w, &http.Request{}, browser.Kept{Handle: handle, Seal: seal}, text, time.Minute); err != nil {
		t.Fatal(err)
	}
	return (&http.Response{Header: w.header}).Cookies()[0].Value
}

// kept is an answer of which only the head counts.
type kept struct{ header http.Header }

func (k *kept) Header() http.Header         { return k.header }
func (k *kept) Write(p []byte) (int, error) { return len(p), nil }
func (k *kept) WriteHeader(int)             {}

// What an attempt is for, and by which method, is what it was begun for: nobody
// signs in by what was a trial, or has a trial told of that nobody made.
func TestAlteredAttempt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, engines["SQLite"](t))
	for _, protocol := range []directory.LoginProtocol{directory.OIDC, directory.SAML} {
		method, other := w.method(w.organization.ID, protocol), w.method(w.organization.ID, protocol)
		start := federation.AddressesOf(w.muster.url, method.ID).Start
		olga := w.owner("Olga " + string(protocol))
		for name, alter := range map[string]func(value string) string{
			"purpose":     func(value string) string { return altered(t, value, "purpose", "try") },
			"return":      func(value string) string { return altered(t, value, "return", "/elsewhere") },
			"begun":       func(value string) string { return altered(t, value, "begun", w.clock.now().Add(time.Second)) },
			"no seal":     func(value string) string { return value[43:] },
			"one byte":    func(value string) string { return "A" + value[1:] },
			"other byte":  func(value string) string { return "B" + value[1:] },
			"method":      func(value string) string { return altered(t, value, "method", other.ID) },
			"only a seal": func(value string) string { return value[:43] },
		} {
			ana := w.visitor()
			answer := ana.catch(start, "Ana")
			value := ana.kept(answer.handle(t))
			if alter(value) == value {
				continue // the first byte was that one
			}
			ana.keeps(answer.handle(t), alter(value))
			if name == "method" {
				answer.address = strings.Replace(answer.address, string(method.ID), string(other.ID), 1)
			}
			at, want := ana.bring(answer), "login_not_begun"
			if name == "method" && protocol == directory.SAML {
				want = "login_provider_refused" // where it is one that nobody set out for, and of another provider
			}
			at.refused(t, want)
			if who := ana.who(); who != "" {
				t.Errorf("%s: with another %s ana is in as %q", protocol, name, who)
			}
		}
		if shown := olga.method(method); shown.LastArrival != nil {
			t.Errorf("%s: of an arrival that nobody set out for is told %+v", protocol, shown.LastArrival)
		}
		// A trial does not become a sign-in either.
		answer := olga.catch(start+"?for=try", "Ana")
		olga.keeps(answer.handle(t), altered(t, olga.kept(answer.handle(t)), "purpose", "sign_in"))
		before := olga.who()
		if olga.bring(answer).refused(t, "login_not_begun"); olga.who() != before {
			t.Errorf("%s: a trial let olga in as %q", protocol, olga.who())
		}
	}
}

// Who is on the way while a login method changes its own certificate arrives.
func TestOnTheWayWhileTheCertificateChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t, engines["SQLite"](t))
	method := w.method(w.organization.ID, directory.OIDC)
	start := federation.AddressesOf(w.muster.url, method.ID).Start
	key, err := federation.NewSigningKey(w.clock.now())
	w.ok(err)
	for _, change := range []func() (directory.LoginMethod, error){
		func() (directory.LoginMethod, error) {
			return w.muster.administration.AddSigningKey(t.Context(), administration.Operator(), w.organization.ID, method.ID, key)
		},
		func() (directory.LoginMethod, error) {
			return w.muster.administration.UseNewSigningKey(t.Context(), administration.Operator(), w.organization.ID, method.ID)
		},
	} {
		ana := w.visitor()
		answer := ana.catch(start, "Ana")
		_, err := change()
		w.ok(err)
		if at := ana.bring(answer); ana.who() != "ana@"+domain {
			t.Errorf("ana came to %s as %q", at.address, ana.who())
		}
	}
}

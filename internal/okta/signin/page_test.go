package signin_test

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/signin"
)

// TestSignIn holds who may sign in, and that nothing tells why somebody may not.
func TestSignIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser()
	shown := b.get("/")
	shown.says(t, http.StatusOK, "Okta (stand-in)")
	if policy := shown.header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("the policy is %q", policy)
	}
	if strings.Contains(shown.body, "style=") || strings.Contains(shown.body, "<script") {
		t.Errorf("the sign-in page has a script or an inline style:\n%s", shown.body)
	}
	for name, form := range map[string]url.Values{
		"wrong password": {"username": {"bo@fernhill.example"}, "password": {"wrong"}},
		"no password":    {"username": {"bo@fernhill.example"}},
		"nobody":         {"username": {"eve@fernhill.example"}, "password": {secretWord}},
		"nothing":        {},
	} {
		refused := b.post("/login/login.htm", form)
		refused.says(t, http.StatusUnauthorized, "Unable to sign in")
		if got, want := refused.field("username"), form.Get("username"); got != want {
			t.Errorf("%s: the username field has %q, want %q", name, got, want)
		}
		if refused.header.Get("Set-Cookie") != "" {
			t.Errorf("%s: a cookie is set", name)
		}
	}
	b.signIn(b.get("/"), "ANA.ruiz@fernhill.example").says(t, http.StatusOK, "Ana Ruiz")
	b.post("/login/signout", nil).says(t, http.StatusOK, "Sign in")
	b.get("/").says(t, http.StatusOK, "Sign in")
}

// TestInactive holds that somebody who is suspended or deactivated is out, and
// stays out.
func TestInactive(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.signedIn("bo@fernhill.example")
	if err := w.org.Suspend(w.bo); err != nil {
		t.Fatal(err)
	}
	shown := b.get("/")
	shown.says(t, http.StatusOK, "Password")
	b.signIn(shown, "bo@fernhill.example").says(t, http.StatusUnauthorized, "Unable to sign in")
	if err := w.org.Unsuspend(w.bo); err != nil {
		t.Fatal(err)
	}
	b.get("/").says(t, http.StatusOK, "Password") // the session ended for good
	b = w.signedIn("bo@fernhill.example")
	w.deactivate(w.bo)
	shown = b.get("/")
	b.signIn(shown, "bo@fernhill.example").says(t, http.StatusUnauthorized, "Unable to sign in")
}

// TestSession holds what keeps a session one browser's.
func TestSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.browser()
	cookie := func() *http.Cookie {
		t.Helper()
		at, _ := url.Parse(w.base)
		kept := b.client.Jar.Cookies(at)
		if len(kept) != 1 {
			t.Fatalf("the browser has %d cookies, want 1", len(kept))
		}
		return kept[0]
	}
	b.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	answer := b.post("/login/login.htm", url.Values{"username": {"bo@fernhill.example"}, "password": {secretWord}})
	if set := answer.header.Get("Set-Cookie"); !strings.Contains(set, "HttpOnly") || !strings.Contains(set, "SameSite=Lax") {
		t.Errorf("the cookie is set by %q", set)
	}
	first := cookie()
	b.post("/login/login.htm", url.Values{"username": {"bo@fernhill.example"}, "password": {secretWord}})
	if cookie().Value == first.Value {
		t.Error("a new sign-in keeps the session's id")
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.base+"/app/UserHome", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(first)
	if got := (&browser{t: t, client: &http.Client{}}).send(r); !strings.Contains(got.body, "Password") {
		t.Error("the id from before the new sign-in still works")
	}
	w.pass(13 * time.Hour)
	if got := b.get("/app/UserHome"); got.status == http.StatusOK {
		t.Error("a session lasts for 13 hours")
	}
}

// TestOtherSites holds that another site cannot sign anybody in or out.
func TestOtherSites(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.signedIn("bo@fernhill.example")
	for _, address := range []string{"/login/login.htm", "/login/signout"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.base+address, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if got := b.send(r); got.status != http.StatusForbidden {
			t.Errorf("%s answers another site with %d", address, got.status)
		}
	}
	b.get("/").says(t, http.StatusOK, "Bo Lind")
}

// TestHome holds that everybody sees their apps, and nobody else's.
func TestHome(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, settings := range []signin.OIDCSettings{
		{Label: "Started here", RedirectURIs: []string{"https://app.example/cb"}, InitiateURI: "https://app.example/start?by=okta", Assigned: w.isAssigned},
		{Label: "Started there", RedirectURIs: []string{"https://app.example/cb"}},
	} {
		if _, err := w.service.AddOIDCApp(settings); err != nil {
			t.Fatal(err)
		}
	}
	made, err := w.service.AddSAMLApp(signin.SAMLSettings{Label: "By <SAML>", ACSURL: "https://app.example/acs", EntityID: "app", Assigned: w.isAssigned})
	if err != nil {
		t.Fatal(err)
	}
	ana := w.signedIn("ana.ruiz@fernhill.example").get("/")
	ana.says(t, http.StatusOK, "By <SAML>")
	ana.says(t, http.StatusOK, "Started there")
	ana.says(t, http.StatusOK, `href="https://app.example/start?by=okta&iss=`+url.QueryEscape(w.base)+`"`)
	ana.says(t, http.StatusOK, `href="`+made.SSOURL+`"`)
	bo := w.signedIn("bo@fernhill.example").get("/")
	bo.says(t, http.StatusOK, "Started there")
	if strings.Contains(bo.body, "Started here") || strings.Contains(bo.body, "SAML") {
		t.Errorf("Bo sees apps that he is not assigned to:\n%s", bo.body)
	}
}

// TestChangedApps changes apps that exist, and takes them out again.
func TestChangedApps(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const callback, acs = "https://app.example/cb", "https://app.example/acs"
	oidc, err := w.service.AddOIDCApp(signin.OIDCSettings{Label: "One", RedirectURIs: []string{callback}})
	if err != nil {
		t.Fatal(err)
	}
	saml, err := w.service.AddSAMLApp(signin.SAMLSettings{Label: "Two", ACSURL: acs, EntityID: "app"})
	if err != nil {
		t.Fatal(err)
	}
	link, err := w.service.AddLink(signin.LinkSettings{Label: "Three", Address: "https://app.example/login"})
	if err != nil {
		t.Fatal(err)
	}
	b := w.signedIn("ana.ruiz@fernhill.example")
	b.get("/").says(t, http.StatusOK, `href="https://app.example/login"`)

	changedOIDC, err := w.service.ChangeOIDCApp(oidc.ClientID, signin.OIDCSettings{Label: "First", RedirectURIs: []string{callback}})
	if err != nil || changedOIDC.ClientID != oidc.ClientID || changedOIDC.ClientSecret != oidc.ClientSecret {
		t.Errorf("the changed app is %+v, %v", changedOIDC, err)
	}
	changedSAML, err := w.service.ChangeSAMLApp(saml.ID, signin.SAMLSettings{Label: "Second", ACSURL: acs, EntityID: "app"})
	if err != nil || changedSAML.SSOURL != saml.SSOURL || changedSAML.Issuer != saml.Issuer {
		t.Errorf("the changed app is %+v, %v", changedSAML, err)
	}
	if err := w.service.ChangeLink(link, signin.LinkSettings{Label: "Third", Address: "https://app.example/login", Hidden: true}); err != nil {
		t.Error(err)
	}
	home := b.get("/")
	home.says(t, http.StatusOK, "First")
	home.says(t, http.StatusOK, "Second")
	if strings.Contains(home.body, "Three") || strings.Contains(home.body, "Third") {
		t.Errorf("a hidden app has a tile:\n%s", home.body)
	}
	if _, err := w.service.ChangeOIDCApp(oidc.ClientID, signin.OIDCSettings{}); err == nil {
		t.Error("settings that cannot be are taken")
	}

	for _, id := range []signin.AppID{oidc.ClientID, saml.ID, link} {
		w.service.RemoveApp(id)
	}
	b.get("/").says(t, http.StatusOK, "You are assigned to no app.")
	b.get("/app/"+string(saml.ID)+"/sso/saml/metadata").says(t, http.StatusNotFound, "There is no such app")
	if _, err := w.service.ChangeSAMLApp(saml.ID, signin.SAMLSettings{ACSURL: acs, EntityID: "app"}); err == nil {
		t.Error("an app that was removed is changed")
	}
	if w.service.ChangeLink(link, signin.LinkSettings{Address: "https://app.example"}) == nil {
		t.Error("a link that was removed is changed")
	}
	if _, err := w.service.AddLink(signin.LinkSettings{Address: "app"}); err == nil {
		t.Error("a link to no address is taken")
	}
}

// TestRefusedSettings holds that an administrator is told what cannot be.
func TestRefusedSettings(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, base := range []string{"", "127.0.0.1:80", "ftp://a", "http://a/", "http://a/b", "http://u@a"} {
		if _, err := signin.New(w.org, signin.Config{BaseURL: base}); err == nil {
			t.Errorf("the base URL %q is taken", base)
		}
	}
	for _, settings := range []signin.OIDCSettings{
		{},
		{RedirectURIs: []string{"app"}},
		{RedirectURIs: []string{"https://app.example/#here"}},
		{RedirectURIs: []string{"https://app.example"}, LogoutURIs: []string{"javascript:1"}},
		{RedirectURIs: []string{"https://app.example"}, InitiateURI: "x"},
	} {
		if _, err := w.service.AddOIDCApp(settings); err == nil {
			t.Errorf("%+v is taken", settings)
		}
	}
	const acs = "https://app.example/acs"
	for _, settings := range []signin.SAMLSettings{
		{ACSURL: acs},
		{EntityID: "app", ACSURL: "acs"},
		{EntityID: "app", ACSURL: acs, LogoutURL: "https://app.example/slo"},
		{EntityID: "app", ACSURL: acs, NameIDFormat: "transient"},
		{EntityID: "app", ACSURL: acs, NameID: "user.shoeSize"},
		{EntityID: "app", ACSURL: acs, Attributes: []signin.AttributeStatement{{Name: "shoe", Value: "user.shoeSize"}}},
	} {
		if _, err := w.service.AddSAMLApp(settings); err == nil {
			t.Errorf("%+v is taken", settings)
		}
	}
	if w.service.SetPassword("00uNobody", "x") == nil || w.service.SetPassword(w.ana, "") == nil {
		t.Error("a password of nobody, or an empty one, is taken")
	}
}

// TestServe holds that the service can listen by itself, and ends when told.
func TestServe(t *testing.T) {
	t.Parallel()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	service, err := signin.New(okta.NewOrg(1), signin.Config{BaseURL: "http://" + listener.Addr().String()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- service.Serve(ctx, listener) }()
	b := &browser{t: t, base: service.Issuer(), client: &http.Client{}}
	b.get("/.well-known/openid-configuration").says(t, http.StatusOK, service.Issuer())
	stop()
	if err := <-ended; err != nil {
		t.Errorf("it ended with %v", err)
	}
}

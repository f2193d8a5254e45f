package console_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
)

// valueOf gives a value that a page offers to copy.
func (w *world) valueOf(label string) string {
	w.t.Helper()
	for n := range w.page.Descendants() {
		if n.Data == "dt" && textOf(n) == label {
			for next := n.NextSibling; next != nil; next = next.NextSibling {
				if next.Data == "dd" {
					return textOf(next)
				}
			}
		}
	}
	w.t.Fatalf("%s shows no %s:\n%s", w.at, label, w.text())
	return ""
}

// tiles gives the home page of somebody who signs in.
func (w *world) tiles(login, password string) string {
	w.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		w.t.Fatal(err)
	}
	form := url.Values{"username": {login}, "password": {password}}
	req, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.signIn.Issuer()+"/login/login.htm", strings.NewReader(form.Encode()))
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return fetch(w.t, &http.Client{Jar: jar}, req)
}

func fetch(t *testing.T, client *http.Client, req *http.Request) string {
	t.Helper()
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (w *world) setPassword() {
	w.t.Helper()
	w.open("/admin/people/" + string(w.ana.ID))
	w.press("Set password", "New password", "a made up word")
	holds(w.t, "The page", w.says("status"), "The password was set.")
}

func TestOIDC(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.setPassword()
	w.follow("Applications")
	w.press("Create App Integration")
	w.press("Next", "OIDC", "on")
	w.press("Save", "App name", "Portal", "Sign-in redirect URIs", "portal")
	holds(t, "A redirect URI that is none", w.says("alert"), `The sign-in redirect URI "portal" is no web address.`)
	w.press("Save", "Sign-in redirect URIs", "https://portal.example/callback", "Initiate login URI", "https://portal.example/start")
	id, secret := w.valueOf("Client ID"), w.valueOf("Client secret")
	w.follow("Sign On")
	if w.valueOf("Client ID") != id || w.valueOf("Client secret") != secret || len(secret) < 40 {
		t.Errorf("General shows %q and %q, Sign On %q and %q", id, secret, w.valueOf("Client ID"), w.valueOf("Client secret"))
	}
	if issuer := w.valueOf("Issuer"); issuer != w.signIn.Issuer() {
		t.Errorf("the issuer is %q", issuer)
	}
	if strings.Contains(w.tiles("ana@fernhill.example", "a made up word"), "Portal") {
		t.Error("Ana has the tile of an app that she is not assigned to")
	}
	w.assign(w.ana)
	if home := w.tiles("ana@fernhill.example", "a made up word"); !strings.Contains(home, `href="https://portal.example/start?iss=`) {
		t.Errorf("the tile does not start the sign-in:\n%s", home)
	}

	w.follow("General")
	w.press("Edit Login")
	w.press("Save", "Sign-in redirect URIs", "https://portal.example/other")
	if w.valueOf("Client ID") != id {
		t.Error("a change of the settings changed the client id")
	}
	authorize := "/oauth2/v1/authorize?response_type=code&scope=openid&state=s&code_challenge_method=S256&code_challenge=" + strings.Repeat("a", 43) + "&client_id=" + id + "&redirect_uri="
	general := w.at.Path
	w.open(authorize + url.QueryEscape("https://portal.example/callback"))
	if w.status != http.StatusBadRequest {
		t.Errorf("the redirect URI of before: %d", w.status)
	}
	w.open(authorize + url.QueryEscape("https://portal.example/other"))
	if w.status != http.StatusOK || w.at.Path != "/login/login.htm" {
		t.Errorf("the redirect URI of now: %d at %s", w.status, w.at)
	}

	w.open(general)
	w.press("Edit")
	w.press("Save", "Do not display application icon to users", "on")
	if strings.Contains(w.tiles("ana@fernhill.example", "a made up word"), "portal.example") {
		t.Error("a hidden app has a tile")
	}
	w.follow("Delete application")
	w.press("Delete application")
	w.open(authorize + url.QueryEscape("https://portal.example/other"))
	if w.status != http.StatusBadRequest {
		t.Errorf("an app that was deleted signs in: %d at %s", w.status, w.at)
	}
}

func TestSAML(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addTestApp("SCIM 2.0 Test App (OAuth Bearer Token)", "Muster")
	w.follow("Sign On")
	holds(t, "Sign On", w.text(), "Enter the application's single sign-on URL")
	w.press("Edit")
	w.press("Save", "Single sign-on URL", "https://sp.example/acs")
	holds(t, "SAML without an audience", w.says("alert"), "Enter the audience URI.")
	w.press("Save", "Audience URI", "https://sp.example/")
	issuer := w.valueOf("Issuer")
	holds(t, "The certificate", w.valueOf("Signing Certificate"), "BEGIN CERTIFICATE")
	sso := w.valueOf("Sign on URL")
	metadata := w.valueOf("Metadata URL")
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, metadata, nil)
	if err != nil {
		t.Fatal(err)
	}
	text := fetch(t, http.DefaultClient, req)
	holds(t, "The metadata", text, `entityID="`+issuer+`"`)
	holds(t, "The metadata", text, sso)

	w.press("Edit")
	w.press("Save", "Secure Web Authentication", "on")
	holds(t, "Sign On", w.text(), "SWA")
	w.open(metadata)
	if w.status != http.StatusNotFound {
		t.Errorf("the metadata of a method that was left: %d", w.status)
	}
}

func TestSWA(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.setPassword()
	w.follow("Applications")
	w.press("Create App Integration")
	w.press("Next", "SWA", "on")
	w.press("Finish", "App name", "Old shop", "App's login page URL", "https://shop.example/login")
	w.assign(w.ana)
	if home := w.tiles("ana@fernhill.example", "a made up word"); !strings.Contains(home, `href="https://shop.example/login"`) {
		t.Errorf("the app has no tile:\n%s", home)
	}
}

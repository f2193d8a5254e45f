package main

import (
	"net/http"
	"strings"
	"testing"
)

func TestOktaServe(t *testing.T) {
	t.Parallel()
	okta := begin(t, "okta", "serve", "--listen", "127.0.0.1:0", "--people", "7", "--groups", "3")
	console := okta.stdout.await(t, `Admin Console +(\S+)\n`)[1]
	okta.stdout.await(t, `with 7 people and 3 groups`)
	address := okta.stdout.await(t, `Okta \(stand-in\) listens on (\S+)\n`)[1]
	if console != address+"/admin/" {
		t.Errorf("the console is at %s, the stand-in listens on %s", console, address)
	}
	s := serving{}
	for path, want := range map[string]string{
		"/admin/people":                     "",
		"/admin":                            "Failed tasks",
		"/":                                 "Sign in",
		"/.well-known/openid-configuration": address,
	} {
		status, answer := s.send(t, "GET", address+path, "", "")
		if path == "/admin/people" {
			if got := strings.Count(answer, "@northwind.example"); status != http.StatusOK || got != 7 {
				t.Errorf("GET %s: %d with %d people", path, status, got)
			}
			continue
		}
		if status != http.StatusOK || !strings.Contains(answer, want) {
			t.Errorf("GET %s: %d without %q:\n%s", path, status, want, answer)
		}
	}
}

func TestOktaServeEmpty(t *testing.T) {
	t.Parallel()
	okta := begin(t, "okta", "serve", "--listen", "127.0.0.1:0", "--empty")
	address := okta.stdout.await(t, `with 0 people and 0 groups(?s:.*)listens on (\S+)\n`)[1]
	s := serving{}
	if status, answer := s.send(t, "GET", address+"/admin/people", "", ""); status != http.StatusOK || !strings.Contains(answer, "There is nobody yet.") {
		t.Errorf("the people of nobody: %d\n%s", status, answer)
	}
}

func TestOktaServeReach(t *testing.T) {
	t.Parallel()
	for _, listen := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0", "example.com:0"} {
		_, err := try(t, "okta", "serve", "--listen", listen)
		if err == nil || !strings.Contains(err.Error(), "administrator without a password: listen on 127.0.0.1, or say --open-to-network") {
			t.Errorf("okta serve --listen %s: %v", listen, err)
		}
	}
	if _, err := try(t, "okta", "serve", "--listen", "8090"); err == nil || !strings.Contains(err.Error(), "write it as 127.0.0.1:8090") {
		t.Errorf("okta serve --listen 8090: %v", err)
	}
	if _, err := try(t, "okta", "serve", "--people", "0"); err == nil || !strings.Contains(err.Error(), "one person and one group at least") {
		t.Errorf("okta serve --people 0: %v", err)
	}
	open := begin(t, "okta", "serve", "--listen", "0.0.0.0:0", "--open-to-network", "--okta-url", "http://okta.example:8090", "--people", "1", "--groups", "1")
	open.stdout.await(t, `Admin Console +http://okta\.example:8090/admin/\n`)
}

package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestServe(t *testing.T) {
	t.Parallel()
	s := serve(t)
	for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
		if status, answer := s.send(t, "GET", s.address+path, "", ""); status != http.StatusOK {
			t.Errorf("GET %s: %d %s", path, status, answer)
		}
	}
	s.createUser(t, "ana@example.com", "Ana Petrović")
	for _, path := range []string{"/Users", "//Users", "/Users/", "/Users?startIndex=1&count=100"} {
		status, answer := s.send(t, "GET", s.TenantURL+path, s.SecretToken, "")
		if status != http.StatusOK || !strings.Contains(answer, "ana@example.com") {
			t.Errorf("GET %s: %d %s", path, status, answer)
		}
	}

	_, metrics := s.send(t, "GET", s.address+"/metrics", "", "")
	for _, line := range []string{`muster_http_requests_total{method="POST",route="/scim/v2/Users",status="2xx"} 1`, "go_goroutines ", "process_resident_memory_bytes "} {
		if !strings.Contains(metrics, "\n"+line) {
			t.Errorf("GET /metrics does not show %s:\n%s", line, metrics)
		}
	}

	s.stop()
	if err := <-s.ended; err != nil {
		t.Fatalf("after the stop: %v", err)
	}
	s.ended <- nil
	if !strings.Contains(s.stderr.String(), "msg=stopped") {
		t.Errorf("the log does not end with the stop:\n%s", s.stderr)
	}
}

func TestTokenChangesCountAtOnce(t *testing.T) {
	t.Parallel()
	s := serve(t)
	status := func(token string) int {
		t.Helper()
		status, _ := s.send(t, "GET", s.TenantURL+"/Users", token, "")
		return status
	}
	first := s.SecretToken
	if got := status(first); got != http.StatusOK {
		t.Fatalf("with the first token: %d", got)
	}

	second := decode[credentials](t, muster(t, "connection", "rotate-token", string(s.Connection), "--data", s.data, "--public-url", s.address, "--json"))
	if second.Connection != s.Connection || second.TenantURL != s.TenantURL || second.SecretToken == first {
		t.Errorf("rotate-token answered %v, before it was %v", second, s.credentials)
	}
	if got := status(first); got != http.StatusUnauthorized {
		t.Errorf("with the token before the rotation: %d, want 401", got)
	}
	if got := status(second.SecretToken); got != http.StatusOK {
		t.Errorf("with the new token: %d", got)
	}

	muster(t, "connection", "disable", string(s.Connection), "--data", s.data)
	if got := status(second.SecretToken); got != http.StatusUnauthorized {
		t.Errorf("while disabled: %d, want 401", got)
	}
	if _, err := try(t, "connection", "rotate-token", string(s.Connection), "--data", s.data); err == nil {
		t.Error("a disabled connection got a new token")
	}
	third := decode[credentials](t, muster(t, "connection", "enable", string(s.Connection), "--data", s.data, "--organization", "demo", "--json"))
	if got := status(third.SecretToken); got != http.StatusOK {
		t.Errorf("enabled again: %d", got)
	}
	if got := status(second.SecretToken); got != http.StatusUnauthorized {
		t.Errorf("enabled again, with the token from before: %d, want 401", got)
	}
}

// TestSecretsStayOutOfTheLog looks for canaries in everything that a server
// prints at its most talkative.
func TestSecretsStayOutOfTheLog(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"text", "json"} {
		s := serve(t, "--log-level", "debug", "--log-format", format)
		const canary = "canary-7f3a"
		s.createUser(t, canary+"@example.com", canary)
		s.send(t, "POST", s.TenantURL+"/Users", s.SecretToken, `{"userName":"`+canary+`2","password":"`+canary+`"}`)
		s.send(t, "POST", s.TenantURL+"/Users", s.SecretToken, `{"userName":"`+canary)
		s.send(t, "GET", s.TenantURL+"/Users?filter=userName+eq+%22"+canary+"%22", s.SecretToken, "")
		s.send(t, "GET", s.TenantURL+"/Users/"+canary, s.SecretToken, "")
		s.send(t, "GET", s.TenantURL+"/Users", s.SecretToken+canary, "")
		s.send(t, canary, s.TenantURL+"/"+canary, s.SecretToken, "")
		s.send(t, "GET", s.address+"/"+s.SecretToken, s.SecretToken, "")
		s.stop()
		if err := <-s.ended; err != nil {
			t.Fatal(err)
		}
		s.ended <- nil
		printed := s.stdout.String() + s.stderr.String()
		if requests := strings.Count(printed, "duration_ms"); requests != 8 {
			t.Errorf("%s: %d requests are logged, want 8:\n%s", format, requests, printed)
		}
		for _, secret := range []string{canary, s.SecretToken, s.SecretToken[len("muster_scim_"):][:20]} {
			if strings.Contains(printed, secret) {
				t.Errorf("%s: the log holds %q:\n%s", format, secret, printed)
			}
		}
	}
}

func TestAddressInUse(t *testing.T) {
	t.Parallel()
	s := serve(t)
	_, err := try(t, "serve", "--data", t.TempDir(), "--listen", strings.TrimPrefix(s.address, "http://"))
	if err == nil || !strings.Contains(err.Error(), "in use by another program") {
		t.Errorf("serve on a taken address: %v", err)
	}
}

func TestServeRefusesHalfACertificate(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "cert.pem")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, flags := range [][]string{{"--tls-cert", file}, {"--tls-key", file}, {"--tls-cert", file, "--tls-key", file}} {
		if _, err := try(t, append([]string{"serve", "--data", t.TempDir()}, flags...)...); err == nil {
			t.Errorf("serve %s: no error", fmt.Sprint(flags))
		}
	}
}

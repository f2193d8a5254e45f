package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

func TestOktaRun(t *testing.T) {
	t.Parallel()
	s := serve(t)
	var stdout, stderr bytes.Buffer
	environment := func(name string) string {
		return map[string]string{"MUSTER_TOKEN": s.SecretToken, "MUSTER_TENANT_URL": s.TenantURL}[name]
	}
	for _, dialect := range []string{"catalog", "wizard"} {
		stdout.Reset()
		stderr.Reset()
		err := run(t.Context(), []string{"okta", "run", "--people", "20", "--groups", "4", "--seed", "3", "--dialect", dialect}, environment, &stdout, &stderr)
		if err != nil {
			t.Errorf("%s: %v\n%s%s", dialect, err, stdout.String(), stderr.String())
		}
		if !strings.Contains(stdout.String(), "Everything went well") || !regexp.MustCompile(`(?m)^GET /Users\?filter +\d+ `).MatchString(stdout.String()) {
			t.Errorf("%s: report:\n%s", dialect, stdout.String())
		}
		if !regexp.MustCompile(`(?m)^Assign people +\d+ tasks$`).MatchString(stderr.String()) || strings.Contains(stderr.String(), "\x1b") {
			t.Errorf("%s: progress elsewhere than on a terminal:\n%q", dialect, stderr.String())
		}
		if printed := stdout.String() + stderr.String(); strings.Contains(printed, s.SecretToken) {
			t.Errorf("%s: the token was printed:\n%s", dialect, printed)
		}
	}
}

// TestOktaRunFails has half of the people find no license.
func TestOktaRunFails(t *testing.T) {
	t.Parallel()
	s := serve(t) // with 50 licenses
	out, err := try(t, "okta", "run", "--tenant-url", s.TenantURL, "--token", s.SecretToken, "--people", "90", "--groups", "4")
	if err == nil || !regexp.MustCompile(`^\d+ tasks failed and \d+ differences were found; the report above says which$`).MatchString(err.Error()) {
		t.Errorf("okta run without licenses: %v", err)
	}
	if !strings.Contains(out, "No license is free") || !strings.Contains(out, "more\n") {
		t.Errorf("report:\n%s", out)
	}
	if complain(&bytes.Buffer{}, err) != 1 {
		t.Error("the exit code is not 1")
	}

	_, err = try(t, "okta", "run", "--tenant-url", s.TenantURL, "--token", s.SecretToken+"x")
	if err == nil || strings.Contains(err.Error(), s.SecretToken) {
		t.Errorf("okta run with a wrong token: %v", err)
	}
}

func TestBar(t *testing.T) {
	t.Parallel()
	for done, full := range map[int]int{0: 0, 5: 15, 10: 30, 11: 30} {
		if got := strings.Count(bar(done, 10), "█"); got != full {
			t.Errorf("bar(%d, 10) is %d long, want %d", done, got, full)
		}
	}
	if bar(3, 0) != bar(0, 1) {
		t.Error("a bar of nothing is not empty")
	}
}

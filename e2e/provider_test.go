package e2e_test

import (
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/entra"
	"github.com/musterhq/muster/internal/okta"
)

// TestReplay replays the captured sessions of Okta, step by step.
func TestReplay(t *testing.T) {
	t.Parallel()
	captures := map[string]string{
		"catalog": "okta-catalog-test-app-PATCH",
		"wizard":  "okta-AIW-PUT",
	}
	for _, trace := range okta.Traces() {
		t.Run(captures[trace.Name], func(t *testing.T) {
			onBothEngines(t, func(t *testing.T, i *installation) {
				target := i.target()
				report := func(check okta.Check) { wantCheck(t, check.ID, check.Text, check.Err) }
				if err := okta.Replay(t.Context(), target, trace, report); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// TestOktaSuites makes every assertion of Okta's published suites: SPEC, CRUD and
// Runscope.
func TestOktaSuites(t *testing.T) {
	onBothEngines(t, func(t *testing.T, i *installation) {
		report := func(check okta.Check) { wantCheck(t, check.ID, check.Text, check.Err) }
		if err := okta.SpecTest(t.Context(), i.target(), report); err != nil {
			t.Error(err)
		}
	})
}

// TestOtherProviders drives the server with the habits of Entra ID, OneLogin,
// JumpCloud and Google.
func TestOtherProviders(t *testing.T) {
	onBothEngines(t, func(t *testing.T, i *installation) {
		made := i.organize(1000)
		client := entra.Client{BaseURL: i.serve().tenantURL(t, made), Token: made.SecretToken}
		for _, scenario := range entra.Scenarios() {
			t.Run(scenario.Name, func(t *testing.T) {
				t.Parallel()
				for _, check := range scenario.Run(t.Context(), client) {
					wantCheck(t, check.ID, check.Text, check.Err)
				}
			})
		}
	})
}

// target is a connection of a server of its own.
func (i *installation) target() okta.Target {
	i.t.Helper()
	made := i.organize(1000)
	return okta.Target{BaseURL: i.serve().tenantURL(i.t, made), Authorization: "Bearer " + made.SecretToken}
}

// wantCheck makes a subtest of a check.
func wantCheck(t *testing.T, id, text string, err error) {
	t.Helper()
	t.Run(id, func(t *testing.T) {
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
	})
}

// TestOktaRun takes a company of 300 people through everything that Okta does, in
// each dialect.
func TestOktaRun(t *testing.T) {
	onBothEngines(t, func(t *testing.T, i *installation) {
		made := i.organize(500)
		server := i.serve("--log-format", "json")
		for _, dialect := range []okta.Dialect{okta.Catalog, okta.Wizard} {
			settings := okta.NewSettings(dialect, server.tenantURL(t, made), made.SecretToken)
			report, err := okta.Run(t.Context(), okta.RunConfig{
				Settings: settings, People: 300, Groups: 14, Seed: 3, Record: i.keepPasswords,
			}, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, task := range report.Failures {
				t.Errorf("%s: %s %s failed: %s", dialect, task.Action, task.Subject, task.Sentence)
			}
			for _, difference := range report.Differences {
				t.Errorf("%s: %s", dialect, difference)
			}
			for _, warning := range report.Warnings {
				t.Errorf("%s: %s", dialect, warning)
			}
		}
	})
}

// TestOktaRunCommand plays Okta by the command, as people do, with the right
// token and with a wrong one.
func TestOktaRunCommand(t *testing.T) {
	t.Parallel()
	i := install(t, storage{data: t.TempDir()})
	made := i.organize(100)
	tenantURL := i.serve().tenantURL(t, made)
	for _, dialect := range []okta.Dialect{okta.Catalog, okta.Wizard} {
		played := i.keep(startProcess(t, "okta", "run", "--tenant-url", tenantURL, "--token", made.SecretToken,
			"--dialect", string(dialect), "--people", "40", "--groups", "5"))
		if code := played.exitCode(); code != 0 {
			t.Errorf("okta run by %s ended with %d:\n%s%s", dialect, code, &played.stdout, &played.stderr)
		}
		if !strings.Contains(played.stdout.String(), "the server holds exactly what was pushed") || !strings.Contains(played.stderr.String(), string(okta.PhaseCompare)) {
			t.Errorf("okta run by %s shows no report or no progress:\n%s%s", dialect, &played.stdout, &played.stderr)
		}
	}
	refused := i.keep(startProcess(t, "okta", "run", "--tenant-url", tenantURL, "--token", "wrong", "--people", "1"))
	if code := refused.exitCode(); code != 1 || !strings.Contains(refused.stderr.String(), "The Secret Token is not valid for this Tenant URL") {
		t.Errorf("okta run with a wrong token ended with %d and says %q", code, &refused.stderr)
	}
}

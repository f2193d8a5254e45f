package okta_test

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/okta"
	"github.com/musterhq/muster/internal/okta/oktatest"
)

// TestRun rehearses a company in both dialects with every form of credential,
// over a real connection, and checks that the form is what arrives.
func TestRun(t *testing.T) {
	t.Parallel()
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte("okta:"+oktatest.Token))
	for _, test := range []struct {
		name       string
		dialect    okta.Dialect
		credential okta.Credential
		token      string
		want       string
	}{
		{"catalog bearer", okta.Catalog, okta.Bearer, oktatest.Token, "Bearer " + oktatest.Token},
		{"catalog header", okta.Catalog, okta.RawHeader, oktatest.Token, oktatest.Token},
		{"catalog header with Bearer typed", okta.Catalog, okta.RawHeader, "Bearer " + oktatest.Token, "Bearer " + oktatest.Token},
		{"catalog basic", okta.Catalog, okta.Basic, "okta:" + oktatest.Token, basic},
		{"wizard header", okta.Wizard, okta.PrefixedHeader, oktatest.Token, "Bearer " + oktatest.Token},
		{"wizard basic", okta.Wizard, okta.Basic, "okta:" + oktatest.Token, basic},
	} {
		t.Run(strings.ReplaceAll(test.name, " ", "_"), func(t *testing.T) {
			t.Parallel()
			directory := oktatest.New()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
				if got := req.Header.Get("Authorization"); got != test.want {
					t.Errorf("the header is %q, not %q", got, test.want)
				}
				directory.ServeHTTP(w, req)
			}))
			defer server.Close()
			settings := okta.NewSettings(test.dialect, server.URL, test.token)
			settings.Credential = test.credential
			var phases []okta.Phase
			report, err := okta.Run(t.Context(), okta.RunConfig{Settings: settings, People: 130, Groups: 6, Seed: 7}, func(p okta.Progress) {
				if p.Task.Number == 0 {
					phases = append(phases, p.Phase)
				}
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, task := range report.Failures {
				t.Errorf("failed: %s", task.Sentence)
			}
			for _, d := range report.Differences {
				t.Errorf("differs: %s", d)
			}
			if len(phases) != 9 || len(report.Phases) != 9 || phases[8] != okta.PhaseCompare {
				t.Errorf("the phases were %v", phases)
			}
			if report.People != 130 || report.Groups != 6 || report.Tasks < 200 || !report.OK() {
				t.Errorf("the report says %d people, %d groups, %d tasks", report.People, report.Groups, report.Tasks)
			}
			count := map[string]int{}
			for _, r := range report.Requests {
				count[r.Kind] = r.Count
				if r.P50 <= 0 || r.P50 > r.P99 || r.P99 > r.Max {
					t.Errorf("%s has p50 %s, p99 %s, max %s", r.Kind, r.P50, r.P99, r.Max)
				}
			}
			if count["POST /Users"] != 130 || count["POST /Groups"] != 6 || count["GET /Users?filter"] < 130 {
				t.Errorf("the requests were %v", count)
			}
		})
	}
}

// TestRunAgain runs on a server that a run has filled: everybody is found.
func TestRunAgain(t *testing.T) {
	t.Parallel()
	for _, dialect := range []okta.Dialect{okta.Catalog, okta.Wizard} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			config := okta.RunConfig{
				Settings: okta.NewSettings(dialect, "http://scim.example", oktatest.Token), People: 40, Groups: 4, Transport: oktatest.New(),
			}
			if report, err := okta.Run(t.Context(), config, nil); err != nil || !report.OK() {
				t.Fatalf("the first run: %v %v %v", err, report.Failures, report.Differences)
			}
			report, err := okta.Run(t.Context(), config, nil)
			if err != nil || !report.OK() {
				t.Fatalf("the second run: %v %v %v", err, report.Failures, report.Differences)
			}
		})
	}
}

// TestRunReports shows that a run says what failed and what differs, and goes
// on to the end.
func TestRunReports(t *testing.T) {
	t.Parallel()
	run := func(t *testing.T, fault oktatest.Fault) okta.Report {
		t.Helper()
		report, err := okta.Run(t.Context(), okta.RunConfig{
			Settings: okta.NewSettings(okta.Catalog, "http://scim.example", oktatest.Token), People: 30, Groups: 4, Transport: oktatest.New(fault),
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if report.OK() || len(report.Phases) != 9 {
			t.Fatalf("the report is OK after %d phases", len(report.Phases))
		}
		return report
	}
	if r := run(t, oktatest.NoPatch); len(r.Failures) == 0 || !strings.Contains(r.Failures[0].Sentence, "PATCH is not served") {
		t.Errorf("the failures are %v", r.Failures)
	}
	if r := run(t, oktatest.ProfileIgnored); len(r.Differences) == 0 {
		t.Error("profiles are not stored and nothing differs")
	}
}

// TestRunStops holds that a failed connection test ends a run, and that a
// cancelled one stops.
func TestRunStops(t *testing.T) {
	t.Parallel()
	config := okta.RunConfig{Settings: okta.NewSettings(okta.Catalog, "http://scim.example", "wrong"), Transport: oktatest.New()}
	report, err := okta.Run(t.Context(), config, nil)
	var remote *okta.RemoteError
	if !errors.As(err, &remote) || remote.Status != http.StatusUnauthorized || len(report.Phases) != 1 || report.Tasks != 1 {
		t.Errorf("with a wrong token: %v, %d phases", err, len(report.Phases))
	}

	config.Settings.Token = oktatest.Token
	ctx, cancel := context.WithCancel(t.Context())
	report, err = okta.Run(ctx, config, func(p okta.Progress) {
		if p.Phase == okta.PhaseAssign {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || len(report.Phases) != 2 {
		t.Errorf("when cancelled: %v, %d phases", err, len(report.Phases))
	}
}

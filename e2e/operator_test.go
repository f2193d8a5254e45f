package e2e_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/okta"
)

// TestTokensCountAtOnce changes a connection's token by commands beside two
// running servers on one storage: the next request to either of them already
// meets the change.
func TestTokensCountAtOnce(t *testing.T) {
	onBothEngines(t, func(t *testing.T, i *installation) {
		made := i.organize(10)
		servers := []*server{i.serve(), i.serve()}
		wantStatus := func(token string, want int) {
			t.Helper()
			for n, server := range servers {
				got, err := newClient(server.tenantURL(t, made), token).send(t.Context(), http.MethodGet, "/Users?count=1", "", "")
				if err != nil || got.status != want {
					t.Errorf("server %d answers %d %s %v; want %d", n+1, got.status, got.body, err, want)
				}
			}
		}
		wantStatus(made.SecretToken, http.StatusOK)

		rotated := i.credentials("connection", "rotate-token", made.Connection)
		if rotated.Connection != made.Connection || rotated.TenantURL != made.TenantURL || rotated.SecretToken == made.SecretToken {
			t.Error("rotate-token changed more than the token, or not the token")
		}
		wantStatus(made.SecretToken, http.StatusUnauthorized)
		wantStatus(rotated.SecretToken, http.StatusOK)

		i.run("connection", "disable", made.Connection)
		wantStatus(rotated.SecretToken, http.StatusUnauthorized)
		if said := i.refused("connection", "rotate-token", made.Connection); !strings.Contains(said, "turn it on") {
			t.Errorf("rotate-token of a disabled connection says %q", said)
		}

		enabled := i.credentials("connection", "enable", made.Connection)
		wantStatus(made.SecretToken, http.StatusUnauthorized)
		wantStatus(rotated.SecretToken, http.StatusUnauthorized)
		wantStatus(enabled.SecretToken, http.StatusOK)

		said := told(i.journal(), 0)
		for _, sentence := range []string{
			"The operator cancelled the Secret Token for Okta",
			"The operator disabled the connection to Okta",
			"The operator enabled the connection to Okta",
		} {
			if !strings.Contains(said, sentence) {
				t.Errorf("the journal does not tell %q; it tells:\n%s", sentence, said)
			}
		}
	})
}

// TestTwoServers lets two servers on one storage work for the same organization
// at once, while another process follows its journal: nothing is lost, nothing is
// doubled, and the follower sees every entry, in order.
func TestTwoServers(t *testing.T) {
	onBothEngines(t, func(t *testing.T, i *installation) {
		made := i.organize(1000)
		follower := i.start("journal", "--follow", "--json", "--organization", organizationName)
		servers := []*server{i.serve(), i.serve()}

		const clients, each = 8, 20
		var work sync.WaitGroup
		for n := range clients {
			work.Go(func() {
				client := newClient(servers[n%2].tenantURL(t, made), made.SecretToken)
				for m := range each {
					// Every name is posted to both servers: one of them makes it.
					name := fmt.Sprintf("person-%d-%d@example.com", n/2, m)
					got, err := client.send(t.Context(), http.MethodPost, "/Users", "",
						fmt.Sprintf(`{"userName":%q,"active":true}`, name))
					if err != nil || got.status != http.StatusCreated && got.status != http.StatusConflict {
						t.Errorf("POST of %s to server %d: %d %s %v", name, n%2+1, got.status, got.body, err)
					}
				}
			})
		}
		work.Wait()

		want := clients / 2 * each
		if got := len(i.members()); got != want {
			t.Errorf("there are %d members; want %d", got, want)
		}
		if line := i.organization(); line.InUse != want {
			t.Errorf("%d licenses are in use; want %d", line.InUse, want)
		}
		journal := i.journal()
		if got := kinds(journal)[directory.MemberCreated]; got != want {
			t.Errorf("the journal tells of %d new members; want %d", got, want)
		}
		wantFollowed(t, follower, journal)
	})
}

// wantFollowed waits until a follower has printed a journal, stops it, and
// demands that it printed exactly that.
func wantFollowed(t *testing.T, follower *process, journal []journalLine) {
	t.Helper()
	err := follower.stdout.await(await(t), func(lines []string) bool { return len(lines) >= len(journal) })
	if err != nil {
		t.Fatalf("follow the journal: %v", err)
	}
	follower.signal(interrupt)
	if code := follower.exitCode(); code != 0 {
		t.Errorf("the interrupted journal --follow ended with %d: %s", code, &follower.stderr)
	}
	followed := decodeLines[journalLine](t, follower.stdout.String())
	wantUnbroken(t, followed)
	if len(followed) != len(journal) {
		t.Errorf("the follower printed %d entries; the journal has %d", len(followed), len(journal))
	}
	for at := range min(len(followed), len(journal)) {
		if followed[at].Kind != journal[at].Kind || followed[at].Request != journal[at].Request {
			t.Errorf("entry %d was followed as %s of %q; the journal has %s of %q", at+1,
				followed[at].Kind, followed[at].Request, journal[at].Kind, journal[at].Request)
		}
	}
}

// TestLicensesCountAtOnce runs out of licenses, buys one beside the running
// server, and goes on.
func TestLicensesCountAtOnce(t *testing.T) {
	onBothEngines(t, func(t *testing.T, i *installation) {
		made := i.organize(1)
		server := i.serve()
		org := okta.NewOrg(1)
		app, err := okta.NewApp(org, okta.NewSettings(okta.Catalog, server.tenantURL(t, made), made.SecretToken), okta.AppOptions{Record: i.keepPasswords})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(app.Close)
		ada := org.AddPerson(okta.Profile{Login: "ada@example.com", GivenName: "Ada", FamilyName: "Lovelace"})
		charles := org.AddPerson(okta.Profile{Login: "charles@example.com", GivenName: "Charles", FamilyName: "Babbage"})
		if err := app.Assign(t.Context(), ada.ID); err != nil {
			t.Fatal(err)
		}
		if err := app.Assign(t.Context(), charles.ID); err == nil || !strings.Contains(err.Error(), "No license is free for charles@example.com") {
			t.Errorf("without a license Okta reads %v", err)
		}
		i.run("organization", "set-licenses", organizationName, "--licenses", "2")
		if err := app.Assign(t.Context(), charles.ID); err != nil {
			t.Errorf("with a license bought: %v", err)
		}
		counted := kinds(i.journal())
		if counted[directory.NoticeNoLicense] != 1 || counted[directory.LicensesChanged] != 1 || counted[directory.MemberCreated] != 2 {
			t.Errorf("the journal counts %v; want one notice, one change of licenses and two new members", counted)
		}
	})
}

// TestBasicCredentials gives Okta's Basic Auth app what it cannot use, and reads
// what its administrator reads.
func TestBasicCredentials(t *testing.T) {
	onBothEngines(t, func(t *testing.T, i *installation) {
		made := i.organize(1)
		settings := okta.NewSettings(okta.Catalog, i.serve().tenantURL(t, made), "operator:"+made.SecretToken)
		settings.Credential = okta.Basic
		i.secrets.add(strings.TrimPrefix(okta.Basic.Authorization(settings.Token), "Basic "))
		app, err := okta.NewApp(okta.NewOrg(1), settings, okta.AppOptions{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(app.Close)
		err = app.TestConnection(context.WithoutCancel(t.Context()))
		if err == nil || !strings.Contains(err.Error(), "Basic authentication is not accepted; choose HTTP header") {
			t.Errorf("Okta reads %v; want a sentence that says what to choose", err)
		}
	})
}

// TestRefusals gives commands what they cannot do. Each says so in one sentence
// and changes nothing.
func TestRefusals(t *testing.T) {
	onBothEngines(t, func(t *testing.T, i *installation) {
		i.organize(1)
		for _, refusal := range []struct {
			arguments []string
			says      string
		}{
			{[]string{"organization", "create", "ANALYTICAL engines", "--licenses", "1"}, "named"},
			{[]string{"connection", "create", "--organization", "Difference Engines"}, "Difference Engines"},
			{[]string{"connection", "rotate-token", "nobody"}, "muster connection list"},
			{[]string{"members", "--organization", "Difference Engines"}, "Difference Engines"},
			{[]string{"organization", "set-licenses", organizationName, "--licenses=-1"}, "license"},
		} {
			if said := i.refused(refusal.arguments...); !strings.Contains(said, refusal.says) {
				t.Errorf("muster %s says %q, which does not hold %q", strings.Join(refusal.arguments, " "), said, refusal.says)
			}
		}
		if got := len(i.journal()); got != 3 {
			t.Errorf("the journal has %d entries after refusals; want 3", got)
		}
	})
}

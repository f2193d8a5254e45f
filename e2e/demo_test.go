package e2e_test

import (
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// demoOrganization finds what the demo calls its organization.
var demoOrganization = regexp.MustCompile(`^Organization +(.+)$`)

// TestDemoOnce lets the demo's company arrive and looks at what it left.
func TestDemoOnce(t *testing.T) {
	t.Parallel()
	i := install(t, storage{data: filepath.Join(t.TempDir(), "demo")})
	demo := i.start("demo", "--once", "--listen", "127.0.0.1:0")
	if code := demo.exitCode(); code != 0 {
		t.Fatalf("demo --once ended with %d: %s", code, &demo.stderr)
	}
	if got := len(lines[memberLine](i, "members")); got != 251 {
		t.Errorf("the demo left %d members; want 250 people and their owner", got)
	}
	if got := len(lines[teamLine](i, "teams")); got != 14 {
		t.Errorf("the demo left %d teams; want 14", got)
	}
	journal := lines[journalLine](i, "journal")
	wantUnbroken(t, journal)
	for _, entry := range journal {
		if sentence := strings.TrimSpace(entry.Sentence); !strings.Contains(demo.stdout.String(), sentence) {
			t.Errorf("the demo does not print entry %d: %s", entry.Number, sentence)
		}
	}
}

// TestDemo watches the demo until things happen in the company's life, and stops
// it.
func TestDemo(t *testing.T) {
	t.Parallel()
	i := install(t, storage{data: filepath.Join(t.TempDir(), "demo")})
	demo := i.start("demo", "--people", "30", "--groups", "5", "--pace", "10ms", "--listen", "127.0.0.1:0")
	address, err := demo.stdout.awaitMatch(await(t), listening)
	if err != nil {
		t.Fatal(err)
	}
	named, err := demo.stdout.awaitMatch(await(t), demoOrganization)
	if err != nil {
		t.Fatal(err)
	}
	server := &server{process: demo, root: address[1]}
	if status, _ := server.get(t, "/readyz"); status != http.StatusOK {
		t.Errorf("/readyz of the demo answers %d", status)
	}
	const events = 15
	err = demo.stdout.await(await(t), func(lines []string) bool {
		return strings.Count(strings.Join(lines, "\n"), " ── ") >= events
	})
	if err != nil {
		t.Fatal(err)
	}
	if members := lines[memberLine](i, "members", "--organization", named[1]); len(members) < 30 {
		t.Errorf("beside the demo, muster members lists %d members; want 30 at least", len(members))
	}
	demo.signal(interrupt)
	if code := demo.exitCode(); code != 0 {
		t.Errorf("the interrupted demo ended with %d: %s", code, &demo.stderr)
	}
	printed := demo.stdout.String()
	for _, wanted := range []string{"Tenant URL", "muster members --data", " has arrived: 30 people, 5 teams."} {
		if !strings.Contains(printed, wanted) {
			t.Errorf("the demo does not print %q; it prints:\n%s", wanted, printed)
		}
	}
	if said := demo.stderr.String(); said != "" {
		t.Errorf("the demo complains: %s", said)
	}
}

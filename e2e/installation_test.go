package e2e_test

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
)

// installation is one place where data is kept, with every process that ever
// worked on it.
type installation struct {
	t       testing.TB
	storage storage

	mu        sync.Mutex
	processes []*process
	secrets   secrets
	// private is what the database may hold, and no log.
	private secrets
}

// install makes an installation. When the test ends, and every process with it,
// all that they logged is searched for what must not be there.
func install(t testing.TB, at storage) *installation {
	i := &installation{t: t, storage: at}
	t.Cleanup(i.searchLogs)
	return i
}

// start starts muster on the installation's storage.
func (i *installation) start(arguments ...string) *process {
	i.t.Helper()
	return i.keep(startProcess(i.t, slices.Concat(arguments, i.storage.flags())...))
}

func (i *installation) keep(p *process) *process {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.processes = append(i.processes, p)
	return p
}

// run runs a command to its end, which must be a good one, and returns what it
// printed.
func (i *installation) run(arguments ...string) string {
	i.t.Helper()
	p := i.start(arguments...)
	if code := p.exitCode(); code != 0 {
		i.t.Fatalf("muster %s ended with %d: %s", strings.Join(arguments, " "), code, &p.stderr)
	}
	return p.stdout.String()
}

// refused runs a command that must be refused, and returns the sentence.
func (i *installation) refused(arguments ...string) string {
	i.t.Helper()
	p := i.start(arguments...)
	code := p.exitCode()
	said := p.stderr.String()
	if code != 1 || strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "muster: ") || p.stdout.String() != "" {
		i.t.Errorf("muster %s ended with %d and printed %q and %q; want 1 and one sentence on stderr",
			strings.Join(arguments, " "), code, &p.stdout, said)
	}
	return said
}

// credentials are what `connection create --json` prints.
type credentials struct {
	Connection  string `json:"connection"`
	TenantURL   string `json:"tenant_url"`
	SecretToken string `json:"secret_token"`
}

// credentials runs a command that prints a Secret Token, by --json, and keeps
// the token among the secrets.
func (i *installation) credentials(arguments ...string) credentials {
	i.t.Helper()
	var made credentials
	printed := i.run(append(arguments, "--json")...)
	if err := json.Unmarshal([]byte(printed), &made); err != nil {
		i.t.Fatalf("muster %s printed %q: %v", strings.Join(arguments, " "), printed, err)
	}
	if made.Connection == "" || made.TenantURL == "" || made.SecretToken == "" {
		i.t.Fatalf("muster %s printed no usable credentials: %q", strings.Join(arguments, " "), printed)
	}
	i.secrets.add(made.SecretToken)
	return made
}

// lines runs a command that prints one JSON object a line, and reads them.
func lines[T any](i *installation, arguments ...string) []T {
	i.t.Helper()
	return decodeLines[T](i.t, i.run(append(arguments, "--json")...))
}

// decodeLines reads one JSON object a line.
func decodeLines[T any](t testing.TB, text string) []T {
	t.Helper()
	var read []T
	for line := range strings.Lines(text) {
		var object T
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			t.Fatalf("read the line %q: %v", line, err)
		}
		read = append(read, object)
	}
	return read
}

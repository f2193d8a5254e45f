package e2e_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

// secrets are texts that were sent to Muster or made by it, and must show in no
// log. The zero value is empty.
type secrets struct {
	mu    sync.Mutex
	texts map[string]bool
}

func (s *secrets) add(texts ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.texts == nil {
		s.texts = map[string]bool{}
	}
	for _, text := range texts {
		s.texts[text] = true
	}
}

// found returns a secret that text holds, or "".
func (s *secrets) found(text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for secret := range s.texts {
		if strings.Contains(text, secret) {
			return secret
		}
	}
	return ""
}

// forbidden are the shapes of what no log may hold, whoever wrote it: Secret
// Tokens, values of Authorization headers, and the traces of data races and
// panics.
var forbidden = regexp.MustCompile(`muster_scim_[A-Za-z0-9_-]{20,}|(?i:\bbearer +[A-Za-z0-9_.=+/-]{8,})|(?i:\bbasic +[A-Za-z0-9+/=]{8,})|WARNING: DATA RACE|\bpanic:|a request panicked|\bgoroutine \d+ \[`)

// errorLines are what a failed test shows of a log.
var errorLines = regexp.MustCompile(`(?m)^.*(level=ERROR|"level":"ERROR").*$`)

// searchLogs looks through everything that the installation's processes logged,
// and through SQLite's files, for secrets, data races and panics. What a command
// was asked to print is no log: it goes to stdout.
func (i *installation) searchLogs() {
	i.t.Helper()
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, p := range i.processes {
		log := p.stderr.String()
		command := strings.Join(p.command.Args[1:], " ")
		if found := forbidden.FindString(log); found != "" {
			i.t.Errorf("the log of muster %s holds %q:\n%s", command, found, log)
		}
		if found := i.secrets.found(log) + i.private.found(log); found != "" {
			i.t.Errorf("the log of muster %s holds the secret %q", command, found)
		}
		if errors := errorLines.FindAllString(log, -1); i.t.Failed() && len(errors) > 0 {
			i.t.Logf("the last errors that muster %s logged:\n%s", command, strings.Join(errors[max(0, len(errors)-20):], "\n"))
		}
	}
	if i.storage.data == "" {
		return
	}
	files, err := filepath.Glob(filepath.Join(i.storage.data, "*"))
	if err != nil {
		i.t.Error(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			i.t.Error(err)
		}
		if found := i.secrets.found(string(text)); found != "" {
			i.t.Errorf("%s holds the secret %q", file, found)
		}
	}
}

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestScene plays a company's arrival through the protocol, as a test in another
// language does, and wants the failures told as well.
func TestScene(t *testing.T) {
	t.Parallel()
	muster := filepath.Join(t.TempDir(), "muster")
	if printed, err := exec.CommandContext(t.Context(), "go", "build", "-o", muster, "github.com/musterhq/muster/cmd/muster").CombinedOutput(); err != nil {
		t.Fatalf("build muster: %v\n%s", err, printed)
	}
	s := raise(t, muster)
	if !strings.HasPrefix(s.began.Address, "http://127.0.0.1:") {
		t.Fatalf("Muster listens on %q", s.began.Address)
	}
	s.ask(`{"do": "muster", "arguments": ["organization", "create", "Fernhill Optics", "--licenses", "5"]}`)
	var made struct {
		TenantURL   string `json:"tenant_url"`
		SecretToken string `json:"secret_token"`
	}
	printed := s.ask(`{"do": "muster", "arguments": ["connection", "create", "--organization", "Fernhill Optics", "--provider", "okta", "--json"]}`).Stdout
	if err := json.Unmarshal([]byte(printed), &made); err != nil {
		t.Fatalf("connection create printed %q: %v", printed, err)
	}
	made.TenantURL = s.began.Address + made.TenantURL[strings.Index(made.TenantURL, "/scim/"):]
	s.ask(`{"do": "connect", "okta": "main", "tenant_url": "` + made.TenantURL + `", "token": "wrong"}`)
	if refused := s.send(`{"do": "test", "okta": "main"}`); refused.OK || refused.Error == "" {
		t.Errorf("a wrong token is answered %+v, want the sentence that Okta shows", refused)
	}
	s.ask(`{"do": "connect", "okta": "main", "tenant_url": "` + made.TenantURL + `", "token": "` + made.SecretToken + `"}`)
	s.ask(`{"do": "hire", "okta": "main", "people": [{"login": "ana@fernhill.example", "given": "Ana", "family": "Ruiz"}, {"login": "bo@fernhill.example", "given": "Bo", "family": "Lind"}]}`)
	s.ask(`{"do": "test", "okta": "main"}`)
	s.ask(`{"do": "assign", "okta": "main", "logins": ["ana@fernhill.example", "bo@fernhill.example"]}`)
	s.ask(`{"do": "assign everybody", "okta": "main"}`)
	s.ask(`{"do": "group", "okta": "main", "group": "Coatings", "logins": ["ana@fernhill.example"]}`)
	s.ask(`{"do": "push", "okta": "main", "group": "Coatings"}`)
	s.ask(`{"do": "age proofs"}`)
	s.ask(`{"do": "restart"}`)
	s.ask(`{"do": "add", "okta": "main", "group": "Coatings", "logins": ["bo@fernhill.example"]}`)
	s.ask(`{"do": "deactivate", "okta": "main", "logins": ["bo@fernhill.example"]}`)
	if differences := s.ask(`{"do": "compare", "okta": "main"}`).Differences; len(differences) > 0 {
		t.Errorf("Muster differs from Okta: %q", differences)
	}
	for _, wrong := range []string{`{`, `{"do": "assign", "okta": "nobody"}`, `{"do": "dance", "okta": "main"}`, `{"do": "assign", "okta": "main", "logins": ["eve@fernhill.example"]}`} {
		if got := s.send(wrong); got.OK || got.Error == "" {
			t.Errorf("%s is answered %+v, want an error", wrong, got)
		}
	}
}

// staged is a running stage.
type staged struct {
	t       *testing.T
	in      io.Writer
	answers *json.Decoder
	began   opening
}

func raise(t *testing.T, muster string) *staged {
	t.Helper()
	stdin, in := io.Pipe()
	out, stdout := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(context.WithoutCancel(t.Context()), []string{"--muster", muster}, stdin, stdout, io.Discard)
		_ = stdout.Close()
		ended <- err
	}()
	t.Cleanup(func() {
		_ = in.Close()
		if err := <-ended; err != nil {
			t.Errorf("the stage ended with %v", err)
		}
	})
	s := &staged{t: t, in: in, answers: json.NewDecoder(bufio.NewReader(out))}
	if err := s.answers.Decode(&s.began); err != nil {
		t.Fatalf("the stage said nothing: %v", err)
	}
	return s
}

// send writes a request and reads its answer.
func (s *staged) send(line string) answer {
	s.t.Helper()
	if _, err := io.WriteString(s.in, line+"\n"); err != nil {
		s.t.Fatal(err)
	}
	var got answer
	if err := s.answers.Decode(&got); err != nil {
		s.t.Fatalf("%s is not answered: %v", line, err)
	}
	return got
}

// ask is send for what must succeed.
func (s *staged) ask(line string) answer {
	s.t.Helper()
	got := s.send(line)
	if !got.OK {
		s.t.Fatalf("%s failed: %s", line, got.Error)
	}
	return got
}

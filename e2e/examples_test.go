package e2e_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// example is one command of a page, as it stands there, with what the page shows
// as its output.
type example struct {
	command string
	shown   []string
}

// examples reads the commands of a page's code blocks that begin with one of the
// words. A command goes on after a backslash at a line's end; a prompt before it
// and a comment after it are not part of it.
func examples(t *testing.T, page string, words ...string) []example {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", page))
	if err != nil {
		t.Fatal(err)
	}
	var found []example
	inside, goesOn := false, false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch word, _, _ := strings.Cut(strings.TrimPrefix(line, "$ "), " "); {
		case strings.HasPrefix(line, "```"):
			inside, goesOn = !inside, false
			found = append(found, example{}) // ends the one before
		case !inside:
		case goesOn:
			last := &found[len(found)-1]
			last.command, goesOn = last.command+"\n"+line, strings.HasSuffix(line, `\`)
		case slices.Contains(words, word):
			command := strings.TrimPrefix(line, "$ ")
			if before, _, commented := strings.Cut(command, "  # "); commented {
				command = strings.TrimSpace(before)
			}
			found, goesOn = append(found, example{command: command}), strings.HasSuffix(line, `\`)
		case len(found) > 0 && line != "":
			found[len(found)-1].shown = append(found[len(found)-1].shown, line)
		}
	}
	return slices.DeleteFunc(found, func(e example) bool { return e.command == "" })
}

// shell begins a command as a reader of the page types it, with variables beside
// the tests' own. The program is on the path, and curl takes an error of the
// server for its own.
func shell(t *testing.T, command string, variables ...string) *process {
	t.Helper()
	home := t.TempDir()
	if err := os.WriteFile(filepath.Join(home, ".curlrc"), []byte("fail-with-body\nsilent\nshow-error\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.Command("sh", "-c", "exec "+command) //nolint:noctx // the test's cleanup ends it
	run.Env = append(environment(), "HOME="+home, "CURL_HOME="+home,
		"PATH="+filepath.Dir(musterProgram)+string(filepath.ListSeparator)+os.Getenv("PATH"))
	run.Env = append(run.Env, variables...)
	return startCommand(t, run)
}

// TestExamplesOfTheAPI types every example of docs/api.md.
func TestExamplesOfTheAPI(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Fatal("the examples of docs/api.md need curl: install it")
	}
	onBothEngines(t, func(t *testing.T, i *installation) {
		made := i.organize(10)
		server := i.serve()
		owner := server.setUp(t)
		for _, secret := range owner.secrets() { // of which the database keeps the hash alone
			i.secrets.add(secret)
		}
		key := owner.apiKey()
		i.secrets.add(key)
		organization := lines[organizationLine](i, "organization", "list")[0].ID
		if _, err := newClient(server.tenantURL(t, made), made.SecretToken).send(t.Context(), "POST", "/Users", "", `{"userName":"ada@example.com","active":true}`); err != nil {
			t.Fatal(err)
		}
		page := examples(t, "docs/api.md", "curl", "export")
		if len(page) < 4 || !regexp.MustCompile(`^export MUSTER=https://\S+ KEY=muster_key_… ORG=\S+$`).MatchString(page[0].command) {
			t.Fatalf("the page begins with %q; want how MUSTER, KEY and ORG are set", page)
		}
		var streams []*process
		for _, example := range page[1:] {
			p := shell(t, example.command, "MUSTER="+server.root, "KEY="+key, "ORG="+organization)
			if strings.Contains(example.command, "curl -N") {
				if _, err := p.stdout.awaitMatch(await(t), regexp.MustCompile(`^event: activity$`)); err != nil {
					t.Errorf("%s\nhears nothing: %v\n%s%s", example.command, err, &p.stdout, &p.stderr)
				}
				streams = append(streams, p)
				continue
			}
			if code := p.exitCode(); code != 0 || !json.Valid([]byte(p.stdout.String())) {
				t.Errorf("%s\nended with %d: %s%s", example.command, code, &p.stdout, &p.stderr)
			}
		}
		if teams := lines[teamLine](i, "teams"); len(teams) != 1 || teams[0].Name != "Sales" {
			t.Errorf("after the examples the teams are %+v; want Sales", teams)
		}
		// A stop ends the streams, and their clients see nothing wrong with that.
		server.signal(syscall.SIGTERM)
		for _, p := range streams {
			if code := p.exitCode(); code != 0 {
				t.Errorf("at the server's stop the stream ended with %d: %s", code, &p.stderr)
			}
		}
		if code := server.exitCode(); code != 0 || strings.Contains(server.stderr.String(), "broken off") {
			t.Errorf("the server ended with %d:\n%s", code, &server.stderr)
		}
		if len(streams) != 1 {
			t.Errorf("%d examples hear a stream; want one", len(streams))
		}
	})
}

// TestExamplesOfTheReadme types the commands of the README: those that make an
// organization and its connection, and then its first look.
func TestExamplesOfTheReadme(t *testing.T) {
	t.Parallel()
	i := install(t, storage{data: t.TempDir()})
	server := i.serve()
	page := examples(t, "README.md", "muster")
	slices.SortStableFunc(page, func(a, b example) int { // what makes something comes first
		return strings.Count(b.command, " create ") - strings.Count(a.command, " create ")
	})
	typed := map[string]bool{}
	for _, example := range page {
		words := strings.Fields(example.command)[1]
		if words == "serve" { // one runs
			continue
		}
		typed[words] = true
		p := i.keep(shell(t, strings.Replace(example.command, " --data …", "", 1), "MUSTER_DATA="+i.storage.data, "MUSTER_PUBLIC_URL="+server.root, "MUSTER_LISTEN=127.0.0.1:0"))
		if strings.Contains(example.command, "--follow") {
			if _, err := p.stdout.awaitMatch(await(t), regexp.MustCompile(`The operator created the organization`)); err != nil {
				t.Errorf("%s\nprints nothing of what happened: %v", example.command, err)
			}
			p.signal(interrupt)
		}
		if strings.Contains(example.command, "okta serve") {
			if _, err := p.stdout.awaitMatch(await(t), regexp.MustCompile(`listens on http://127\.0\.0\.1:`)); err != nil {
				t.Errorf("%s\ndoes not listen: %v", example.command, err)
			}
			p.signal(interrupt)
		}
		if code := p.exitCode(); code != 0 {
			t.Errorf("%s\nended with %d: %s", example.command, code, &p.stderr)
		}
		example.wantShape(t, p.stdout.String())
		if words == "connection" {
			provisionOne(t, i, server)
		}
	}
	for _, word := range []string{"organization", "connection", "members", "teams", "journal"} {
		if !typed[word] {
			t.Errorf("the README shows no muster %s any more", word)
		}
	}
}

// provisionOne lets the only connection's provider create somebody and push a
// team, so that there is something to look at.
func provisionOne(t *testing.T, i *installation, server *server) {
	t.Helper()
	connection := lines[credentials](i, "connection", "list")[0].Connection
	made := i.credentials("connection", "rotate-token", connection)
	client := newClient(server.tenantURL(t, made), made.SecretToken)
	for path, body := range map[string]string{
		"/Users":  `{"userName":"ada@example.com","displayName":"Ada Lovelace","active":true}`,
		"/Groups": `{"displayName":"Engineering"}`,
	} {
		if got, err := client.send(t.Context(), "POST", path, "", body); err != nil || got.status != 201 {
			t.Fatalf("POST %s: %d %s %v", path, got.status, got.body, err)
		}
	}
}

// wantShape compares what a command printed with what the page shows: the head
// of a table, and the words at the left of a list.
func (e example) wantShape(t *testing.T, printed string) {
	t.Helper()
	if len(e.shown) == 0 {
		return
	}
	columns := regexp.MustCompile(` {2,}`)
	if head := e.shown[0]; head == strings.ToUpper(head) {
		got, _, _ := strings.Cut(printed, "\n")
		if !slices.Equal(columns.Split(strings.TrimSpace(got), -1), columns.Split(head, -1)) {
			t.Errorf("%s\nprints the columns %q; the page shows %q", e.command, got, head)
		}
		return
	}
	for _, line := range e.shown {
		if label := columns.Split(line, -1)[0]; !strings.Contains("\n"+printed, "\n"+label) {
			t.Errorf("%s\nprints no line that begins with %q, as the page shows", e.command, label)
		}
	}
}

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode"

	"github.com/alecthomas/kong"

	"github.com/musterhq/muster/internal/httpserver"
)

// parserFor parses a command line without running its command.
func parserFor(t *testing.T, getenv func(string) string) *kong.Kong {
	t.Helper()
	parser, err := newParser(&commands{}, getenv, console{io.Discard, io.Discard}, func(int) { t.Error("the parser ended the program") })
	if err != nil {
		t.Fatal(err)
	}
	return parser
}

// leaves returns every command with a command line that lacks nothing.
func leaves(node *kong.Node) map[*kong.Node][]string {
	all := map[*kong.Node][]string{}
	for _, leaf := range node.Leaves(false) {
		args := strings.Fields(leaf.Path())
		for range leaf.Positional {
			args = append(args, "something")
		}
		all[leaf] = args
	}
	return all
}

// valueFor makes a value that a flag takes and that is not its default.
func valueFor(flag *kong.Flag) string {
	switch {
	case flag.Enum != "":
		options := flag.EnumSlice()
		return options[len(options)-1]
	case flag.IsBool():
		return "true"
	case flag.Target.Type() == reflect.TypeFor[publicURL]():
		return "https://muster.example.com"
	case flag.Target.Type() == reflect.TypeFor[databaseURL]():
		return "postgres://muster@localhost/muster"
	case flag.Target.Type() == reflect.TypeFor[httpserver.Proxies]():
		return "10.0.0.0/8,2001:db8::/32"
	case flag.IsMap():
		return "seven=7"
	case flag.Name == "log-level":
		return "error"
	case flag.Name == "pace":
		return "7m0s"
	case flag.Target.CanInt() || flag.Target.CanUint():
		return "7"
	}
	return "seven"
}

// TestEveryFlagHasATwin sets each flag of each command by its environment
// variable, and then by the flag, which wins.
func TestEveryFlagHasATwin(t *testing.T) {
	t.Parallel()
	if got := twin("tls-cert"); got != "MUSTER_TLS_CERT" {
		t.Errorf("the twin of --tls-cert is %s", got)
	}
	flags := 0
	for leaf, args := range leaves(parserFor(t, noEnvironment).Model.Node) {
		for _, flag := range leaf.Flags {
			if flag.Name == "help" {
				continue
			}
			flags++
			if strings.Contains(flag.Help, "$") {
				t.Errorf("%s --%s: the help names the variable by hand", leaf.Path(), flag.Name)
			}
			if help := helpWithEnvironment(flag.Value); !strings.HasSuffix(help, "($"+twin(flag.Name)+")") {
				t.Errorf("%s --%s: the help does not name %s: %s", leaf.Path(), flag.Name, twin(flag.Name), help)
			}
			value := valueFor(flag)
			environment := func(name string) string {
				if name == twin(flag.Name) {
					return value
				}
				// What else the command needs, so that only this flag is looked at.
				for _, other := range leaf.Flags {
					if twin(other.Name) == name && (other.Required || len(other.And) > 0) {
						return valueFor(other)
					}
				}
				return ""
			}
			got := parsedFlag(t, environment, args, flag.Name)
			if flag.IsMap() {
				got = strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(got, "map["), "]"), ":", "=")
			}
			if got != value {
				t.Errorf("muster %s with %s=%s: --%s is %q", strings.Join(args, " "), twin(flag.Name), value, flag.Name, got)
			}
			if flag.IsBool() {
				continue
			}
			const override = "9"
			if flag.Target.Type().String() == "string" && flag.Enum == "" {
				got := parsedFlag(t, environment, append(args[:len(args):len(args)], "--"+flag.Name, override), flag.Name)
				if got != override {
					t.Errorf("muster %s --%s %s with %s set: %q; the flag must win", strings.Join(args, " "), flag.Name, override, twin(flag.Name), got)
				}
			}
		}
	}
	if flags < 50 {
		t.Errorf("only %d flags were found", flags)
	}
}

func parsedFlag(t *testing.T, getenv func(string) string, args []string, name string) string {
	t.Helper()
	parser := parserFor(t, getenv)
	parsed, err := parser.Parse(args)
	if err != nil {
		t.Fatalf("muster %s: %v", strings.Join(args, " "), err)
	}
	for _, flag := range parsed.Selected().Flags {
		if flag.Name == name {
			return strings.ToLower(fmt.Sprint(flag.Target.Interface())) // slog writes ERROR
		}
	}
	t.Fatalf("muster %s has no --%s", strings.Join(args, " "), name)
	return ""
}

func TestWrongCommandLines(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	tests := []struct {
		args []string
		want string
	}{
		{[]string{"serve", "--lisen", "x"}, `unknown flag --lisen, did you mean "--listen"?; see muster serve --help`},
		{[]string{"organization", "create", "Acme"}, "this needs --licenses=N; see muster organization create --help"},
		{[]string{"organization", "create", "--licenses", "3"}, `this needs "<name>"; see muster organization create --help`},
		{[]string{"organization", "create", "Acme", "--licenses", "many"}, `--licenses: expected a valid 64 bit int but got "many"; see muster organization create --help`},
		{[]string{"connection", "create", "--provider", "ping"}, `--provider must be one of "okta","entra","onelogin","jumpcloud","google","other" but got "ping"; see muster connection create --help`},
		{[]string{"serve", "--public-url", "http://my_host.example"}, "--public-url: my_host.example holds an underscore, which Okta refuses in a Tenant URL; use a host name without one; see muster serve --help"},
		{[]string{"serve", "--public-url", "muster.example.com"}, "--public-url: this is no address that a provider could reach; write it as https://muster.example.com; see muster serve --help"},
		{[]string{"serve", "--public-url", "https://user:secret@muster.example.com/x"}, "--public-url: https://user:xxxxx@muster.example.com/x holds more than a scheme, a host and a port; leave the rest away; see muster serve --help"},
		{[]string{"serve", "--trusted-proxies", "10.0.0.0/8,proxy.example.com"}, `--trusted-proxies: "proxy.example.com" is no network; write it as 10.0.0.0/8 or 2001:db8::/32, several with commas between them; see muster serve --help`},
		{[]string{"members", "--database", "mysql://u:secret@h/x"}, "--database: this is no address of a database; write it as postgres://user:password@host:5432/name; see muster members --help"},
		{[]string{"demo", "--pace", "0s"}, "demo: --pace is a time such as 2s or 100ms; see muster demo --help"},
		{[]string{"demo", "--groups", "0"}, "demo: a company has one person and one group at least; see muster demo --help"},
		{[]string{"nothing"}, "unexpected argument nothing; see muster --help"},
	}
	for _, test := range tests {
		_, err := try(t, test.args...)
		if err == nil || err.Error() != test.want {
			t.Errorf("muster %s:\n got %v\nwant %s", strings.Join(test.args, " "), err, test.want)
		}
		var printed bytes.Buffer
		if code := complain(&printed, err); code != 2 || strings.Count(printed.String(), "\n") != 1 {
			t.Errorf("muster %s: exit code %d, printed %q", strings.Join(test.args, " "), code, printed.String())
		}
	}

	refused := []struct {
		args []string
		want string
	}{
		{[]string{"members", "--data", data + "/nowhere"}, "there is no Muster data in " + data + "/nowhere; name its directory with --data, or create an organization there first"},
		{[]string{"members", "--data", data}, "there is no organization yet; make one with muster organization create NAME --licenses N"},
		{[]string{"organization", "create", " ", "--licenses", "1", "--data", data}, "An organization needs a name."},
		{[]string{"organization", "create", "Acme", "--licenses=-1", "--data", data}, "The number of licenses cannot be negative."},
		{[]string{"connection", "enable", "x", "--data", data}, `there is no connection "x"; muster connection list shows which there are`},
		{[]string{"teams", "--organization", "Nobody", "--data", data}, `There is no organization named "Nobody".`},
	}
	for _, test := range refused {
		_, err := try(t, test.args...)
		if err == nil || err.Error() != test.want {
			t.Errorf("muster %s:\n got %v\nwant %s", strings.Join(test.args, " "), err, test.want)
		}
		if code := complain(io.Discard, err); code != 1 {
			t.Errorf("muster %s: exit code %d, want 1", strings.Join(test.args, " "), code)
		}
	}
	var printed bytes.Buffer
	_, err := try(t, "members", "--database", "postgres://u:secret@127.0.0.1:1/x") // a port where nobody listens
	complain(&printed, err)
	if text := printed.String(); strings.Count(text, "\n") != 1 || strings.ContainsRune(text, unicode.ReplacementChar) || strings.Contains(text, "secret") || !strings.Contains(text, "127.0.0.1:1") {
		t.Errorf("a database that does not answer: %q", text)
	}
	if complain(io.Discard, nil) != 0 || complain(io.Discard, errors.New("x")) != 1 {
		t.Error("wrong exit codes")
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"--help"}} {
		if out := muster(t, args...); !strings.Contains(out, "connection rotate-token") {
			t.Errorf("muster %s:\n%s", strings.Join(args, " "), out)
		}
	}
	for leaf, args := range leaves(parserFor(t, noEnvironment).Model.Node) {
		if out := muster(t, append(args, "--help")...); !strings.Contains(strings.Join(strings.Fields(out), " "), leaf.Help) {
			t.Errorf("muster %s --help:\n%s", strings.Join(args, " "), out)
		}
	}
}

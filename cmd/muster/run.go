package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/musterhq/muster/internal/directory"
)

// commands is the whole command line.
type commands struct {
	Serve        serveCommand         `cmd:"" help:"Answer identity providers, until stopped."`
	Demo         demoCommand          `cmd:"" help:"Serve, and let a made-up company arrive, change and leave."`
	Operator     operatorCommands     `cmd:"" help:"Let whoever runs this installation into the control panel."`
	Organization organizationCommands `cmd:"" help:"Create and list organizations, and set their licenses."`
	Connection   connectionCommands   `cmd:"" help:"Connect an organization to its identity provider."`
	Members      membersCommand       `cmd:"" help:"List the members of an organization."`
	Teams        teamsCommand         `cmd:"" help:"List the teams of an organization."`
	Journal      journalCommand       `cmd:"" help:"List what happened in an organization."`
	Okta         oktaCommands         `cmd:"" help:"Play Okta against any SCIM server."`
	Migrate      migrateCommand       `cmd:"" help:"Bring the database's schema up to date and end."`
	Version      versionCommand       `cmd:"" help:"Say which Muster this is."`
}

// console is what a command has of the world outside.
type console struct {
	stdout io.Writer
	stderr io.Writer
}

// errUsage marks what is wrong with the command line itself.
type errUsage struct{ sentence string }

func (e errUsage) Error() string { return e.sentence }

// run is the program: everything but the process it runs in. It ends when its
// command does, or when ctx ends. Its error is one sentence for the person who
// typed the command.
func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) error {
	out := console{stdout: stdout, stderr: stderr}
	helped := false
	parser, err := newParser(&commands{}, getenv, out, func(int) { helped = true })
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if helped {
		return nil // the parser goes on after it has printed its help
	}
	if err != nil {
		return errUsage{usageSentence(err)}
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	return parsed.Run(out)
}

func newParser(into *commands, getenv func(string) string, out console, exit func(int)) (*kong.Kong, error) {
	return kong.New(into,
		kong.Name("muster"),
		kong.Description("Muster receives people and groups from an organization's identity provider.\n\n"+
			"Every flag can be given by the environment variable that its help names; the flag wins."),
		kong.Writers(out.stdout, out.stderr),
		kong.Exit(exit),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.ValueFormatter(helpWithEnvironment),
		kong.Resolvers(environment{getenv}),
		kong.Vars{"providers": providers(), "presets": presets()},
	)
}

func providers() string { return listed(directory.Providers()) }

func presets() string { return listed(directory.Presets()) }

// listed joins names as kong reads a list of values.
func listed[Name ~string](names []Name) string {
	texts := make([]string, len(names))
	for i, name := range names {
		texts[i] = string(name)
	}
	return strings.Join(texts, ",")
}

// usageSentence says what is wrong with the command line, and where to look.
func usageSentence(err error) string {
	help := "muster --help"
	var wrong *kong.ParseError
	if errors.As(err, &wrong) && wrong.Context != nil {
		if node := wrong.Context.Selected(); node != nil {
			help = "muster " + node.Path() + " --help"
		}
	}
	sentence := strings.TrimSpace(err.Error())
	for _, prefix := range []string{"missing flags: ", "expected "} { // kong's beginnings of what is not there
		if missing, found := strings.CutPrefix(sentence, prefix); found {
			sentence = "this needs " + missing
		}
	}
	return fmt.Sprintf("%s; see %s", sentence, help)
}

// oneLine puts on one line what drivers and joined errors spread over several.
var oneLine = strings.NewReplacer("\n\t", " ", "\n", "; ")

// complain prints an error and returns the exit code of the program.
func complain(stderr io.Writer, err error) int {
	if err == nil {
		return 0
	}
	ending := make(chan struct{})
	close(ending)
	fmt.Fprintln(&stoppable{to: stderr, stop: ending}, "muster:", plain(oneLine.Replace(err.Error())))
	if _, ok := errors.AsType[errUsage](err); ok {
		return 2
	}
	return 1
}

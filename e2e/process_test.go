package e2e_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// patience is how long anything may take that is waited for. Nothing here takes
// nearly as long; a machine that is busy with other tests may.
const patience = 60 * time.Second

// process is a running muster.
type process struct {
	t       testing.TB
	command *exec.Cmd
	stdout  transcript
	stderr  transcript
	ended   chan struct{} // closed when the process has ended and all it printed is kept
	err     error         // of Wait; to be read after ended
}

// startProcess starts muster. It is killed at the end of the test at the latest.
func startProcess(t testing.TB, arguments ...string) *process {
	t.Helper()
	if err := readSources(); err != nil {
		t.Fatal(err)
	}
	command := exec.Command(musterProgram, arguments...) //nolint:noctx // the test's cleanup ends it
	command.Env = environment()
	return startCommand(t, command)
}

// startCommand starts any program, in a folder of its own.
func startCommand(t testing.TB, command *exec.Cmd) *process {
	t.Helper()
	p := &process{t: t, command: command, ended: make(chan struct{})}
	p.command.Dir = t.TempDir() // what it makes beside itself goes with the test
	p.command.SysProcAttr = processAttributes()
	p.command.Stdout, p.command.Stderr = &p.stdout, &p.stderr
	p.command.WaitDelay = patience // what it started may hold its output open when it has ended
	if err := p.command.Start(); err != nil {
		t.Fatalf("start %s: %v", strings.Join(command.Args, " "), err)
	}
	go func() {
		p.err = p.command.Wait()
		p.stdout.end()
		p.stderr.end()
		close(p.ended)
	}()
	t.Cleanup(p.kill)
	return p
}

// environment is the tests' own without Muster's settings, which are the
// developer's. The race detector waits a second at each exit if it is not told
// otherwise, and commands are started by the hundred; what it is about to report
// it reports before.
func environment() []string {
	var kept []string
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "MUSTER_") {
			kept = append(kept, variable)
		}
	}
	return append(kept, "GORACE=atexit_sleep_ms=0")
}

// kill kills the process, as kill -9 does, and waits for its end.
func (p *process) kill() {
	p.t.Helper()
	if err := p.command.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		p.t.Errorf("kill: %v", err)
	}
	<-p.ended
}

// signal sends a signal to the process.
func (p *process) signal(signal syscall.Signal) {
	p.t.Helper()
	if err := p.command.Process.Signal(signal); err != nil {
		p.t.Errorf("send %v: %v", signal, err)
	}
}

// exitCode waits for the process to end by itself and returns its exit code, -1
// if a signal ended it.
func (p *process) exitCode() int {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	select {
	case <-p.ended:
	case <-ctx.Done():
		p.t.Fatalf("muster did not end within %v; it printed:\n%s%s", patience, &p.stdout, &p.stderr)
	}
	return p.command.ProcessState.ExitCode()
}

// await returns a context for waiting, which ends after patience.
func await(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// interrupt is what a terminal's Ctrl-C sends.
const interrupt = syscall.SIGINT

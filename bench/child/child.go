// Package child starts the servers that are measured, each as a process of its
// own in a directory of its own, and ends them.
//
// It owns processes, free ports, waiting until a server answers, and what the
// operating system says of a process (resident memory, processor time). It
// knows how the programs are called, and nothing of what they answer.
//
// Invariant: no process outlives its Process.Stop, nor, on Linux, this program,
// however it ends.
package child

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// patience is how long a process may take to answer, and to end when asked.
const patience = 30 * time.Second

// Process is a running server.
type Process struct {
	command *exec.Cmd
	output  *tail
	ended   chan struct{} // closed when the process has ended
	stopped sync.Once
}

// Config says what to start.
type Config struct {
	Program   string
	Arguments []string
	// Environment is added to this process's own.
	Environment []string
	// User, when set, is whom the process runs as.
	User *syscall.Credential
	// Interrupt asks the process to end. Zero means SIGTERM.
	Interrupt syscall.Signal
}

// Start starts a process. It ends with ctx, or by Stop.
func Start(ctx context.Context, config Config) (*Process, error) {
	interrupt := config.Interrupt
	if interrupt == 0 {
		interrupt = syscall.SIGTERM
	}
	command := exec.CommandContext(ctx, config.Program, config.Arguments...)
	command.Env = append(os.Environ(), config.Environment...)
	command.Cancel = func() error { return command.Process.Signal(interrupt) }
	command.WaitDelay = patience
	command.SysProcAttr = attributes(config.User)
	output := &tail{}
	command.Stdout, command.Stderr = output, output
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", config.Program, err)
	}
	process := &Process{command: command, output: output, ended: make(chan struct{})}
	go func() {
		// How it ended is told by its output, where anybody asks.
		_ = command.Wait()
		close(process.ended)
	}()
	return process, nil
}

// Stop asks the process to end, waits, and kills it if it does not listen.
func (p *Process) Stop() {
	p.stopped.Do(func() {
		_ = p.command.Cancel()
		select {
		case <-p.ended:
		case <-time.After(patience):
			_ = p.command.Process.Kill()
			<-p.ended
		}
	})
}

// PID returns the process's number.
func (p *Process) PID() int { return p.command.Process.Pid }

// Await asks again and again until ready answers without an error.
func (p *Process) Await(ctx context.Context, ready func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		err := ready(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-p.ended:
			return fmt.Errorf("%s ended before it answered: %s", p.command.Path, p.output)
		case <-ctx.Done():
			return fmt.Errorf("%s does not answer: %w: %s", p.command.Path, errors.Join(err, ctx.Err()), p.output)
		}
	}
}

// AwaitOK waits until a GET of the address answers 200.
func (p *Process) AwaitOK(ctx context.Context, url string) error {
	return p.Await(ctx, func(ctx context.Context) error {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			return fmt.Errorf("%s answers %s", url, answer.Status)
		}
		return nil
	})
}

// Output runs a command to its end and returns what it printed.
func Output(ctx context.Context, config Config) ([]byte, error) {
	command := exec.CommandContext(ctx, config.Program, config.Arguments...)
	command.Env = append(os.Environ(), config.Environment...)
	command.SysProcAttr = attributes(config.User)
	var complaint bytes.Buffer
	command.Stderr = &complaint
	printed, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s%s", command, err, complaint.Bytes(), printed)
	}
	return printed, nil
}

// FreeAddress returns an address of this machine that nobody listens on.
func FreeAddress(ctx context.Context) (string, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	return address, nil
}

// tail keeps the end of what a process prints.
type tail struct {
	mu   sync.Mutex
	kept []byte
}

// tailLength is how much is kept, in bytes.
const tailLength = 4 << 10

func (t *tail) Write(printed []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, printed...)
	if excess := len(t.kept) - tailLength; excess > 0 {
		t.kept = append(t.kept[:0], t.kept[excess:]...)
	}
	return len(printed), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.kept)
}

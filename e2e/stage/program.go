package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
)

// program is the built muster on one storage.
type program struct {
	path    string
	storage []string
	log     io.Writer
	server  *exec.Cmd
	ended   chan error
	flags   []string
	address string
}

// opening is what muster serve printed until it listened.
type opening struct {
	Address string   `json:"address,omitempty"`
	Lines   []string `json:"lines,omitempty"`
}

// listening begins the last line of an opening.
const listening = "Muster listens on "

// serve starts muster serve, and returns once it listens.
func (p *program) serve(ctx context.Context, flags []string) (opening, error) {
	p.flags = flags
	listen := "127.0.0.1:0"
	if p.address != "" { // started again: where its clients look for it
		listen = strings.TrimPrefix(p.address, "http://")
	}
	p.server = p.command(ctx, append([]string{"serve", "--listen", listen}, flags...)...)
	stdout, err := p.server.StdoutPipe()
	if err != nil {
		return opening{}, err
	}
	p.server.Stderr = p.log
	if err := p.server.Start(); err != nil {
		return opening{}, fmt.Errorf("start muster: %w", err)
	}
	began := opening{}
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		line := lines.Text()
		began.Lines = append(began.Lines, line)
		if address, found := strings.CutPrefix(line, listening); found {
			p.address, began.Address = address, address
		}
		if began.Address != "" {
			break
		}
	}
	p.ended = make(chan error, 1)
	go func() {
		_, _ = io.Copy(io.Discard, stdout)
		p.ended <- p.server.Wait()
	}()
	if began.Address == "" {
		return opening{}, fmt.Errorf("muster ended before it listened: %w", <-p.ended)
	}
	return began, nil
}

// stop ends muster serve as an operator does, and waits for its end.
func (p *program) stop() error {
	if err := p.server.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("stop muster: %w", err)
	}
	return <-p.ended
}

// run runs another command beside the server, and returns what it printed.
func (p *program) run(ctx context.Context, arguments []string) (string, error) {
	command := p.command(ctx, arguments...)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil {
		return "", fmt.Errorf("muster %s: %w: %s", strings.Join(arguments, " "), err, &stderr)
	}
	return stdout.String(), nil
}

// command is muster on the storage, without the settings of whoever runs the
// test.
func (p *program) command(ctx context.Context, arguments ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, p.path, slices.Concat(arguments, p.storage)...) //nolint:gosec // the program that the test names
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "MUSTER_") {
			command.Env = append(command.Env, variable)
		}
	}
	return command
}

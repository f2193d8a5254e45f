package identity

import (
	"bufio"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"time"
)

// A program is a provider that ends with its standard input, so that it never
// outlives whoever started it, however they end.
type program struct {
	name     string
	command  *exec.Cmd
	log      io.Writer
	input    io.WriteCloser
	output   *bufio.Reader
	deadline *time.Timer
	read     chan struct{} // closed when a tell has read everything; nil without one
}

// start starts a program, whose standard output is read line by line and whose
// standard error goes to log. Nothing of it runs for longer than ten minutes.
func start(name string, command *exec.Cmd, log io.Writer) (*program, error) {
	command.Stderr = log
	input, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	return &program{
		name: name, command: command, log: log, input: input, output: bufio.NewReader(output),
		deadline: time.AfterFunc(10*time.Minute, func() { command.Process.Kill() }), //nolint:errcheck // it may have ended
	}, nil
}

// close ends the program and waits for its end.
func (p *program) close() error {
	p.input.Close() //nolint:errcheck // it may have ended
	if p.read != nil {
		<-p.read
	}
	io.Copy(io.Discard, p.output) //nolint:errcheck // only its end matters
	p.deadline.Stop()
	if err := p.command.Wait(); err != nil {
		return fmt.Errorf("%s: %w", p.name, err)
	}
	return nil
}

// tell writes what the program prints from now on into the log, without the lines
// that say nothing.
func (p *program) tell(idle *regexp.Regexp) {
	p.read = make(chan struct{})
	go func() {
		defer close(p.read)
		lines := bufio.NewScanner(p.output)
		for lines.Scan() {
			if !idle.Match(lines.Bytes()) {
				fmt.Fprintf(p.log, "%s: %s\n", p.name, lines.Bytes())
			}
		}
	}()
}

// line reads the next line that the program prints.
func (p *program) line() ([]byte, error) {
	line, err := p.output.ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("%s ended while it was to be read: %w", p.name, err)
	}
	return line, nil
}

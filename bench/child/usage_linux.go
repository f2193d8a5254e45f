package child

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// attributes let the process end with this one, and keep the terminal's
// interrupt from it, so that it is ended in order.
func attributes(user *syscall.Credential) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL, Credential: user}
}

// Memory is what a process holds of the machine's memory, in bytes.
type Memory struct {
	Resident int64
	Peak     int64 // the most that was ever resident
}

// Memory reads the process's memory.
func (p *Process) Memory() (Memory, error) {
	path := fmt.Sprintf("/proc/%d/status", p.PID())
	status, err := os.ReadFile(path)
	if err != nil {
		return Memory{}, fmt.Errorf("read memory: %w", err)
	}
	var memory Memory
	for line := range bytes.Lines(status) {
		name, value, _ := strings.Cut(string(line), ":")
		var into *int64
		switch name {
		case "VmRSS":
			into = &memory.Resident
		case "VmHWM":
			into = &memory.Peak
		default:
			continue
		}
		kibibytes, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		if err != nil {
			return Memory{}, fmt.Errorf("read memory: %w", err)
		}
		*into = kibibytes << 10
	}
	return memory, nil
}

// ticksPerSecond is USER_HZ, which Linux keeps at 100 on every machine that Go
// runs on.
const ticksPerSecond = 100

// ProcessorTime reads the time that the process has spent on processors.
func (p *Process) ProcessorTime() (time.Duration, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.PID()))
	if err != nil {
		return 0, fmt.Errorf("read processor time: %w", err)
	}
	// The second field is the program's name in parentheses and may hold
	// anything; utime and stime are the 14th and 15th.
	_, rest, found := strings.Cut(string(stat[max(bytes.LastIndexByte(stat, ')'), 0):]), ") ")
	fields := strings.Fields(rest)
	if !found || len(fields) < 13 {
		return 0, fmt.Errorf("read processor time: unusable %q", stat)
	}
	var ticks int64
	for _, field := range fields[11:13] {
		count, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("read processor time: %w", err)
		}
		ticks += count
	}
	return time.Duration(ticks) * time.Second / ticksPerSecond, nil
}

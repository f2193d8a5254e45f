//go:build !linux

package child

import (
	"errors"
	"syscall"
	"time"
)

func attributes(user *syscall.Credential) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Credential: user}
}

// Memory is what a process holds of the machine's memory, in bytes.
type Memory struct {
	Resident int64
	Peak     int64 // the most that was ever resident
}

// Memory fails: it is read from /proc, which only Linux has.
func (p *Process) Memory() (Memory, error) {
	return Memory{}, errors.New("read memory: measured on Linux only")
}

// ProcessorTime returns nothing: it is read from /proc, which only Linux has.
func (p *Process) ProcessorTime() (time.Duration, error) { return 0, nil }

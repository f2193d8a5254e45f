//go:build !linux

package e2e_test

import "syscall"

// processAttributes let a process end with the tests where the system can do
// that; elsewhere the end of its test must do.
func processAttributes() *syscall.SysProcAttr { return nil }

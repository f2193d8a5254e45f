package e2e_test

import "syscall"

// processAttributes let a process end with the tests, however those end.
func processAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}

package e2e_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// musterProgram is the path of the built program. TestMain sets it before any
// test runs.
var musterProgram string

func TestMain(m *testing.M) {
	code, err := build(m.Run)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		code = 1
	}
	os.Exit(code)
}

// build builds the program into a folder of its own, runs the tests and removes
// the folder.
func build(run func() int) (code int, err error) {
	folder, err := os.MkdirTemp("", "muster-e2e")
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	musterProgram = filepath.Join(folder, "muster")
	arguments := []string{"build", "-o", musterProgram}
	if underRace {
		arguments = append(arguments, "-race")
	}
	command := exec.Command("go", append(arguments, "github.com/musterhq/muster/cmd/muster")...) //nolint:noctx // it ends with the tests' own deadline
	if output, err := command.CombinedOutput(); err != nil {
		return 1, fmt.Errorf("build the program: %w\n%s", err, output)
	}
	return run(), nil
}

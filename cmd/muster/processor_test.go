package main

import (
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"testing"
)

// processorVariable says that this process is the one that is looked at.
const processorVariable = "MUSTER_TEST_PROCESSOR"

// What the operator's environment says counts, and what it does not say is ours.
// The runtime belongs to the whole process, so each case has one of its own.
func TestSpendProcessorTime(t *testing.T) {
	t.Parallel()
	if os.Getenv(processorVariable) != "" {
		t.Skip("this is the process of a case")
	}
	processors := strconv.Itoa(runtime.NumCPU() + 1)
	for _, test := range []struct {
		environment []string
		want        string
	}{
		{nil, "300 " + processors},
		{[]string{"GOGC=50"}, "50 " + processors},
		{[]string{"GOMAXPROCS=7"}, "300 7"},
	} {
		command := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestSpentProcessorTime$", "-test.v")
		command.Env = append([]string{processorVariable + "=" + test.want, "GORACE=atexit_sleep_ms=0"}, test.environment...)
		if output, err := command.CombinedOutput(); err != nil {
			t.Errorf("%v: %v\n%s", test.environment, err, output)
		}
	}
}

func TestSpentProcessorTime(t *testing.T) { //nolint:paralleltest // it changes its whole process
	want := os.Getenv(processorVariable)
	if want == "" {
		t.Skip("TestSpendProcessorTime runs this in a process of its own")
	}
	spendProcessorTime(os.Getenv)
	spendMemory(os.Getenv)
	share := debug.SetGCPercent(100)
	if got := strconv.Itoa(share) + " " + strconv.Itoa(runtime.GOMAXPROCS(0)); got != want {
		t.Errorf("the garbage share and the processors are %s, want %s", got, want)
	}
}

package storetest

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// fault is one way in which a memory can be wrong.
type fault struct {
	name string
	// subjects are the tests that must find the fault, each by itself.
	subjects []string
	// wrong changes what one method does, for changes and for views alike.
	wrong func(s *memory, m *model) directory.Tx

	// What Update, View and Authenticate may do wrong.
	keepsFailed, swallowsPanics, ignoresContexts, viewsWhenCancelled bool
	forgetsTurns, dropsAfterFailed, numbersFailed, remembersSecrets  bool

	// What SignedIn, KeyAccess, ClaimAnswer and CreateOrganization may do wrong.
	signsInAnybody, outlivesLinks, keysOutliveRoles, claimsTwice, installsTwice bool

	// What VerifyDomain and DomainOwner may do wrong.
	verifiesTwice, trustsListed bool
}

// in is the organization as the faulty store shows it.
func (f fault) in(s *memory, m *model) directory.Tx {
	if f.wrong == nil {
		return m
	}
	return f.wrong(s, m)
}

func allFaults() []fault { return slices.Concat(faults, panelFaults, loginFaults, mergingFaults) }

// faultVariable names the fault that TestMemory is to have.
const faultVariable = "STORETEST_FAULT"

func faultOf(t *testing.T) fault {
	name := os.Getenv(faultVariable)
	if name == "" {
		return fault{}
	}
	for _, f := range allFaults() {
		if f.name == name {
			return f
		}
	}
	t.Fatalf("no such fault: %s", name)
	return fault{}
}

// TestFaults breaks the store in one way after the other, and wants every
// subject that ought to see it to go red.
func TestFaults(t *testing.T) {
	t.Parallel()
	if os.Getenv(faultVariable) != "" {
		t.Skip("this is the process of a fault")
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range allFaults() {
		for _, subject := range f.subjects {
			t.Run(f.name+"/"+subject, func(t *testing.T) {
				t.Parallel()
				command := exec.CommandContext(t.Context(), program,
					"-test.run=^TestMemory$/^"+subject+"$", "-test.timeout=60s", "-rapid.nofailfile", "-rapid.shrinktime=1ms", "-rapid.seed=17")
				// The race detector waits a second at each exit if it is not told otherwise.
				command.Env = append(os.Environ(), faultVariable+"="+f.name, "GORACE=atexit_sleep_ms=0")
				output, err := command.CombinedOutput()
				if err == nil || !strings.Contains(string(output), "--- FAIL: TestMemory/"+subject) {
					t.Errorf("the suite did not find the fault: %v\n%s", err, output)
				}
				if strings.Contains(string(output), "panic: test timed out") || strings.Contains(string(output), "DATA RACE") {
					t.Errorf("the fault was found by accident:\n%s", output)
				}
			})
		}
	}
}

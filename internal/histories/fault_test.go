package histories_test

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// fault is one way in which what happens is stored wrongly.
type fault struct {
	name string
	// found is what a history says that sees it.
	found string
	wrong func(directory.Tx) directory.Tx
}

var faults = []fault{
	{"lets a provider grant a role", "a provider grants no role and touches no manual team: ", func(tx directory.Tx) directory.Tx { return grantsRoles{tx} }},
	{"keeps the license of who is deactivated", "who is deactivated is out, and gives the license back: ", func(tx directory.Tx) directory.Tx { return keepsLicenses{tx} }},
	{"serves nobody in line", "the line stands in order, and nobody in it while a license is free: ", func(tx directory.Tx) directory.Tx { return servesNobody{tx} }},
	{"forgets who waits to leave", "whose leaving is noted as refused waits: ", func(tx directory.Tx) directory.Tx { return forgetsLeaving{tx} }},
	{"drops a release of a license", "the ledger says ", func(tx directory.Tx) directory.Tx { return dropsReleases{tx} }},
	{"tells no edit", "nothing changes without an entry, and entries have no holes: ", func(tx directory.Tx) directory.Tx { return tellsNoEdit{tx} }},
}

type grantsRoles struct{ directory.Tx }

func (g grantsRoles) CreateMember(member directory.Member) error {
	if member.Provisioned() {
		member.Role = directory.RoleAdministrator
	}
	return g.Tx.CreateMember(member)
}

type keepsLicenses struct{ directory.Tx }

func (k keepsLicenses) SetAccount(member directory.MemberID, account directory.Account) (directory.LicenseEffect, error) {
	if account.License == directory.DropLicense {
		account.License = directory.LeaveLicense
	}
	return k.Tx.SetAccount(member, account)
}

type servesNobody struct{ directory.Tx }

func (servesNobody) LicenseLine(directory.LinePlace, int) ([]directory.Member, error) {
	return nil, nil
}

type dropsReleases struct{ directory.Tx }

func (dropsReleases) ReleaseLicense(directory.MemberID) error { return nil }

type forgetsLeaving struct{ directory.Tx }

func (forgetsLeaving) SetLeaving(directory.ConnectionID, directory.IdentityID, directory.Leaving) error {
	return nil
}

type tellsNoEdit struct{ directory.Tx }

func (t tellsNoEdit) Append(entry directory.Entry) (int64, error) {
	if entry.Kind == directory.MemberUpdated {
		return t.Head()
	}
	return t.Tx.Append(entry)
}

// faultVariable names the fault that the store of TestHistories is to have.
const faultVariable = "HISTORIES_FAULT"

// faulty is a store whose changes are stored wrongly; what is looked at afterwards is
// what is there.
type faulty struct {
	directory.Store
	fault fault
}

func (f faulty) Update(ctx context.Context, organization directory.OrganizationID, change func(directory.Tx) error) error {
	return f.Store.Update(ctx, organization, func(tx directory.Tx) error { return change(f.fault.wrong(tx)) })
}

// withFault is the store with the fault that this process is to have, if any.
func withFault(t *testing.T, store directory.Store) directory.Store {
	t.Helper()
	name := os.Getenv(faultVariable)
	if name == "" {
		return store
	}
	for _, fault := range faults {
		if fault.name == name {
			return faulty{store, fault}
		}
	}
	t.Fatalf("no such fault: %s", name)
	return nil
}

// TestHistoriesFindFaults breaks what is stored in one way after the other, and wants
// a few histories to see it, by the invariant that is broken.
func TestHistoriesFindFaults(t *testing.T) {
	t.Parallel()
	if os.Getenv(faultVariable) != "" {
		t.Skip("this is the process of a fault")
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults {
		t.Run(fault.name, func(t *testing.T) {
			t.Parallel()
			command := exec.CommandContext(t.Context(), program,
				"-test.run=^TestHistories$/^SQLite$", "-test.timeout=60s", "-rapid.checks=200", "-rapid.nofailfile", "-rapid.shrinktime=1ms", "-rapid.seed=4")
			// The race detector waits a second at each exit if it is not told otherwise.
			command.Env = append(os.Environ(), faultVariable+"="+fault.name, "GORACE=atexit_sleep_ms=0")
			output, err := command.CombinedOutput()
			said := string(output)
			if err == nil || !strings.Contains(said, "--- FAIL: TestHistories/SQLite") || !strings.Contains(said, fault.found) {
				t.Errorf("no history found it: %v\n%.3000s", err, said)
			}
			if strings.Contains(said, "panic: test timed out") || strings.Contains(said, "DATA RACE") {
				t.Errorf("it was found by accident:\n%.3000s", said)
			}
		})
	}
}

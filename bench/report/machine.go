package report

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/musterhq/muster/bench/statistics"
)

// Machine is what a number depends on.
type Machine struct {
	System     string
	Cores      int
	Processor  string
	Go         string
	Load       string // load averages over 1, 5 and 15 minutes when the run began
	Sync       time.Duration
	PostgreSQL string `json:",omitempty"`
}

// DescribeMachine looks at this machine, and at the disk beneath dir: how long
// a sync of 4 KiB takes there, which bounds every durable change.
func DescribeMachine(dir string) (Machine, error) {
	sync, err := syncTime(dir)
	if err != nil {
		return Machine{}, fmt.Errorf("describe machine: %w", err)
	}
	return Machine{
		System:    runtime.GOOS + "/" + runtime.GOARCH,
		Cores:     runtime.NumCPU(),
		Processor: processor(),
		Go:        runtime.Version(),
		Load:      loadAverages(),
		Sync:      sync,
	}, nil
}

func (m Machine) write(page *bytes.Buffer) {
	fmt.Fprintf(page, "Machine: %d cores, %s, %s, %s", m.Cores, m.Processor, m.System, m.Go)
	if m.PostgreSQL != "" {
		fmt.Fprintf(page, ", PostgreSQL %s", m.PostgreSQL)
	}
	fmt.Fprintf(page, "; a sync of 4 KiB takes %s", short(m.Sync))
	if m.Load != "" {
		fmt.Fprintf(page, "; load before the run %s", m.Load)
	}
	fmt.Fprintln(page, ".")
}

// processor names the processor as the system does, where it does.
func processor() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "processor unknown"
	}
	for line := range strings.Lines(string(info)) {
		name, value, _ := strings.Cut(line, ":")
		if strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "processor unknown"
}

func loadAverages() string {
	averages, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	fields := strings.Fields(string(averages))
	return strings.Join(fields[:min(3, len(fields))], " ")
}

// syncTime returns the median of some appends of 4 KiB, each synced.
func syncTime(dir string) (median time.Duration, err error) {
	file, err := os.Create(filepath.Join(dir, "sync-time"))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, file.Close(), os.Remove(file.Name())) }()
	page := make([]byte, 4<<10)
	rounds := make([]float64, 0, 100)
	for range cap(rounds) {
		if _, err := file.Write(page); err != nil {
			return 0, err
		}
		began := time.Now()
		if err := file.Sync(); err != nil {
			return 0, err
		}
		rounds = append(rounds, float64(time.Since(began)))
	}
	return time.Duration(statistics.Median(rounds)), nil
}

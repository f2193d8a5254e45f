package sqlstore

import (
	"math/rand/v2"
	"os"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

func TestZMemory(t *testing.T) {
	if os.Getenv("MEM") == "" { t.Skip() }
	dir := t.TempDir()
	o := furnish(t, openStore(t, Location{Directory: dir}, Options{}))
	for _, n := range []int64{10000, 100000} {
		for from := int64(0); from < n; from += 1000 {
			if n == 100000 && from < 10000 { continue }
			o.update(t, func(tx2 directory.Tx) error {
				for k := from; k < from+1000; k++ { if _, err := o.add(tx2, userName(k)); err != nil { return err } }
				return nil
			})
		}
		for range 20000 {
			if _, err := o.find(t, userName(rand.Int64N(n))); err != nil { t.Fatal(err) }
		}
		debug.FreeOSMemory()
		b, _ := os.ReadFile("/proc/self/status")
		for _, l := range strings.Split(string(b), "\n") { if strings.HasPrefix(l, "VmRSS") || strings.HasPrefix(l, "VmHWM") { t.Log(n, l) } }
		es, _ := os.ReadDir(dir)
		for _, e := range es { i, _ := e.Info(); t.Log(e.Name(), i.Size()>>20, "MiB") }
	}
}

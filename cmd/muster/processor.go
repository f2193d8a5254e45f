package main

import (
	"runtime"
	"runtime/debug"
)

// garbageShare lets the heap grow to four times what lives in it before it is
// cleaned, instead of twice. What lives is little, so that costs some 10 MiB, and
// saves a tenth of the processor time of a request.
const garbageShare = 300

// spendProcessorTime settles how this process uses its processors, as far as the
// operator's environment does not say it; see docs/performance.md.
func spendProcessorTime(getenv func(string) string) {
	if getenv("GOMAXPROCS") == "" {
		// One of the threads almost always waits for the disk. It keeps its turn
		// while it does, and finds it taken when it comes back; so there is one
		// turn more than there are processors.
		runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + 1)
	}
}

// spendMemory lets garbage grow from here on, where the operator's environment
// does not say how much. What a start leaves behind goes first: it is more than
// what lives, and would be counted with it.
func spendMemory(getenv func(string) string) {
	runtime.GC() // what pools hold lives through one collection
	debug.FreeOSMemory()
	if getenv("GOGC") == "" {
		debug.SetGCPercent(garbageShare)
	}
}

package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/musterhq/muster/internal/sqlstore"
)

type versionCommand struct{}

// Run prints the version.
func (c *versionCommand) Run(out console) error {
	fmt.Fprintf(out.stdout, "muster %s (schema %d, %s, %s/%s)\n",
		version(), sqlstore.LatestVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}

// version is what the go command wrote into the binary: the release, or the
// commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	return strings.Trim(cmp.Or(info.Main.Version, "unknown"), "()")
}

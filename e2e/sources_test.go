package e2e_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
)

// readSources walks the folders of the program's sources. go test remembers a
// good result for as long as the test's own code and the files that it opened
// are the same, and knows nothing of the program that was built beside it: this
// makes the result depend on every source file.
var readSources = sync.OnceValue(func() error {
	return filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		name := entry.Name()
		if path != ".." && (strings.HasPrefix(name, ".") || name == "bin" || name == "node_modules" || name == "muster-data") {
			return fs.SkipDir
		}
		return nil
	})
})

package main

import (
	"fmt"
	"io"
	"os"
	"strings"
)

// isTerminal says whether what is written will be seen by a person at once.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// barWidth is the width of a progress bar, in characters.
const barWidth = 30

// bar draws how much of a total is done. More than the total is drawn as all.
func bar(done, total int) string {
	if total <= 0 {
		return strings.Repeat("░", barWidth)
	}
	full := barWidth * min(done, total) / total
	return strings.Repeat("█", full) + strings.Repeat("░", barWidth-full)
}

// eraseLine goes back to the beginning of a terminal's line and empties it.
func eraseLine(w io.Writer) { fmt.Fprint(w, "\r\x1b[K") }

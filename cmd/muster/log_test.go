package main

import (
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestLogBuffer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		out := newLines()
		log, flush := logging{LogLevel: slog.LevelInfo}.logger(out)
		log = log.With("a", 1).WithGroup("g")

		log.Debug("not asked for")
		log.Info("first")
		if out.String() != "" {
			t.Errorf("a line was written by itself: %s", out.String())
		}
		time.Sleep(flushAfter) // of the bubble, which takes no time
		synctest.Wait()
		if got := out.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "first") {
			t.Errorf("after a while: %q", got)
		}

		log.Info("second")
		log.Warn("third")
		if got := out.String(); strings.Count(got, "\n") != 3 || strings.Index(got, "second") > strings.Index(got, "third") {
			t.Errorf("after a warning: %q", got)
		}

		log.Info("fourth")
		flush()
		if got := out.String(); !strings.HasSuffix(got, "msg=fourth a=1\n") {
			t.Errorf("at the end: %q", got)
		}
		before := out.String()
		for range 3000 { // more than may wait
			log.Info("many")
		}
		if out.String() == before {
			t.Error("the buffer takes any amount")
		}
		flush()
		if got := strings.Count(out.String(), "many"); got != 3000 {
			t.Errorf("%d of 3000 lines were written", got)
		}
	})
}

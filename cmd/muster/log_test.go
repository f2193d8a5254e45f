package main

import (
	"errors"
	"io"
	"log/slog"
	"strconv"
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
		time.Sleep(logGathers) // of the bubble, which takes no time
		synctest.Wait()
		if got := out.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, "first") {
			t.Errorf("after a while: %q", got)
		}

		log.Info("second")
		log.Warn("third")
		synctest.Wait()
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
		synctest.Wait()
		if out.String() == before {
			t.Error("a long log waits all the same")
		}
		flush()
		if got := strings.Count(out.String(), "many"); got != 3000 {
			t.Errorf("%d of 3000 lines were written", got)
		}
	})
}

// TestLogNobodyReads holds that a log which nobody reads stops neither those who
// log nor the end, and says afterwards how much was dropped.
func TestLogNobodyReads(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"text", "json"} {
		synctest.Test(t, func(t *testing.T) {
			unread, pipe := io.Pipe()
			log, flush := logging{LogFormat: format, LogLevel: slog.LevelError}.logger(pipe)
			const all = 50_000
			for range all {
				log.Error("many")
			}
			began := time.Now()
			flush()
			if took := time.Since(began); took != logEndsWithin {
				t.Errorf("the end waited for %v", took)
			}

			out := newLines()
			go io.Copy(out, unread)
			flush()
			synctest.Wait()
			// Once, or twice where the writer came so late that lines were dropped before.
			var dropped, told int
			for _, line := range strings.Split(out.String(), "\n") {
				if !strings.Contains(line, "were dropped") {
					continue
				}
				_, number, _ := strings.Cut(line, strings.NewReplacer("json", `"lines":`, "text", "lines=").Replace(format))
				lines, _ := strconv.Atoi(strings.TrimSuffix(number, "}"))
				dropped, told = dropped+lines, told+1
			}
			if got := strings.Count(out.String(), "many"); dropped == 0 || got+dropped != all || len(out.String()) < logWaits {
				t.Errorf("%d lines are there and %d are said to be dropped, of %d", got, dropped, all)
			}

			log.Error("afterwards")
			flush()
			if got := out.String(); !strings.Contains(got, "afterwards") || strings.Count(got, "were dropped") != told {
				t.Errorf("after the reader came back, the log ends with %q", got[len(got)-300:])
			}
			pipe.Close()
		})
	}
}

// full is a disk without room, until it has some.
type full struct {
	*lines
	has bool
}

func (f *full) Write(p []byte) (int, error) {
	if !f.has {
		return 0, errors.New("no space left on device")
	}
	return f.lines.Write(p)
}

func TestLogThatCouldNotBeWritten(t *testing.T) {
	t.Parallel()
	disk := &full{lines: newLines()}
	log, flush := logging{}.logger(disk)
	log.Info("first")
	flush()
	log.Info("second")
	flush()
	disk.has = true
	log.Info("third")
	flush()
	if got := disk.String(); !strings.Contains(got, "msg=third\n") || !strings.HasSuffix(got, "lines=2\n") {
		t.Errorf("the log is %q; want the third line, and that two were dropped", got)
	}
}

package api

import (
	"strconv"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/administration"
)

// etagOf names the version of something by when it was changed last.
func etagOf(updatedAt time.Time) string {
	return `"` + strconv.FormatInt(updatedAt.UnixMicro(), 36) + `"`
}

// seen returns when the version was changed last that an If-Match names; zero
// where there is none, or any will do. A name that is none of ours names a
// version that does not exist, so nothing can match it.
func (m IfMatch) seen() (time.Time, error) {
	if m.IfMatch == "" || m.IfMatch == "*" {
		return time.Time{}, nil
	}
	name, opened := strings.CutPrefix(m.IfMatch, `"`)
	name, closed := strings.CutSuffix(name, `"`)
	micros, err := strconv.ParseInt(name, 36, 64)
	if !opened || !closed || err != nil || micros == 0 {
		return time.Time{}, administration.ErrChangedSince
	}
	return time.UnixMicro(micros).UTC(), nil
}

// tagged answers something with the name of its version.
func tagged[T any](body T, updatedAt Time) *Tagged[T] {
	return &Tagged[T]{ETag: etagOf(time.Time(updatedAt)), Body: body}
}

package traffic

import (
	"context"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Use is when and from where a Secret Token was used.
type Use struct {
	At      time.Time
	Address string
}

// TokenUses are the last uses of the two Secret Tokens that count while one
// replaces the other.
type TokenUses struct {
	Current, Former Use
}

// TokenUses says how a connection's two tokens were used last, of which the former
// and then the current one was made at these times.
func (l *Log) TokenUses(ctx context.Context, connection directory.Connection, formerMade, currentMade time.Time) (TokenUses, error) {
	var uses TokenUses
	var err error
	last := func(former bool, from, before time.Time) (use Use) {
		if err == nil {
			use, err = l.Store.LastUse(ctx, connection.Organization, connection.ID, former, from, before)
		}
		return use
	}
	now := l.Now().Add(time.Second) // what is answered this instant counts
	uses.Current = last(false, currentMade, now)
	uses.Former = last(true, currentMade, now)
	if uses.Former.At.IsZero() { // until it was replaced it was the current one
		uses.Former = last(false, formerMade, currentMade)
	}
	return uses, err
}

package traffic

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

const (
	sweepEvery = time.Hour
	// forgetAtOnce is how many requests are deleted in one transaction: others
	// want to write in between.
	forgetAtOnce = 500
	// keepAtMost is how many requests are kept of an organization, however long
	// it wants to: a busy one must not fill the disk.
	keepAtMost = 250_000
)

// Retention deletes what is older than an organization wants to keep, and the
// oldest of more than a quarter of a million.
type Retention struct {
	Store Store
	Now   func() time.Time
	// Organizations tells how long each one keeps its log: a directory.Store's
	// Organizations.
	Organizations func(context.Context) ([]directory.Organization, error)
	// Logger is told when a sweep fails; nil discards.
	Logger *slog.Logger
	// AtMost is how many requests are kept of an organization; 250,000 when zero.
	AtMost int
}

// Run sweeps now and every hour until the context ends.
func (r *Retention) Run(ctx context.Context) {
	ticker := time.NewTicker(sweepEvery)
	defer ticker.Stop()
	for {
		if _, err := r.Sweep(ctx); err != nil && ctx.Err() == nil && r.Logger != nil {
			r.Logger.Error("old requests of the provisioning log could not be deleted; it is tried again in an hour", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Sweep deletes what is too old, and returns how many requests it was.
func (r *Retention) Sweep(ctx context.Context) (int, error) {
	organizations, err := r.Organizations(ctx)
	if err != nil {
		return 0, fmt.Errorf("list the organizations: %w", err)
	}
	deleted := 0
	for _, organization := range organizations {
		n, err := r.sweep(ctx, organization)
		deleted += n
		if err != nil {
			return deleted, err
		}
	}
	return deleted, nil
}

func (r *Retention) sweep(ctx context.Context, organization directory.Organization) (deleted int, err error) {
	days := organization.LogDays
	if days < directory.MinLogDays {
		days = directory.DefaultLogDays
	}
	before := NumberOf(r.Now().Add(-time.Duration(days) * 24 * time.Hour))
	atMost := r.AtMost
	if atMost == 0 {
		atMost = keepAtMost
	}
	last, err := r.Store.NumberAt(ctx, organization.ID, atMost)
	if err != nil {
		return 0, err
	}
	before = max(before, last)
	for {
		n, err := r.Store.Forget(ctx, organization.ID, before, forgetAtOnce)
		deleted += n
		if err != nil || n < forgetAtOnce {
			return deleted, err
		}
	}
}

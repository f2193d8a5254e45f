package traffic

import (
	"context"
	"log/slog"
	"time"

	"github.com/musterhq/muster/internal/directory"
)

// Retention deletes what is older than an organization wants to keep.
type Retention struct {
	Store Store
	Now   func() time.Time
	// Organizations tells how long each one keeps its log.
	Organizations func(context.Context) ([]directory.Organization, error)
	Logger        *slog.Logger
}

// Run sweeps now and every hour until the context ends.
func (r *Retention) Run(ctx context.Context) {}

// Sweep deletes what is too old, and returns how many requests it was.
func (r *Retention) Sweep(ctx context.Context) (int, error) { return 0, errNotYet }

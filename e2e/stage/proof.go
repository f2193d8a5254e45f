package main

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // names itself pgx
	_ "modernc.org/sqlite"             // names itself sqlite
)

// stale is more than a proof counts for: ten minutes.
const stale = 11 * time.Minute

// ageProofs makes the proof of everybody who is signed in as old as if they had
// sat before the panel for eleven minutes. Nothing in the program lets a test
// move its clock, and no test may wait that long, so this alone is done behind
// its back; the program reads a session at every request, in whichever process
// it was changed.
func (o options) ageProofs(ctx context.Context, storage string) error {
	driver, source := "pgx", storage
	if o.Engine == "sqlite" {
		driver, source = "sqlite", filepath.Join(storage, "muster.db")+"?_pragma=busy_timeout(10000)"
	}
	database, err := sql.Open(driver, source)
	if err != nil {
		return fmt.Errorf("age proofs: %w", err)
	}
	defer func() { _ = database.Close() }()
	// A moment is kept in microseconds.
	if _, err := database.ExecContext(ctx, fmt.Sprintf("UPDATE sessions SET proved_at = proved_at - %d", stale.Microseconds())); err != nil {
		return fmt.Errorf("age proofs: %w", err)
	}
	return nil
}

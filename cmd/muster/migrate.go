package main

import (
	"context"
	"fmt"

	"github.com/musterhq/muster/internal/sqlstore"
)

// migrateCommand exists for those who change the schema before they start the
// new version; muster serve does the same by itself.
type migrateCommand struct {
	Storage storage `embed:""`
}

// Run migrates.
func (c *migrateCommand) Run(ctx context.Context, out console) error {
	done, err := sqlstore.Migrate(ctx, c.Storage.location(), sqlstore.Options{})
	if err != nil {
		return c.Storage.explain(err)
	}
	if done.From == done.To {
		fmt.Fprintf(out.stdout, "The schema is up to date (%d).\n", done.To)
		return nil
	}
	fmt.Fprintf(out.stdout, "The schema went from %d to %d.\n", done.From, done.To)
	return nil
}

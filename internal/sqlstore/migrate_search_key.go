package sqlstore

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"

	"github.com/musterhq/muster/internal/directory"
)

// searchKeyVersion is the migration that fills in the search keys of members. It
// has no file: the databases know nothing of how names are folded.
const searchKeyVersion SchemaVersion = 4

// goMigrations are the migrations that SQL cannot express.
func goMigrations() []*goose.Migration {
	return []*goose.Migration{
		goose.NewGoMigration(int64(searchKeyVersion), &goose.GoFunc{RunTx: fillSearchKeys}, nil),
	}
}

// unkeyed is a member whose search key is to be made.
type unkeyed struct {
	organization, id, name, email string
}

// fillSearchKeys goes through the members by their key, some at a time: a
// connection that is being read from cannot write.
func fillSearchKeys(ctx context.Context, tx *sql.Tx) error {
	update, err := tx.PrepareContext(ctx, `
		UPDATE members
		SET search_key = $3
		WHERE organization_id = $1 AND member_id = $2`)
	if err != nil {
		return fmt.Errorf("fill in search keys: %w", err)
	}
	defer func() { _ = update.Close() }()
	var last unkeyed
	for {
		members, err := membersAfter(ctx, tx, last)
		if err != nil {
			return fmt.Errorf("fill in search keys: %w", err)
		}
		if len(members) == 0 {
			return nil
		}
		for _, member := range members {
			key := directory.SearchKey(member.name, member.email)
			if _, err := update.ExecContext(ctx, member.organization, member.id, key); err != nil {
				return fmt.Errorf("fill in search keys: %w", err)
			}
		}
		last = members[len(members)-1]
	}
}

func membersAfter(ctx context.Context, tx *sql.Tx, last unkeyed) ([]unkeyed, error) {
	rows, err := tx.QueryContext(ctx, `
		SELECT organization_id, member_id, name, email
		FROM members
		WHERE (organization_id, member_id) > ($1, $2)
		ORDER BY organization_id, member_id
		LIMIT 1000`, last.organization, last.id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var members []unkeyed
	for rows.Next() {
		var member unkeyed
		if err := rows.Scan(&member.organization, &member.id, &member.name, &member.email); err != nil {
			return nil, err
		}
		members = append(members, member)
	}
	return members, rows.Err()
}

package sqlstore

import (
	"context"
	"fmt"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/traffic"
)

var selectTicks = newStatement("read ticks", `
	SELECT step, at, ticked_by
	FROM guide_ticks
	WHERE organization_id = $1 AND connection_id = $2
	ORDER BY at, step`)

func scanTick(rows cursor, tick *traffic.Tick) error {
	var at int64
	err := rows.Scan(&tick.Step, &at, &tick.By)
	tick.At = timeFromMicros(at)
	return err
}

// Ticks lists the ticked steps; see traffic.Store.
func (t *Traffic) Ticks(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID) ([]traffic.Tick, error) {
	return collect(t.reader(ctx), scanTick, selectTicks, string(organization), string(connection))
}

var upsertTick = newStatement("tick a step", `
	INSERT INTO guide_ticks (organization_id, connection_id, step, at, ticked_by)
	VALUES ($1, $2, $3, $4, $5)
	ON CONFLICT (organization_id, connection_id, step) DO UPDATE SET at = excluded.at, ticked_by = excluded.ticked_by`)

// SetTick keeps a tick; see traffic.Store.
func (t *Traffic) SetTick(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, tick traffic.Tick) error {
	return t.execDurably(ctx, upsertTick, string(organization), string(connection), tick.Step, micros(tick.At), tick.By)
}

var deleteTick = newStatement("untick a step", `
	DELETE FROM guide_ticks
	WHERE organization_id = $1 AND connection_id = $2 AND step = $3`)

// RemoveTick forgets a tick; see traffic.Store.
func (t *Traffic) RemoveTick(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, step string) error {
	return t.execDurably(ctx, deleteTick, string(organization), string(connection), step)
}

func (t *Traffic) execDurably(ctx context.Context, text *statement, args ...any) error {
	if !areTexts(args) {
		return notText()
	}
	return t.with(ctx, func(engine trafficEngine) error {
		return engine.write(ctx, true, func(ctx context.Context, q queryer) error {
			if _, err := q.exec(ctx, text, args...); err != nil {
				return fmt.Errorf("%s: %w", text.does, err)
			}
			return nil
		})
	})
}

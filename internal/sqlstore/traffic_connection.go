package sqlstore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/traffic"
)

// upsertCount adds a count to what is known of a connection. A count of an
// earlier day than is known adds nothing to today's.
var upsertCount = newStatement("count requests", `
	INSERT INTO traffic_connections AS known (
		organization_id, connection_id, day, requests, errors, last_at, last_address, last_agent, success_at, streak,
		error_at, error_request, error_status, error_kind, error_sentence, error_detail)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
	ON CONFLICT (organization_id, connection_id) DO UPDATE SET
		day = CASE WHEN excluded.day > known.day THEN excluded.day ELSE known.day END,
		requests = CASE
			WHEN excluded.day > known.day THEN excluded.requests
			WHEN excluded.day = known.day THEN known.requests + excluded.requests
			ELSE known.requests END,
		errors = CASE
			WHEN excluded.day > known.day THEN excluded.errors
			WHEN excluded.day = known.day THEN known.errors + excluded.errors
			ELSE known.errors END,
		last_at = CASE WHEN excluded.last_at > known.last_at THEN excluded.last_at ELSE known.last_at END,
		last_address = CASE WHEN excluded.last_at > known.last_at THEN excluded.last_address ELSE known.last_address END,
		last_agent = CASE WHEN excluded.last_at > known.last_at THEN excluded.last_agent ELSE known.last_agent END,
		success_at = CASE WHEN excluded.success_at > known.success_at THEN excluded.success_at ELSE known.success_at END,
		streak = CASE WHEN excluded.success_at > 0 THEN excluded.streak ELSE known.streak + excluded.streak END,
		error_at = CASE WHEN excluded.error_at > known.error_at THEN excluded.error_at ELSE known.error_at END,
		error_request = CASE WHEN excluded.error_at > known.error_at THEN excluded.error_request ELSE known.error_request END,
		error_status = CASE WHEN excluded.error_at > known.error_at THEN excluded.error_status ELSE known.error_status END,
		error_kind = CASE WHEN excluded.error_at > known.error_at THEN excluded.error_kind ELSE known.error_kind END,
		error_sentence = CASE WHEN excluded.error_at > known.error_at THEN excluded.error_sentence ELSE known.error_sentence END,
		error_detail = CASE WHEN excluded.error_at > known.error_at THEN excluded.error_detail ELSE known.error_detail END`)

var insertMilestone = newStatement("reach a milestone", `
	INSERT INTO traffic_milestones (organization_id, connection_id, name, at, request_id, saw)
	VALUES ($1, $2, $3, $4, $5, $6)
	ON CONFLICT DO NOTHING`)

// Write keeps a batch; see traffic.Store.
func (t *Traffic) Write(ctx context.Context, batch traffic.Batch) error {
	rows := make([][]any, 0, len(batch.Requests))
	var notKept error
	for i := range batch.Requests {
		row, err := trafficRow(&batch.Requests[i])
		if err != nil {
			notKept = errors.Join(notKept, fmt.Errorf("keep request %s: %w", batch.Requests[i].ID, err))
			continue
		}
		rows = append(rows, row)
	}
	// Two processes that count the same connections meet them in the same order,
	// and so never wait for each other in a circle.
	counts := slices.Clone(batch.Counts)
	slices.SortStableFunc(counts, func(a, b traffic.Count) int {
		return cmp.Or(cmp.Compare(a.Organization, b.Organization), cmp.Compare(a.Connection, b.Connection))
	})
	err := t.with(ctx, func(engine trafficEngine) error {
		return engine.write(ctx, false, func(ctx context.Context, q queryer) error {
			calls := engine.insert(trafficTable, rows)
			for i := range counts {
				calls = append(calls, callOfCount(&counts[i]))
			}
			for _, reached := range batch.Milestones {
				calls = append(calls, call{insertMilestone, []any{
					string(reached.Organization), string(reached.Connection), string(reached.Name),
					micros(reached.At), reached.Request, reached.Saw,
				}})
			}
			return execAll(ctx, q, calls)
		})
	})
	return errors.Join(err, notKept)
}

func execAll(ctx context.Context, q queryer, calls []call) error {
	for _, call := range calls {
		if _, err := q.exec(ctx, call.text, call.args...); err != nil {
			return fmt.Errorf("%s: %w", call.text.does, err)
		}
	}
	return nil
}

func callOfCount(c *traffic.Count) call {
	return call{upsertCount, []any{
		string(c.Organization), string(c.Connection), c.Day, int64(c.Requests), int64(c.Errors),
		micros(c.LastAt), c.Address, c.UserAgent, micros(c.SuccessAt), int64(c.Streak),
		micros(c.LastError.At), c.LastError.Request, int64(c.LastError.Status), string(c.LastError.Kind),
		c.LastError.Sentence, c.LastError.Detail,
	}}
}

var selectTotals = newStatement("read a connection's totals", `
	SELECT day, requests, errors, last_at, last_address, last_agent, success_at, streak,
		error_at, error_request, error_status, error_kind, error_sentence, error_detail
	FROM traffic_connections
	WHERE organization_id = $1 AND connection_id = $2`)

func scanTotals(rows cursor, t *traffic.Totals) error {
	var lastAt, successAt, errorAt int64
	err := rows.Scan(&t.Day, &t.Requests, &t.Errors, &lastAt, &t.Address, &t.UserAgent, &successAt, &t.Streak,
		&errorAt, &t.LastError.Request, &t.LastError.Status, (*string)(&t.LastError.Kind), &t.LastError.Sentence, &t.LastError.Detail)
	t.LastAt, t.SuccessAt, t.LastError.At = timeFromMicros(lastAt), timeFromMicros(successAt), timeFromMicros(errorAt)
	return err
}

// Totals returns what is known of a connection; see traffic.Store.
func (t *Traffic) Totals(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID) (traffic.Totals, error) {
	found, err := collect(t.reader(ctx), scanTotals, selectTotals, string(organization), string(connection))
	if err != nil || len(found) == 0 {
		return traffic.Totals{}, err
	}
	return found[0], nil
}

var selectStrokes = newStatement("read the tape", `
	SELECT number, outcome
	FROM traffic_requests
	WHERE organization_id = $1 AND connection_id = $2 AND number >= $3 AND kind <> 'more'
	ORDER BY number DESC
	LIMIT $4`)

func scanStroke(rows cursor, stroke *traffic.Stroke) error {
	var number int64
	err := rows.Scan(&number, (*string)(&stroke.Outcome))
	stroke.At = traffic.TimeOf(number)
	return err
}

// Tape lists the newest strokes, oldest first; see traffic.Store.
func (t *Traffic) Tape(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, since time.Time, limit int) ([]traffic.Stroke, error) {
	strokes, err := collect(t.reader(ctx), scanStroke, selectStrokes,
		string(organization), string(connection), traffic.NumberOf(since), int64(limit))
	slices.Reverse(strokes)
	return strokes, err
}

// The plus keeps SQLite on the connection's own requests, where two bounds would
// lead it through everybody's.
//
// A JSON text within a text has its quotes escaped, so nothing that was sent looks
// like the mark.
const formerMark = `facts LIKE '%"former_token":true%'`

var selectLastUse = newStatement("read a token's last use", `
	SELECT number, address
	FROM traffic_requests
	WHERE organization_id = $1 AND connection_id = $2 AND number >= $3 AND +number < $4
		AND kind NOT IN ('more', 'unauthorized') AND NOT `+formerMark+`
	ORDER BY number DESC
	LIMIT 1`)

var selectFormerLastUse = newStatement("read the former token's last use", `
	SELECT number, address
	FROM traffic_requests
	WHERE organization_id = $1 AND connection_id = $2 AND number >= $3 AND +number < $4
		AND kind NOT IN ('more', 'unauthorized') AND `+formerMark+`
	ORDER BY number DESC
	LIMIT 1`)

// LastUse reads when a token was used last; see traffic.Store.
func (t *Traffic) LastUse(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, former bool, from, before time.Time) (traffic.Use, error) {
	statement := selectLastUse
	if former {
		statement = selectFormerLastUse
	}
	found, err := collect(t.reader(ctx), func(rows cursor, use *traffic.Use) error {
		var number int64
		err := rows.Scan(&number, &use.Address)
		use.At = traffic.TimeOf(number)
		return err
	}, statement, string(organization), string(connection), traffic.NumberOf(from), traffic.NumberOf(before))
	if err != nil || len(found) == 0 {
		return traffic.Use{}, err
	}
	return found[0], nil
}

var selectMilestones = newStatement("read milestones", `
	SELECT name, at, request_id, saw
	FROM traffic_milestones
	WHERE organization_id = $1 AND connection_id = $2
	ORDER BY at, name`)

func scanMilestone(rows cursor, m *traffic.Milestone) error {
	var at int64
	err := rows.Scan((*string)(&m.Name), &at, &m.Request, &m.Saw)
	m.At = timeFromMicros(at)
	return err
}

// Milestones lists those reached; see traffic.Store.
func (t *Traffic) Milestones(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID) ([]traffic.Milestone, error) {
	return collect(t.reader(ctx), scanMilestone, selectMilestones, string(organization), string(connection))
}

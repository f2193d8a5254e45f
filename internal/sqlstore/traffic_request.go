package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/musterhq/muster/internal/directory"
	"github.com/musterhq/muster/internal/traffic"
)

// trafficColumns are those that a list of requests shows, in the order of
// scanTraffic.
const trafficColumns = `organization_id, number, connection_id, provider, request_id, at, method, route, path, query,
		kind, status, outcome, sentence, detail, facts, identity_id, member_id, person_name, user_name,
		team_id, team_name, duration, address, user_agent`

var trafficTable = passingOver(newTable("traffic_requests",
	column{name: "organization_id"},
	column{name: "number", kind: whole},
	column{name: "connection_id"},
	column{name: "provider"},
	column{name: "request_id"},
	column{name: "at", kind: whole},
	column{name: "method"},
	column{name: "route"},
	column{name: "path"},
	column{name: "query"},
	column{name: "kind"},
	column{name: "status", kind: whole},
	column{name: "outcome"},
	column{name: "sentence"},
	column{name: "detail"},
	column{name: "facts"},
	column{name: "identity_id"},
	column{name: "member_id"},
	column{name: "person_name"},
	column{name: "user_name"},
	column{name: "team_id"},
	column{name: "team_name"},
	column{name: "duration", kind: whole},
	column{name: "address"},
	column{name: "user_agent"},
	column{name: "who"},
	column{name: "words"},
	column{name: "request_body"},
	column{name: "response_body"},
))

// passingOver makes a table's inserts pass over rows whose key is there. Two
// processes may give two requests of one microsecond the same number; one line
// less is better than a batch less.
func passingOver(t *table) *table {
	const clause = " ON CONFLICT DO NOTHING"
	t.together.postgres += clause
	for _, text := range t.byRows {
		text.sqlite += clause
	}
	return t
}

func trafficRow(r *traffic.Request) ([]any, error) {
	facts, err := json.Marshal(r.Facts)
	if err != nil {
		return nil, err
	}
	row := []any{
		string(r.Organization), r.Number, string(r.Connection), string(r.Provider), r.ID, micros(r.At),
		r.Method, r.Route, r.Path, r.Query, string(r.Kind), int64(r.Status), string(r.Outcome), r.Sentence, r.Detail,
		string(facts), string(r.Person.Identity), string(r.Person.Member), r.Person.Name, r.Person.UserName,
		string(r.Team.ID), r.Team.Name, r.Duration.Microseconds(), r.Address, r.UserAgent,
		searchable(r.Person.Name, r.Person.UserName, r.Facts.LookedFor),
		searchable(r.Sentence, r.Detail, r.Team.Name, r.Path, r.Query, r.ID, r.Address, r.UserAgent),
		r.RequestBody, r.ResponseBody,
	}
	if !areTexts(row) {
		return nil, notText()
	}
	return row, nil
}

func scanTraffic(rows cursor, r *traffic.Request) error {
	return scanTrafficWith(rows, r)
}

// scanTrafficWhole scans a row that has the bodies at its end.
func scanTrafficWhole(rows cursor, r *traffic.Request) error {
	return scanTrafficWith(rows, r, &r.RequestBody, &r.ResponseBody)
}

func scanTrafficWith(rows cursor, r *traffic.Request, more ...any) error {
	var at, duration int64
	var facts string
	columns := append([]any{
		(*string)(&r.Organization), &r.Number, (*string)(&r.Connection), (*string)(&r.Provider), &r.ID, &at, &r.Method, &r.Route, &r.Path, &r.Query,
		(*string)(&r.Kind), &r.Status, (*string)(&r.Outcome), &r.Sentence, &r.Detail, &facts,
		(*string)(&r.Person.Identity), (*string)(&r.Person.Member), &r.Person.Name, &r.Person.UserName,
		(*string)(&r.Team.ID), &r.Team.Name, &duration, &r.Address, &r.UserAgent,
	}, more...)
	if err := rows.Scan(columns...); err != nil {
		return err
	}
	r.At, r.Duration = timeFromMicros(at), time.Duration(duration)*time.Microsecond
	if err := json.Unmarshal([]byte(facts), &r.Facts); err != nil {
		return fmt.Errorf("request %d: %w", r.Number, err)
	}
	return nil
}

// searchable joins texts for a search that minds no case.
func searchable(texts ...string) string {
	var joined strings.Builder
	for _, text := range texts {
		if text != "" {
			joined.WriteString(foldedForSearch(text))
			joined.WriteByte('\n')
		}
	}
	return joined.String()
}

func foldedForSearch(text string) string {
	if folded, err := directory.Fold(text); err == nil {
		return folded
	}
	return strings.ToLower(text) // no name, but it may be looked for
}

// containing is a pattern for LIKE that finds a text anywhere; one that finds
// everything for an empty text.
func containing(text string) string {
	if text == "" {
		return "%"
	}
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(foldedForSearch(text)) + "%"
}

// trafficWindow is a way to go through requests from the newest on, by an index.
type trafficWindow struct {
	// floor finds how far a search may go: how many requests that is, and the
	// number of the last.
	floor *statement
	// search lists those above the floor that fit.
	search *statement
}

// newTrafficWindow makes a window on the index that begins with a column, beside
// the organization; search takes the column's value as a parameter of its own.
// SQLite is told the index: without statistics it finds the key as good.
func newTrafficWindow(column, parameter, index string) trafficWindow {
	const in = `organization_id = $1 AND number < $2 AND number >= $3`
	floor, search := "", ""
	if column != "" {
		floor = " AND " + column + " = $5 AND " + column + " <> ''"
		search = " AND " + column + " = " + parameter + " AND " + column + " <> ''"
	}
	made := trafficWindow{
		floor: newStatement("bound a search of requests", `
			SELECT count(*), COALESCE(MIN(number), 0)
			FROM (
				SELECT number
				FROM traffic_requests
				WHERE `+in+floor+`
				ORDER BY number DESC
				LIMIT $4
			) AS looked_at`),
		search: newStatement("search requests", `
			SELECT `+trafficColumns+`
			FROM traffic_requests
			WHERE `+in+search+`
				AND ($5 = '' OR connection_id = $5)
				AND ($6 = '' OR member_id = $6)
				AND ($7 = '' OR identity_id = $7)
				AND ($8 = '' OR team_id = $8)
				AND ($9 = '' OR method = $9)
				AND ($10 = '' OR outcome = $10)
				AND ($11 = '' OR $11 LIKE '%,' || kind || ',%')
				AND duration > $12
				AND who LIKE $13 ESCAPE '\'
				AND (who LIKE $14 ESCAPE '\' OR words LIKE $14 ESCAPE '\')
			ORDER BY number DESC
			LIMIT $4`),
	}
	if index != "" {
		const from = "FROM traffic_requests"
		made.search.sqlite = strings.Replace(made.search.sqlite, from, from+" INDEXED BY "+index, 1)
	}
	return made
}

var (
	trafficOfAll        = newTrafficWindow("", "", "")
	trafficOfConnection = newTrafficWindow("connection_id", "$5", "traffic_requests_by_connection")
	trafficOfMember     = newTrafficWindow("member_id", "$6", "traffic_requests_by_member")
)

// window chooses the index that narrows a query most, and what it narrows by.
func window(query traffic.Query) (trafficWindow, []any) {
	switch {
	case query.Member != "":
		return trafficOfMember, []any{string(query.Member)}
	case query.Connection != "":
		return trafficOfConnection, []any{string(query.Connection)}
	}
	return trafficOfAll, nil
}

// Requests looks at no more than traffic.MaxLooked requests; see traffic.Store.
func (t *Traffic) Requests(ctx context.Context, organization directory.OrganizationID, query traffic.Query) (traffic.Page, error) {
	window, key := window(query)
	before, since := bounds(query)
	reader := t.reader(ctx)
	looked, err := collect(reader, scanLooked, window.floor,
		append([]any{string(organization), before, since, int64(traffic.MaxLooked)}, key...)...)
	if err != nil || len(looked) == 0 || looked[0].count == 0 {
		return traffic.Page{}, err
	}
	slower := int64(-1)
	if query.SlowerThan > 0 {
		slower = query.SlowerThan.Microseconds()
	}
	found, err := collect(reader, scanTraffic, window.search,
		string(organization), before, looked[0].last, int64(query.Limit)+1,
		string(query.Connection), string(query.Member), string(query.Identity), string(query.Team),
		query.Method, string(query.Outcome), kindList(query.Kinds), slower,
		containing(query.Person), containing(query.Text))
	if err != nil {
		return traffic.Page{}, err
	}
	page := traffic.Page{Requests: found}
	switch {
	case len(found) > query.Limit:
		page.Requests = found[:query.Limit]
		page.Next = found[query.Limit-1].Number
	case looked[0].count == traffic.MaxLooked:
		page.Next = looked[0].last
	}
	if page.Next != 0 {
		page.SearchedTo = traffic.TimeOf(page.Next)
	}
	return page, nil
}

// bounds are the numbers between which a query's requests are.
func bounds(query traffic.Query) (before, since int64) {
	before = math.MaxInt64
	if query.Before > 0 {
		before = query.Before
	}
	if !query.Until.IsZero() {
		before = min(before, traffic.NumberOf(query.Until))
	}
	if !query.Since.IsZero() {
		since = traffic.NumberOf(query.Since)
	}
	return before, since
}

// lookedAt is how far a search goes.
type lookedAt struct {
	count int
	last  int64
}

func scanLooked(rows cursor, looked *lookedAt) error {
	return rows.Scan(&looked.count, &looked.last)
}

// kindList is a list of kinds with a comma around each.
func kindList(kinds []traffic.Kind) string {
	if len(kinds) == 0 {
		return ""
	}
	var list strings.Builder
	list.WriteByte(',')
	for _, kind := range kinds {
		list.WriteString(string(kind))
		list.WriteByte(',')
	}
	return list.String()
}

var selectTrafficRequest = newStatement("read a request", `
	SELECT `+trafficColumns+`, request_body, response_body
	FROM traffic_requests
	WHERE organization_id = $1 AND request_id = $2
	ORDER BY number DESC
	LIMIT 1`)

// Request returns the newest request with an id; see traffic.Store.
func (t *Traffic) Request(ctx context.Context, organization directory.OrganizationID, id string) (traffic.Request, error) {
	return single(t.reader(ctx), "request", scanTrafficWhole, selectTrafficRequest, string(organization), id)
}

var selectNewestTraffic = newStatement("read the newest requests", `
	SELECT `+trafficColumns+`, request_body, response_body
	FROM traffic_requests
	WHERE organization_id = $1 AND connection_id = $2 AND number < $3
	ORDER BY number DESC
	LIMIT $4`)

// Newest lists requests with their bodies; see traffic.Store.
func (t *Traffic) Newest(ctx context.Context, organization directory.OrganizationID, connection directory.ConnectionID, before int64, limit int) ([]traffic.Request, error) {
	if before == 0 {
		before = math.MaxInt64
	}
	return collect(t.reader(ctx), scanTrafficWhole, selectNewestTraffic, string(organization), string(connection), before, int64(limit))
}

var selectTrafficNumber = newStatement("number requests", `
	SELECT number
	FROM traffic_requests
	WHERE organization_id = $1
	ORDER BY number DESC
	LIMIT 1
	OFFSET $2`)

// Head returns the newest request's number; see traffic.Store.
func (t *Traffic) Head(ctx context.Context, organization directory.OrganizationID) (int64, error) {
	return t.NumberAt(ctx, organization, 1)
}

// NumberAt returns the number at a place; see traffic.Store.
func (t *Traffic) NumberAt(ctx context.Context, organization directory.OrganizationID, place int) (int64, error) {
	found, err := collect(t.reader(ctx), scanNumber, selectTrafficNumber, string(organization), int64(place)-1)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	return found[0], nil
}

var deleteTraffic = newStatement("delete old requests", `
	DELETE FROM traffic_requests
	WHERE organization_id = $1 AND number IN (
		SELECT number
		FROM traffic_requests
		WHERE organization_id = $1 AND number < $2
		ORDER BY number
		LIMIT $3)`)

// Forget deletes old requests; see traffic.Store.
func (t *Traffic) Forget(ctx context.Context, organization directory.OrganizationID, before int64, limit int) (int, error) {
	var deleted int64
	err := t.with(ctx, func(engine trafficEngine) error {
		return engine.write(ctx, false, func(ctx context.Context, q queryer) error {
			var err error
			if deleted, err = q.exec(ctx, deleteTraffic, string(organization), before, int64(limit)); err != nil {
				return fmt.Errorf("%s: %w", deleteTraffic.does, err)
			}
			return nil
		})
	})
	if err != nil {
		return 0, err
	}
	return int(deleted), nil
}

package sqlstore

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// statement is one SQL text. Both engines run the same text, apart from the
// table of values that a list parameter becomes.
type statement struct {
	// does says what the statement is for, in errors.
	does     string
	sqlite   string
	postgres string
	// places are which argument goes to each place of the text for SQLite, from
	// 0. Its places have no names: the driver asks for the name of each, and
	// SQLite counts through all of them to answer.
	places []int
}

// newStatement makes a statement. In the text,
//
//   - {among $3} stands for the comparison of a column with the texts of the list
//     parameter $3, whose argument engine.list makes. It is written so that each
//     engine looks every id up in an index, whatever it believes about the size
//     of the table: PostgreSQL knows nothing of a table that has just grown;
//   - {one of} SELECT … {.} stands for the comparison of a column with what a query
//     finds. PostgreSQL runs the query once and looks each of its rows up in an index,
//     where it could come to run it for every row that is compared;
//   - {ids} stands for the same ids as a table named ids with one column, value;
//   - {lock} stands for the clause that locks the rows read, which SQLite has no
//     need of: its transactions begin with the lock;
//   - {access} stands for the version of access, which only SQLite keeps.
func newStatement(does, text string) *statement {
	sqlite, places := unnamed(strings.NewReplacer(
		"{ids}", "json_each($3) AS ids",
		"{one of}", "IN (",
		"{.}", ")",
		"{lock}", "",
		"{access}", "(SELECT user_version FROM pragma_user_version)",
	).Replace(among.ReplaceAllString(text, "IN (SELECT value FROM json_each($1))")))
	return &statement{
		does:   does,
		sqlite: sqlite,
		places: places,
		postgres: strings.NewReplacer(
			"{ids}", "unnest($3::text[]) AS ids(value)",
			"{one of}", "= ANY(ARRAY(",
			"{.}", "))",
			"{lock}", "FOR NO KEY UPDATE",
			"{access}", "0",
		).Replace(among.ReplaceAllString(text, "= ANY($1::text[])")),
	}
}

var (
	among     = regexp.MustCompile(`\{among (\$\d+)\}`)
	parameter = regexp.MustCompile(`\$\d+`)
)

// unnamed takes the numbers out of a text's parameters, and returns them, from 0.
func unnamed(text string) (string, []int) {
	var places []int
	return parameter.ReplaceAllStringFunc(text, func(name string) string {
		number, err := strconv.Atoi(name[1:])
		if err != nil {
			panic("a parameter of a statement: " + err.Error())
		}
		places = append(places, number-1)
		return "?"
	}), places
}

// queryer runs statements on some connection. exec returns how many rows were
// changed.
type queryer interface {
	query(ctx context.Context, text *statement, args ...any) (cursor, error)
	exec(ctx context.Context, text *statement, args ...any) (int64, error)
}

// cursor goes through the rows that a query found, as sql.Rows does.
type cursor interface {
	Next() bool
	Scan(to ...any) error
	Err() error
	Close() error
}

// table is a table that is written many rows at a time.
type table struct {
	columns []column
	// together inserts any number of rows, on PostgreSQL. byRows insert 1, 2, 3
	// and so on up to 16 rows, on SQLite: a text for each number, because groups
	// of every size come, and a statement costs more than a row.
	together *statement
	byRows   [16]*statement
}

// column is a column of a table.
type column struct {
	name string
	kind columnKind
}

// columnKind is what a column holds.
type columnKind int

const (
	text columnKind = iota
	whole
	truth
)

// newTable describes a table. PostgreSQL takes any number of rows in one
// statement, as one array for each column; SQLite takes as many as its text has
// places for.
func newTable(name string, columns ...column) *table {
	var names, arrays []string
	for i, column := range columns {
		parameter := "$" + strconv.Itoa(i+1)
		names = append(names, column.name)
		switch column.kind {
		case text:
			arrays = append(arrays, parameter+"::text[]")
		case whole:
			arrays = append(arrays, parameter+"::bigint[]")
		case truth:
			arrays = append(arrays, parameter+"::boolean[]")
		}
	}
	into := "INSERT INTO " + name + " (" + strings.Join(names, ", ") + ") "
	made := &table{
		columns: columns,
		together: &statement{
			does:     "insert into " + name,
			postgres: into + "SELECT * FROM unnest(" + strings.Join(arrays, ", ") + ")",
		},
	}
	row := "(" + strings.Repeat(", ?", len(columns))[len(", "):] + ")"
	for i := range made.byRows {
		made.byRows[i] = &statement{
			does:   made.together.does,
			sqlite: into + "VALUES " + strings.Repeat(", "+row, i+1)[len(", "):],
			places: inOrder(len(columns) * (i + 1)),
		}
	}
	return made
}

// inOrder are so many places that take the arguments as they come.
func inOrder(count int) []int {
	places := make([]int, count)
	for i := range places {
		places[i] = i
	}
	return places
}

// call is a statement with its arguments.
type call struct {
	text *statement
	args []any
}

// insertByRows makes the calls that insert rows, 16 at a time.
func (t *table) insertByRows(rows [][]any) []call {
	var calls []call
	for now := range slices.Chunk(rows, len(t.byRows)) {
		calls = append(calls, call{t.byRows[len(now)-1], slices.Concat(now...)})
	}
	return calls
}

// insertTogether makes the one call that inserts rows, or none.
func (t *table) insertTogether(rows [][]any) []call {
	if len(rows) == 0 {
		return nil
	}
	arrays := make([]any, len(t.columns))
	for i, column := range t.columns {
		switch column.kind {
		case text:
			arrays[i] = transpose[string](rows, i)
		case whole:
			arrays[i] = transpose[int64](rows, i)
		case truth:
			arrays[i] = transpose[bool](rows, i)
		}
	}
	return []call{{t.together, arrays}}
}

func transpose[T any](rows [][]any, column int) []T {
	values := make([]T, len(rows))
	for i, row := range rows {
		values[i] = row[column].(T)
	}
	return values
}

// isText says whether a text column can hold the text. PostgreSQL can hold
// neither NUL nor what is not UTF-8, and ends the transaction that tries.
func isText(text string) bool {
	return utf8.ValidString(text) && strings.IndexByte(text, 0) < 0
}

// areTexts says whether all the strings among the arguments are texts.
func areTexts(args []any) bool {
	for _, arg := range args {
		if text, ok := arg.(string); ok && !isText(text) {
			return false
		}
	}
	return true
}

// collect runs a query and scans every row. What no column can hold, no row
// has: a query for it finds nothing.
func collect[T any](r *reader, scan func(cursor, *T) error, text *statement, args ...any) ([]T, error) {
	if !areTexts(args) {
		return nil, nil
	}
	var found []T
	err := r.run(func(ctx context.Context, q queryer) error {
		rows, err := q.query(ctx, text, args...)
		if err != nil {
			return fmt.Errorf("%s: %w", text.does, err)
		}
		defer rows.Close() //nolint:errcheck // Err says what ended the rows
		for rows.Next() {
			var row T
			if err := scan(rows, &row); err != nil {
				return fmt.Errorf("%s: %w", text.does, err)
			}
			found = append(found, row)
		}
		if err := rows.Err(); err != nil {
			return fmt.Errorf("%s: %w", text.does, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// single runs a query for one thing and answers NotFound when there is none.
// The noun is how people call it: "user".
func single[T any](r *reader, noun string, scan func(cursor, *T) error, text *statement, args ...any) (T, error) {
	found, err := collect(r, scan, text, args...)
	if err != nil {
		var none T
		return none, err
	}
	if len(found) == 0 {
		var none T
		return none, notFound(noun)
	}
	return found[0], nil
}

// scanText scans a row of one text column.
func scanText[T ~string](rows cursor, value *T) error {
	var text string
	err := rows.Scan(&text)
	*value = T(text)
	return err
}

// scanNumber scans a row of one whole number.
func scanNumber(rows cursor, value *int64) error {
	return rows.Scan(value)
}

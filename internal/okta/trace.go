package okta

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
)

// The captured sessions, sanitised: people are U1, U2 …, groups G1, G2 …, and
// values that only the session knew stand as placeholders.
//
//go:embed traces/*.jsonl
var traceFiles embed.FS

// Trace is a captured session of Okta with a server.
type Trace struct {
	// Name is that of the dialect: "catalog" or "wizard".
	Name  string
	Steps []TraceStep
}

// TraceStep is one captured request.
type TraceStep struct {
	// Seq is the number that the request had in its capture; some are missing.
	Seq int
	// Name says what was being done.
	Name   string
	Method string
	Path   string
	// Query is nil where the request had none.
	Query *TraceQuery
	// Body is the captured body with its placeholders, empty for none.
	Body json.RawMessage
	// Status is what the captured server answered.
	Status int
}

// TraceQuery are the parameters that Okta uses; it sends them in this order.
type TraceQuery struct {
	Filter     string `json:"filter"`
	StartIndex int    `json:"startIndex"`
	Count      int    `json:"count"`
}

// Traces returns the captured sessions, one for each dialect.
func Traces() []Trace {
	traces := make([]Trace, 0, 2)
	for _, dialect := range []Dialect{Catalog, Wizard} {
		text, err := traceFiles.ReadFile("traces/" + string(dialect) + ".jsonl")
		if err != nil {
			panic(fmt.Sprintf("okta: the embedded trace %s cannot be read: %v", dialect, err))
		}
		steps, err := parseTrace(text)
		if err != nil {
			panic(fmt.Sprintf("okta: the embedded trace %s: %v", dialect, err))
		}
		traces = append(traces, Trace{Name: string(dialect), Steps: steps})
	}
	return traces
}

// traceLine is a step as it stands in a file.
type traceLine struct {
	Seq    int             `json:"seq"`
	Step   string          `json:"step"`
	Method string          `json:"method"`
	Path   string          `json:"path"`
	Query  *TraceQuery     `json:"query"`
	Body   json.RawMessage `json:"body"`
	Status int             `json:"okta_saw_status"`
}

var traceMethods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

func parseTrace(text []byte) ([]TraceStep, error) {
	var steps []TraceStep
	for i, row := range bytes.Split(bytes.TrimSpace(text), []byte("\n")) {
		var line traceLine
		if err := json.Unmarshal(row, &line); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		if !slices.Contains(traceMethods, line.Method) {
			return nil, fmt.Errorf("line %d: the method %q is none of Okta's", i+1, line.Method)
		}
		step := TraceStep{
			Seq: line.Seq, Name: line.Step, Method: line.Method, Path: line.Path,
			Query: line.Query, Body: line.Body, Status: line.Status,
		}
		if string(step.Body) == "null" {
			step.Body = nil
		}
		steps = append(steps, step)
	}
	return steps, nil
}

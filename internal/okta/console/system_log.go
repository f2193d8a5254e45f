package console

import (
	"time"

	"github.com/musterhq/muster/internal/okta"
)

// keptEvents is how many of the latest events are kept, and largestBody how much of
// a body.
const (
	keptEvents  = 2000
	largestBody = 16 << 10
)

// logKind is what an event is about.
type logKind string

const (
	logAdministration logKind = "administration"
	logTask           logKind = "tasks"
	logRequest        logKind = "requests"
)

// logKinds are the kinds with their labels, everything first.
var logKinds = []choice{
	{"", "Everything"},
	{string(logAdministration), "Administration"},
	{string(logTask), "Tasks"},
	{string(logRequest), "SCIM requests"},
}

// event is something that happened.
type event struct {
	Number int
	At     time.Time
	Kind   logKind
	App    string
	What   string
	// Problem is empty where all went well.
	Problem string
	// Request and Answer are the bodies of a request.
	Request, Answer string
}

// systemLog keeps the latest events. It is guarded by the console's mutex.
type systemLog struct {
	events []event
	count  int
}

func (l *systemLog) add(at time.Time, kind logKind, app, what, problem string) {
	l.keep(event{At: at, Kind: kind, App: app, What: what, Problem: problem})
}

func (l *systemLog) keep(one event) {
	l.count++
	one.Number = l.count
	l.events = append(l.events, one)
	if len(l.events) > 2*keptEvents {
		l.events = append([]event(nil), l.events[keptEvents:]...)
	}
}

// latest returns events of a kind, or of all, that hold the words, the latest first.
func (l *systemLog) latest(kind logKind, query string, most int) []event {
	var found []event
	for n := len(l.events) - 1; n >= 0 && len(found) < most; n-- {
		one := l.events[n]
		if (kind == "" || one.Kind == kind) && holdsWords(one.App+" "+one.What+" "+one.Problem, query) {
			found = append(found, one)
		}
	}
	return found
}

// record hears of every request of an app.
func (i *integration) record(exchange okta.Exchange) {
	one := event{
		At: exchange.Began, Kind: logRequest, What: exchange.Method + " " + exchange.Path,
		Request: cut(exchange.Body), Answer: cut(exchange.Answer),
	}
	if exchange.Query != "" {
		one.What += "?" + exchange.Query
	}
	switch {
	case exchange.Err != nil:
		one.Problem = "No answer: " + exchange.Err.Error()
	default:
		one.What += " → " + statusText(exchange.Status)
	}
	c := i.console
	c.mu.Lock()
	defer c.mu.Unlock()
	one.App = i.general.Label
	c.log.keep(one)
}

// cut bounds what is kept of a body.
func cut(body []byte) string {
	if len(body) > largestBody {
		return string(body[:largestBody]) + "…"
	}
	return string(body)
}

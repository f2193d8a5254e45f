package console

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/musterhq/muster/internal/okta"
)

// shownRows is how many rows a page lists at most; the search finds the rest.
const shownRows = 100

func (c *Console) overview(w http.ResponseWriter, r *http.Request) {
	shown := struct {
		page
		People, Groups, Apps int
		Events               []event
		Issuer               string
	}{page: c.page(r, "Dashboard", "Dashboard"), People: len(c.org.People()), Groups: len(c.org.Groups()), Issuer: c.signIn.Issuer()}
	c.mu.Lock()
	shown.Apps = len(c.apps)
	shown.Events = c.log.latest(logAdministration, "", 6)
	c.mu.Unlock()
	c.show(w, http.StatusOK, "overview.html", shown)
}

// taskRow is a task on the page.
type taskRow struct {
	Number                   int
	App, AppPath, What       string
	State, Tone              string
	Detail                   string
	Warnings                 []string
	Took                     string
	Retryable                bool
	Exchanges                []okta.ExchangeSummary
	ExchangesShort, DatedISO string
	Clock                    string
}

func (c *Console) taskList(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	shown := struct {
		page
		Show  string
		Shows []choice
		Busy  []taskRow
		Rows  []taskRow
		Any   bool
	}{
		page: c.page(r, "Tasks", "Tasks"), Show: query.Get("show"),
		Shows: []choice{{"", "All"}, {"failed", "Failed"}},
	}
	c.mu.Lock()
	for _, i := range c.apps {
		for _, one := range i.busy() {
			shown.Busy = append(shown.Busy, taskRow{App: i.general.Label, AppPath: i.path(""), What: one.what, State: "In progress", Tone: "wait"})
		}
	}
	for n := len(c.tasks) - 1; n >= 0 && len(shown.Rows) < shownRows; n-- {
		if entry := c.tasks[n]; shown.Show == "" || entry.state() == "Failed" {
			row := entry.row()
			shown.Any = shown.Any || row.Retryable
			shown.Rows = append(shown.Rows, row)
		}
	}
	c.mu.Unlock()
	c.show(w, http.StatusOK, "task_list.html", shown)
}

// row is the task as the page shows it. The caller holds the lock.
func (e *taskEntry) row() taskRow {
	row := taskRow{
		Number: e.number, App: e.app.general.Label, AppPath: e.app.path(""), What: sentenceOf(e.task),
		State: e.state(), Tone: "good", Detail: e.task.Outcome, Warnings: e.task.Warnings,
		Retryable: e.retryable(), Exchanges: e.task.Exchanges,
		Clock: e.task.Began.Format("15:04:05"), DatedISO: e.task.Began.UTC().Format("2006-01-02T15:04:05Z"),
	}
	if e.task.Failed() {
		row.Tone, row.Detail = "stop", e.task.Sentence
		if e.settled {
			row.Tone = "quiet"
		}
	}
	var short []string
	for _, one := range e.task.Exchanges {
		short = append(short, one.Method+" "+strconv.Itoa(one.Status))
	}
	row.ExchangesShort = strings.Join(short, ", ")
	return row
}

func (c *Console) retryTasks(w http.ResponseWriter, r *http.Request) {
	numbers := map[int]bool{}
	for _, text := range picked(r, "task") {
		if number, err := strconv.Atoi(text); err == nil {
			numbers[number] = true
		}
	}
	c.settle(r.Context(), c.retry(numbers)...)
	leadTo(w, r, root+"tasks", "retried")
}

func (c *Console) logPage(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	shown := struct {
		page
		Show, Query string
		Shows       []choice
		Events      []event
	}{
		page: c.page(r, "System Log", "System Log"), Shows: logKinds,
		Show: chosen(logKinds, query.Get("show")), Query: query.Get("q"),
	}
	c.mu.Lock()
	shown.Events = c.log.latest(logKind(shown.Show), shown.Query, shownRows)
	c.mu.Unlock()
	c.show(w, http.StatusOK, "log.html", shown)
}

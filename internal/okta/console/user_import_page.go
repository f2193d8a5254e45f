package console

import (
	"net/http"
)

func (c *Console) importPage(w http.ResponseWriter, r *http.Request, i *integration) {
	shown := struct {
		appPage
		Sends, Done, Busy bool
		Scanned, Inactive int
		Rows              []candidate
	}{appPage: c.appPage(r, i, "Import")}
	c.mu.Lock()
	_, shown.Sends = i.sending()
	shown.Busy = i.line.idle != nil
	if i.found != nil {
		shown.Done, shown.Scanned, shown.Inactive = true, i.found.Scanned, i.found.Inactive
	}
	shown.Rows = i.candidates()
	c.mu.Unlock()
	c.show(w, http.StatusOK, "import.html", shown)
}

func (c *Console) importStart(w http.ResponseWriter, r *http.Request, i *integration) {
	c.importNow(i)
	c.settle(r.Context(), i)
	leadTo(w, r, i.path("/import"), "imported")
}

func (c *Console) importConfirm(w http.ResponseWriter, r *http.Request, i *integration) {
	remote := map[string]bool{}
	for _, id := range picked(r, "user") {
		remote[id] = true
	}
	done := ""
	if c.confirm(i, remote) > 0 {
		done = "confirmed"
	}
	leadTo(w, r, i.path("/import"), done)
}

package console_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/okta/oktatest"
)

// TestToApp leaves each box unticked in turn.
func TestToApp(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		but     string
		assign  []string
		edit    []string
		removed []string
	}{
		{"", []string{"POST Users"}, []string{"PUT Users"}, []string{"PATCH Users"}},
		{"Create Users", nil, nil, nil},
		{"Update User Attributes", []string{"POST Users"}, nil, []string{"PATCH Users"}},
		{"Deactivate Users", []string{"POST Users"}, []string{"PUT Users"}, nil},
	} {
		t.Run("without "+test.but, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.bearerApp(test.but)
			app := strings.TrimSuffix(w.at.Path, "/provisioning/to-app")
			w.scim.took()
			w.assign(w.ana)
			same(t, "Assigning", w.scim.writes(), test.assign)
			w.open("/admin/people/" + string(w.ana.ID))
			w.press("Save", "Title", "Head of optics")
			same(t, "Editing", w.scim.writes(), test.edit)
			w.open(app + "/assignments")
			w.press("Unassign Ana Ruiz")
			w.press("OK")
			same(t, "Unassigning", w.scim.writes(), test.removed)
		})
	}
}

// TestAssignedBefore shows that enabling provisioning provisions nobody by itself.
func TestAssignedBefore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addTestApp("SCIM 2.0 Test App (OAuth Bearer Token)", "Muster")
	w.assign(w.ana)
	holds(t, "The row without provisioning", w.row("Ana Ruiz"), "Assigned")
	w.provision()
	same(t, "Enabling provisioning", w.scim.writes(), nil)
	w.follow("Assignments")
	holds(t, "The row", w.row("Ana Ruiz"), "Not provisioned")
	w.press("Provision User Ana Ruiz")
	same(t, "Provision User", w.scim.writes(), []string{"POST Users"})
	holds(t, "The row", w.row("Ana Ruiz"), "Provisioned")
}

// TestTasks lets the server refuse, and retries.
func TestTasks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.bearerApp()
	w.scim.refusing("No license is free. Buy one, then retry.")
	w.assign(w.ana)
	const sentence = "Automatic provisioning of user ana@fernhill.example to app Muster failed: Error while creating user ana@fernhill.example: Forbidden. Errors reported by remote server: No license is free. Buy one, then retry."
	holds(t, "The row", w.row("Ana Ruiz"), sentence)
	w.follow("Tasks")
	holds(t, "The task", w.row("Create user ana@fernhill.example"), sentence)
	w.press("Retry Selected", "Create user ana@fernhill.example", "on")
	if got := strings.Count(w.text(), sentence); got != 2 {
		t.Errorf("after a retry that failed the sentence stands %d times, want 2", got)
	}
	w.scim.refusing("")
	w.press("Retry Selected", "Create user ana@fernhill.example", "on")
	holds(t, "The newest task", w.row("Create user ana@fernhill.example"), "Completed")
	w.open("/admin/tasks?show=failed")
	holds(t, "The failed tasks", w.text(), "No task has failed.")
	w.follow("System Log")
	holds(t, "The log", w.text(), "POST /Users → 403 Forbidden")
	holds(t, "The log", w.text(), "No license is free")
	w.press("Search", "Search the log", "403 FORBIDDEN")
	if strings.Contains(w.text(), "201 Created") {
		t.Errorf("the search finds more than it was asked for: %s", w.text())
	}
}

// TestInProgress looks at work that takes longer than the console waits for it.
func TestInProgress(t *testing.T) {
	t.Parallel()
	w := newWorldWaiting(t, time.Millisecond)
	w.bearerApp()
	release := w.scim.hold()
	w.assign(w.ana)
	list := w.at.Path
	holds(t, "The row", w.row("Ana Ruiz"), "In progress")
	w.follow("Tasks")
	holds(t, "The tasks", w.row("Create users"), "In progress")
	release()
	for w.open(list); strings.Contains(w.row("Ana Ruiz"), "In progress"); {
		w.follow("Refresh")
	}
	holds(t, "The row", w.row("Ana Ruiz"), "Provisioned")
}

// TestSettingsStay shows that settings which fail their test replace nothing.
func TestSettingsStay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.bearerApp()
	w.follow("Integration")
	w.press("Edit")
	w.press("Save", "OAuth Bearer Token", "wrong")
	holds(t, "Saving a wrong token", w.says("alert"), "Error authenticating")
	w.scim.took()
	w.assign(w.ana)
	holds(t, "The row", w.row("Ana Ruiz"), "Provisioned")

	w.follow("Provisioning")
	w.follow("Integration")
	w.press("Edit")
	w.press("Save", "Enable API integration", "off")
	holds(t, "Disabling", w.says("status"), "disabled")
	w.scim.took()
	w.assign(w.bo)
	same(t, "Assigning without an integration", w.scim.writes(), nil)
}

func TestImport(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.bearerApp()
	w.assign(w.ana, w.bo)
	// Another app at the same server knows neither, and Bo is nobody's any more.
	if err := errors.Join(w.org.Deactivate(w.bo.ID), w.org.RemovePerson(w.bo.ID)); err != nil {
		t.Fatal(err)
	}
	w.addTestApp("SCIM 2.0 Test App (OAuth Bearer Token)", "Second")
	w.provision()
	w.scim.took()
	w.follow("Import")
	w.press("Import Now")
	holds(t, "The import", w.row("ana@fernhill.example"), "Exact match: Ana Ruiz")
	holds(t, "The import", w.row("bo@fernhill.example"), "New user")
	w.press("Confirm Assignments", "ana@fernhill.example", "on", "bo@fernhill.example", "on")
	same(t, "Confirming", w.scim.writes(), nil)
	w.follow("Assignments")
	holds(t, "The row", w.row("Ana Ruiz"), "Provisioned")
	if bo, ok := personOf(w.org, "bo@fernhill.example"); !ok || bo.ID == w.bo.ID || bo.Profile.Name() != "Bo Lind" {
		t.Errorf("the new person is %+v", bo)
	}
	w.follow("Import")
	holds(t, "The import", w.text(), "2 users scanned, 0 inactive skipped. Nobody is left to be confirmed.")
}

// TestBasic shows the third test app, and a field that is missing.
func TestBasic(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addTestApp("SCIM 2.0 Test App (Basic Auth)", "Basic")
	w.follow("Provisioning")
	w.press("Configure API Integration")
	w.press("Test API Credentials", "Enable API integration", "on", "SCIM 2.0 Base Url", w.scim.url)
	holds(t, "A test without a user name", w.says("alert"), "Enter a value for Username.")
	w.press("Test API Credentials", "Username", "okta", "Password", oktatest.Token)
	if !w.scim.auths["Basic b2t0YTpzZWNyZXQtdG9rZW4="] {
		t.Errorf("the credentials came as %v", w.scim.auths)
	}
	w.press("Test API Credentials", "SCIM 2.0 Base Url", "http://under_score.example")
	holds(t, "A base URL with an underscore", w.says("alert"), "underscore, which Okta does not allow")
}

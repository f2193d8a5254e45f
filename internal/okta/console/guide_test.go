package console_test

import (
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/okta/oktatest"
)

// TestWizardGuide walks the guide that creates an app integration.
func TestWizardGuide(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.follow("Applications")
	w.press("Create App Integration")
	w.press("Next", "SWA - Secure Web Authentication", "on")
	w.press("Finish", "App name", "NordPass Provisioning", "App's login page URL", "https://nordpass.example/login")
	w.follow("Applications")
	w.follow("NordPass Provisioning")
	if strings.Contains(w.text(), "Assignments Push Groups") {
		t.Error("an app without provisioning has the tab Push Groups")
	}
	w.press("Edit")
	w.press("Save", "Enable SCIM provisioning", "on")
	w.follow("Provisioning")

	form := []string{
		"SCIM connector base URL", w.scim.url, "Unique identifier field for users", "email", "Authentication Mode", "HTTP Header",
		"Push New Users", "on", "Push Profile Updates", "on", "Push Groups", "on",
	}
	w.press("Save", append(form, "Authorization: Bearer", "wrong")...)
	holds(t, "Saving with a wrong token", w.says("alert"), "Error authenticating: Unauthorized. Errors reported by remote server: ")
	if w.status != 422 {
		t.Errorf("saving with a wrong token: %d", w.status)
	}
	w.press("Test Connection Configuration", "Authorization: Bearer", oktatest.Token)
	holds(t, "The test", w.says("status"), "Connector configured successfully")
	w.scim.took()
	w.press("Save")
	asked, _ := w.scim.took()
	same(t, "Saving", asked, []string{"GET Users"})
	w.press("Edit")
	w.press("Save", "Create Users", "on", "Update User Attributes", "on", "Deactivate Users", "on")
	w.scim.took()

	w.assign(w.ana)
	holds(t, "The row", w.row("Ana Ruiz"), "Provisioned")
	same(t, "Assigning", w.scim.writes(), []string{"POST Users"})
	if !w.scim.auths["Bearer "+oktatest.Token] {
		t.Errorf("the token came as %v", w.scim.auths)
	}
	w.press("Unassign Ana Ruiz")
	w.press("OK")
	same(t, "Unassigning in an app of the wizard", w.scim.writes(), []string{"PUT Users"})
	w.pushGroup("Lab")
	holds(t, "The pushed group", w.row("Lab"), "Active")
}

// TestHeaderGuide walks the guide of the Header Auth test app: people and groups.
func TestHeaderGuide(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addTestApp("SCIM 2.0 Test App (Header Auth)", "Enpass SCIM")
	w.follow("Provisioning")
	w.press("Configure API Integration")
	w.press("Test API Credentials", "Enable API integration", "on", "Base URL", w.scim.url, "API Token", oktatest.Token)
	holds(t, "The test", w.says("status"), "Enpass SCIM was verified")
	w.press("Save")
	w.press("Edit")
	w.press("Save", "Create Users", "on", "Update User Attributes", "on", "Deactivate Users", "on")
	if !w.scim.auths[oktatest.Token] || len(w.scim.auths) != 1 {
		t.Errorf("the token came as %v, want it as it was typed", w.scim.auths)
	}
	w.scim.took()

	w.follow("Assignments")
	w.follow("Assign to Groups")
	w.press("Assign", "Lab", "on")
	w.press("Done")
	holds(t, "The assigned groups", w.row("Lab"), "2 people")
	same(t, "Assigning a group", w.scim.writes(), []string{"POST Users", "POST Users"})
	w.open("/admin/groups/" + string(w.lab.ID))
	w.press("Assign people", "Person to add", "Cleo Marsh")
	same(t, "Joining an assigned group", w.scim.writes(), []string{"POST Users"})
	w.press("Remove Bo Lind")
	same(t, "Leaving it", w.scim.writes(), []string{"PATCH Users"})

	w.follow("Applications")
	w.follow("Enpass SCIM")
	w.follow("Assignments")
	w.open(w.at.Path + "?show=groups")
	w.press("Unassign Lab")
	w.press("OK")
	same(t, "Unassigning the group", w.scim.writes(), []string{"PATCH Users", "PATCH Users"})
}

// TestCatalogGuide walks the guide of a published app.
func TestCatalogGuide(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.follow("Applications")
	w.press("Browse App Catalog")
	w.press("Search", "Search the catalog", "nulab")
	w.follow("Nulab Pass")
	w.press("Add Integration")
	w.press("Done", "Application label", "Nulab Pass")
	w.follow("Provisioning")
	w.press("Configure API Integration")
	w.press("Test API Credentials", "Enable API integration", "on", "Base URL", w.scim.url, "API Token", oktatest.Token)
	w.press("Save")
	w.follow("To App")
	w.press("Edit")
	w.press("Save", "Create users", "on", "Update user attributes", "on", "Deactivate users", "on")
	w.follow("Sign On")
	w.press("Edit")
	w.press("Save", "Application username format", "Email")
	holds(t, "Sign On", w.text(), "Application username format Email")
	w.scim.took()

	w.follow("Assignments")
	w.follow("Assign to People")
	w.press("Assign Ana Ruiz")
	w.press("Save and Go Back", "Title", "Head of optics")
	w.press("Done")
	_, bodies := w.scim.took()
	holds(t, "The POST", bodies, `"userName":"ana.ruiz@mail.example"`)
	holds(t, "The POST", bodies, `"title":"Head of optics"`)

	w.press("Edit Ana Ruiz")
	w.press("Save", "Username", "ana@new.example")
	asked, bodies := w.scim.took()
	same(t, "Changing the username", asked, []string{"GET Users", "PUT Users"})
	holds(t, "The PUT", bodies, `"userName":"ana@new.example"`)
	holds(t, "The PUT", bodies, `"value":"ana.ruiz@mail.example"`)
	if person, _ := w.org.Person(w.ana.ID); person.Profile.Login != "ana@fernhill.example" || person.Profile.Title != "Engineer" {
		t.Errorf("the person in the directory changed: %+v", person.Profile)
	}

	w.press("Unassign Ana Ruiz")
	holds(t, "The question", w.text(), "is deactivated there")
	w.press("OK")
	_, bodies = w.scim.took()
	holds(t, "The PATCH", bodies, `{"active":false}`)
}

package scimserver_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// policyRefusals are requests that a rule of the organization refuses.
var policyRefusals = []struct {
	name     string
	licenses int
	rule     func(*directory.Policy)
	asks     func(t *testing.T, d *door) answer
	status   int
	// says is what Okta's administrator is told to do.
	says string
}{
	{
		name: "no license", licenses: 1, status: http.StatusForbidden,
		asks: func(t *testing.T, d *door) answer {
			d.person(t, "ada@example.com")
			return d.post(t, "/Users", personBody("bob@example.com"))
		},
		says: "Buy more licenses or deactivate someone, then retry in Okta.",
	},
	{
		name: "the last owner is deactivated", status: http.StatusForbidden,
		asks: func(t *testing.T, d *door) answer {
			ada := d.person(t, "ada@example.com")
			d.makes(t, ada.ID, directory.RoleOwner)
			return d.patch(t, "/Users/"+ada.ID, off)
		},
		says: "Make somebody else an owner in the control panel.",
	},
	{
		name: "an administrator is deleted", status: http.StatusForbidden,
		rule: func(p *directory.Policy) { p.ProtectAdmins = directory.ProtectRoles },
		asks: func(t *testing.T, d *door) answer {
			ada := d.person(t, "ada@example.com")
			d.makes(t, ada.ID, directory.RoleAdministrator)
			return d.delete(t, "/Users/"+ada.ID)
		},
		says: "Open Members › Ada Lovelace in the control panel and change the role to Member.",
	},
	{
		name: "an administrator is replaced", status: http.StatusForbidden,
		rule: func(p *directory.Policy) {
			p.ProtectAdmins, p.UserNameChange = directory.ProtectRoles, directory.ReplaceRenamed
		},
		asks: func(t *testing.T, d *door) answer {
			ada := d.person(t, "ada@example.com")
			d.makes(t, ada.ID, directory.RoleAdministrator)
			return d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","value":{"userName":"countess@example.com"}}`))
		},
		says: "change the role to Member, then retry in Okta.",
	},
	{
		name: "no groups", status: http.StatusForbidden,
		rule: func(p *directory.Policy) { p.Groups = directory.GroupsOff },
		asks: func(t *testing.T, d *door) answer { return d.post(t, "/Groups", `{"displayName":"Crew"}`) },
		says: "stop pushing groups in Okta",
	},
	{
		name: "unknown members", status: http.StatusBadRequest,
		rule: func(p *directory.Policy) { p.UnknownMember = directory.RefuseUnknown },
		asks: func(t *testing.T, d *door) answer {
			return d.post(t, "/Groups", `{"displayName":"Crew","members":[{"value":"nobody"}]}`)
		},
		says: "Assign them to the application in Okta first, then push the group again.",
	},
	{
		name: "an owner is here already", status: http.StatusConflict,
		asks: func(t *testing.T, d *door) answer {
			d.invited(t, "bob@example.com", directory.RoleOwner)
			return d.post(t, "/Users", personBody("bob@example.com"))
		},
		says: "Open Members › By hand › Link to Okta, then retry.",
	},
	{
		name: "a member is here already", status: http.StatusConflict,
		rule: func(p *directory.Policy) { p.ExistingMember = directory.RefuseExisting },
		asks: func(t *testing.T, d *door) answer {
			d.invited(t, "bob@example.com", directory.RoleMember)
			return d.post(t, "/Users", personBody("bob@example.com"))
		},
		says: "Remove them under Members, or let the policy adopt them, then retry in Okta.",
	},
	{
		name: "the address of a member", status: http.StatusConflict,
		asks: func(t *testing.T, d *door) answer {
			d.invited(t, "bob@example.com", directory.RoleMember)
			ada := d.person(t, "ada@example.com")
			return d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","value":{"emails":[{"value":"bob@example.com","primary":true}]}}`))
		},
		says: "Give the user another address, or change theirs under Members, then retry in Okta.",
	},
	{
		name: "two of one address", status: http.StatusConflict,
		rule: func(p *directory.Policy) { p.UniqueIdentifier = directory.IdentifiedByEmail },
		asks: func(t *testing.T, d *door) answer {
			d.person(t, "ada@example.com")
			return d.post(t, "/Users", `{"userName":"countess","emails":[{"value":"ada@example.com","primary":true}],"active":true}`)
		},
		says: "link to that user, or choose another address.",
	},
}

// TestRefusalsNameTheirRequest: what a policy refuses says what to do and ends with
// the id under which the provisioning log has the request.
func TestRefusalsNameTheirRequest(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		for _, refusal := range policyRefusals {
			log := newRecording(t, engine)
			policy := directory.Standard()
			if refusal.rule != nil {
				refusal.rule(&policy)
			}
			d := newDoor(t, engine, doorOptions{licenses: refusal.licenses, policy: policy, recorder: log.recorder})
			got := refusal.asks(t, d)
			told := decode[wireError](t, got)
			sentence, id, named := strings.Cut(strings.TrimSuffix(told.Detail, "."), " Request ")
			if got.status != refusal.status || !named || !strings.Contains(sentence, refusal.says) {
				t.Errorf("%s: answered %d %q, want %d, %q and the request", refusal.name, got.status, told.Detail, refusal.status, refusal.says)
				continue
			}
			log.requests(t, d) // all are written
			found, err := log.store.Request(t.Context(), d.organization.ID, id)
			if err != nil || found.Status != refusal.status || got.requestID() != id {
				t.Errorf("%s: the provisioning log has %+v, %v under %q", refusal.name, found, err, id)
			}
		}
	})
}

func (d *door) invited(t *testing.T, email string, role directory.Role) {
	t.Helper()
	if _, err := d.invite(t, email, role); err != nil {
		t.Fatal(err)
	}
}

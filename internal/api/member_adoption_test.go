package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/musterhq/muster/internal/access"
	"github.com/musterhq/muster/internal/api"
	"github.com/musterhq/muster/internal/directory"
)

// TestAnOwnerLinksAnAdministrator goes the way that Okta's administrator is told:
// refused, linked by an owner with a fresh proof, tried again.
func TestAnOwnerLinksAnAdministrator(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	admin := w.member(acme, "Adam Admin", directory.RoleAdministrator)
	self := read[me](admin.get("/session")).Person.ID
	at := in(acme, "/members/"+string(self))
	email := read[api.Member](owner.get(at)).Email
	create := func() answer {
		return w.scim(token, http.MethodPost, "/Users", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"`+email+`","displayName":"Adam Admin","active":true}`)
	}
	refused := create()
	if refused.status != http.StatusConflict || !strings.Contains(string(refused.body), "Open Members › Adam Admin › Link to Okta, then retry.") {
		t.Fatalf("Okta is answered %d %s", refused.status, refused.body)
	}
	shown := read[api.Member](owner.get(at))
	if len(shown.AskedFor) != 1 || shown.AskedFor[0].Connection.ID != connection.ID || shown.AskedFor[0].UserName != email ||
		shown.AskedFor[0].ConfirmedUntil != nil || shown.Adopted != nil || shown.Source.Kind != "manual" {
		t.Fatalf("the member is %+v", shown)
	}
	list := read[api.List[api.Member]](owner.get(in(acme, "/members?q=Adam")))
	if len(list.Items) != 1 || len(list.Items[0].AskedFor) != 1 {
		t.Errorf("the list shows %+v", list.Items)
	}

	body := map[string]string{"connection_id": string(connection.ID), "user_name": email}
	admin.post(at+"/adoption", body).refused(http.StatusForbidden, "forbidden")
	w.clock.pass(access.FreshFor + time.Second)
	owner.post(at+"/adoption", body).refused(http.StatusForbidden, "step_up_required")
	owner.post("/session/step-up/password", map[string]string{"password": goodPassword}).want(http.StatusOK)
	owner.post(at+"/adoption", map[string]string{"connection_id": "nobody", "user_name": email}).refused(http.StatusNotFound, "not_found")
	confirmed := read[api.Member](owner.post(at+"/adoption", body).want(http.StatusOK))
	if until := confirmed.AskedFor[0].ConfirmedUntil; until == nil || !time.Time(*until).Equal(w.clock.now().Add(directory.ConfirmationLasts)) {
		t.Errorf("confirmed until %v, want a day", until)
	}

	create().want(http.StatusCreated)
	after := read[api.MemberDetail](owner.get(at))
	if after.ID != self || after.Origin.Kind != "manual" || after.Source.Kind != "connection" || *after.Source.ConnectionID != connection.ID || !after.SCIM ||
		after.Role != "administrator" || after.Adopted == nil || after.Adopted.UserName != email || len(after.AskedFor) != 0 || len(after.Locks) == 0 {
		t.Errorf("after the adoption the member is %+v", after)
	}
	if got := read[api.List[api.Member]](owner.get(in(acme, "/members?source="+string(connection.ID)))); len(got.Items) != 1 || got.Items[0].ID != self {
		t.Errorf("by source %+v are found", got.Items)
	}
	if line := string(owner.get(in(acme, "/members.csv?q=Adam")).body); !strings.Contains(line, ",administrator,Okta,") {
		t.Errorf("the export says %q", line)
	}
	counts := read[api.MemberCounts](owner.get(in(acme, "/members/counts")))
	for _, count := range counts.BySource {
		if count.Count != 1 {
			t.Errorf("%d members are of %s, want 1 each", count.Count, count.Source)
		}
	}
	identity := read[api.Identity](owner.get(at + "/identity").want(http.StatusOK))
	if identity.ConnectionID != connection.ID || identity.UserName != email {
		t.Errorf("the identity is %+v", identity)
	}
	var told []string
	for _, entry := range read[api.List[api.Entry]](owner.get(in(acme, "/activity?member="+string(self)))).Items {
		told = append(told, string(entry.Kind)+": "+entry.Sentence)
	}
	for _, want := range []string{
		"member.adopted: Okta (SCIM) adopted Adam Admin, who was made by hand",
		"member.adoption_confirmed: Olga Owner let the identity provider adopt Adam Admin when it tries again",
		"notice.not_adopted: Okta (SCIM) did not create " + email + ": Adam Admin has the address and was made by hand",
	} {
		if !strings.Contains(strings.Join(told, "\n"), want) {
			t.Errorf("the activity does not tell %q:\n%s", want, strings.Join(told, "\n"))
		}
	}
}

// TestIgnoredAddressesAreShownAsIgnored: where the user name is the address, what
// else Okta sends is there to be read.
func TestIgnoredAddressesAreShownAsIgnored(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	owner, acme, connection, token := w.connected()
	ana := w.provision(token, "Ana Ruiz", "ana@example.com")
	ignored := func() string {
		t.Helper()
		var paths []string
		for _, attribute := range read[api.Identity](owner.get(in(acme, "/members/"+string(ana.member)+"/identity"))).Attributes {
			if attribute.Ignored {
				paths = append(paths, attribute.Path)
			}
		}
		return strings.Join(paths, " ")
	}
	if got := ignored(); got != "" {
		t.Errorf("%s are ignored, want none", got)
	}
	owner.patch(in(acme, "/connections/"+string(connection.ID)), map[string]any{"policy": map[string]string{"email_source": "user_name"}}).want(http.StatusOK)
	if got := ignored(); got != "emails[0].value emails[0].type emails[0].primary" {
		t.Errorf("%s are ignored, want the address", got)
	}
}

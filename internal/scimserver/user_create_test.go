package scimserver_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/musterhq/muster/internal/directory"
)

// TestCreateUser creates a person as Okta does and reads it back (RFC 7644 §3.3).
func TestCreateUser(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		got := d.post(t, "/Users", personBody("Ada.L@Example.com")).want(t, http.StatusCreated)
		ada := decode[wireUser](t, got)
		if ada.ID == "" || ada.UserName != "Ada.L@Example.com" || ada.ExternalID != "00uAda.L@Example.com" || ada.Active == nil || !*ada.Active ||
			ada.Name.GivenName != "Ada" || ada.Emails[0].Value != "Ada.L@Example.com" || !ada.Emails[0].Primary ||
			!slices.Equal(ada.Schemas, []string{"urn:ietf:params:scim:schemas:core:2.0:User"}) {
			t.Errorf("the created user is %+v", ada)
		}
		if want := d.base + "/Users/" + ada.ID; got.header.Get("Location") != want || ada.Meta.Location != want {
			t.Errorf("the location is %q and %q, want %q", got.header.Get("Location"), ada.Meta.Location, want)
		}
		if ada.Meta.ResourceType != "User" || ada.Meta.Created == "" || ada.Meta.Created != ada.Meta.LastModified {
			t.Errorf("meta is %+v", ada.Meta)
		}
		if read := d.get(t, "/Users/"+ada.ID).want(t, http.StatusOK); string(read.body) != string(got.body) {
			t.Errorf("GET answers\n%s\nand POST answered\n%s", read.body, got.body)
		}
	})
}

// TestCreateAssumesWhatCanBeKnown: schemas, the type of the content, active.
func TestCreateAssumesWhatCanBeKnown(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		for i, contentType := range []string{"application/scim+json", "application/json", "application/json; charset=UTF-8", ""} {
			got := d.send(t, http.MethodPost, "/Users", `{"userName":"`+string(rune('a'+i))+`"}`, func(r *http.Request) {
				r.Header["Content-Type"] = []string{contentType}
				r.Header.Set("Accept", "application/xml")
			}).want(t, http.StatusCreated)
			user := decode[wireUser](t, got)
			if user.Active == nil || !*user.Active || !slices.Equal(user.Schemas, []string{"urn:ietf:params:scim:schemas:core:2.0:User"}) {
				t.Errorf("a bare user is answered %s", got.body)
			}
		}
		off := decode[wireUser](t, d.post(t, "/Users", `{"userName":"off","active":"False"}`).want(t, http.StatusCreated))
		if off.Active == nil || *off.Active {
			t.Errorf(`a user with active "False" is answered %+v`, off)
		}
		oneLogin := decode[wireUser](t, d.post(t, "/Users", `{"schemas":["urn:scim:schemas:core:2.0"],"userName":"one","emails":{"value":"one@example.com"}}`).want(t, http.StatusCreated))
		if len(oneLogin.Emails) != 1 || oneLogin.Emails[0].Value != "one@example.com" {
			t.Errorf("an email that is no list is kept as %+v", oneLogin.Emails)
		}
	})
}

// TestSameUserNameIsRefused also in other case and in another form of Unicode
// (RFC 7644 §3.3, 409 uniqueness), whether the other is active or not.
func TestSameUserNameIsRefused(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "José.Ä@Example.com")
		bob := d.person(t, "bob@example.com")
		for _, deactivated := range []bool{false, true} {
			if deactivated {
				d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","value":{"active":false}}`)).want(t, http.StatusOK)
			}
			for _, name := range []string{"José.Ä@Example.com", "josé.ä@example.com", "JOSÉ.Ä@EXAMPLE.COM", "Jose\u0301.A\u0308@example.com", "Ｊosé.ä@example.com"} {
				d.writesNothing(t, "a refused name", func() {
					d.post(t, "/Users", personBody(name)).refused(t, http.StatusConflict, "uniqueness", "José.Ä@Example.com", ada.ID)
					d.put(t, "/Users/"+bob.ID, personBody(name)).refused(t, http.StatusConflict, "uniqueness")
					d.patch(t, "/Users/"+bob.ID, patchBody(`{"op":"replace","path":"userName","value":`+quoted(name)+`}`)).refused(t, http.StatusConflict, "uniqueness")
				})
			}
		}
		d.delete(t, "/Users/"+ada.ID).want(t, http.StatusNoContent)
		if again := d.person(t, "JOSÉ.ä@example.com"); again.ID == ada.ID {
			t.Error("a deleted id was given out again")
		}
	})
}

// TestOldUserNameIsFree at once after a rename; and changing nothing but the case
// of one's own name is no conflict.
func TestOldUserNameIsFree(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "ada@example.com")
		renamed := decode[wireUser](t, d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","value":{"userName":"countess@example.com"}}`)).want(t, http.StatusOK))
		if renamed.ID != ada.ID || renamed.ExternalID != ada.ExternalID || renamed.Emails[0].Value != "ada@example.com" {
			t.Errorf("the renamed user is %+v, want the same person", renamed)
		}
		other := d.person(t, "ada@example.com")
		if got := d.lookup(t, "/Users", `userName eq "ada@example.com"`); !slices.Equal(got, []string{other.ID}) {
			t.Errorf("the old name finds %v, want %s", got, other.ID)
		}
		if got := decode[wireUser](t, d.put(t, "/Users/"+ada.ID, personBody("COUNTESS@example.com")).want(t, http.StatusOK)); got.UserName != "COUNTESS@example.com" {
			t.Errorf("the user name is %q, want it as it was sent", got.UserName)
		}
	})
}

// TestPasswordIsNeverKept: accepted on every way, found nowhere (Okta sends one
// with every create, asked or not).
func TestPasswordIsNeverKept(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		const canary = "kEeP-Me-N0t"
		ada := decode[wireUser](t, d.post(t, "/Users", `{"userName":"ada","password":"`+canary+`"}`).want(t, http.StatusCreated))
		answers := []answer{
			d.put(t, "/Users/"+ada.ID, `{"userName":"ada","PassWord":"`+canary+`"}`).want(t, http.StatusOK),
			d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","value":{"password":"`+canary+`"}}`)).want(t, http.StatusOK),
			d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"add","path":"password","value":"`+canary+`"}`)).want(t, http.StatusOK),
			d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:password","value":"`+canary+`"}`)).want(t, http.StatusOK),
			d.put(t, "/Users/"+ada.ID, `{"userName":"ada","password":["`+canary+`"]}`),
			d.get(t, "/Users/"+ada.ID+"?attributes=password").want(t, http.StatusOK),
			d.get(t, "/Users?attributes=userName,password").want(t, http.StatusOK),
		}
		for _, got := range answers {
			if strings.Contains(string(got.body), canary) {
				t.Errorf("%s shows the password: %s", got.asked, got.body)
			}
		}
		for table, rows := range d.rows(t) {
			for _, row := range rows {
				if strings.Contains(row, canary) {
					t.Errorf("the table %s holds the password: %s", table, row)
				}
			}
		}
		if strings.Contains(d.log.String(), canary) {
			t.Error("the log holds the password")
		}
	})
}

// TestLogHoldsNoSecret: what identifies people and the token stay out of the log.
func TestLogHoldsNoSecret(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{})
		ada := d.person(t, "canary@example.com")
		d.lookup(t, "/Users", `userName eq "canary@example.com"`)
		d.post(t, "/Users", personBody("canary@example.com")).want(t, http.StatusConflict)
		d.send(t, http.MethodGet, "/Users", "", func(r *http.Request) { r.Header.Set("Authorization", "Bearer canary-token") }).want(t, http.StatusUnauthorized)
		log := d.log.String()
		for _, secret := range []string{d.token, "canary", ada.ExternalID} {
			if strings.Contains(log, secret) {
				t.Errorf("the log holds %q:\n%s", secret, log)
			}
		}
		if !strings.Contains(log, string(d.connection.ID)) || !strings.Contains(log, "/scim/v2/Users") {
			t.Errorf("the log names neither connection nor route:\n%s", log)
		}
	})
}

// TestNoLicense: a person for whom no license is free is refused in words, and
// the journal says so.
func TestNoLicense(t *testing.T) {
	onEachEngine(t, func(t *testing.T, engine engine) {
		d := newDoor(t, engine, doorOptions{licenses: 1})
		ada := d.person(t, "ada@example.com")
		d.post(t, "/Users", personBody("bob@example.com")).refused(t, http.StatusForbidden, "", "No license is free for bob@example.com")
		if got := d.lookup(t, "/Users", `userName eq "bob@example.com"`); len(got) > 0 {
			t.Errorf("the refused person is there: %v", got)
		}
		entries := d.journal(t, 0)
		if last := entries[len(entries)-1]; last.Kind != directory.NoticeNoLicense {
			t.Errorf("the last entry is %s, want the notice", last.Kind)
		}
		bob := decode[wireUser](t, d.post(t, "/Users", `{"userName":"bob@example.com","active":false}`).want(t, http.StatusCreated))
		d.patch(t, "/Users/"+bob.ID, patchBody(`{"op":"replace","value":{"active":true}}`)).refused(t, http.StatusForbidden, "", "No license")
		d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","value":{"active":false}}`)).want(t, http.StatusOK)
		d.patch(t, "/Users/"+bob.ID, patchBody(`{"op":"replace","value":{"active":true}}`)).want(t, http.StatusOK)
		d.delete(t, "/Users/"+bob.ID).want(t, http.StatusNoContent)
		d.patch(t, "/Users/"+ada.ID, patchBody(`{"op":"replace","value":{"active":true}}`)).want(t, http.StatusOK)
	})
}
